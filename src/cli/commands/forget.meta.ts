import { outFlag } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { age, guard, texts, toggle } from '../flags/flag.ts'
import { monitoringFlags } from '../flags/monitoring-flags.ts'
import { UsageError } from '../usage-error.ts'
import type { CommandMeta } from './command.ts'

const DAY_MS = 24 * 3_600_000
const OLDER_THAN = age('How long ago a run must have ended', '90d')

export const forgetFlags = {
  'older-than': guard(
    {
      ...OLDER_THAN,
      parse(value, name) {
        const ms = OLDER_THAN.parse(value, name)
        // The limits of --max-users and --max-percent count the users of the last 24 hours.
        if (ms < DAY_MS) throw new UsageError(`${name} must be at least 1d, not "${value}".`)
        return ms
      },
    },
    (ms) => ms < OLDER_THAN.initial,
  ),
  run: texts('Only this run, as `runs` lists it; may be repeated', 'run'),
  'delete-archive': {
    ...toggle('Also forget runs with training records, in archive/ or the ledger, and delete these'),
    allowsMore: (isAllowed: boolean) => isAllowed,
  },
  'dry-run': guard(toggle('Only say which runs would be forgotten')),
  yes: { ...toggle('Do not ask for confirmation'), allowsMore: (isAgreed: boolean) => isAgreed },
  ...outFlag,
  ...ledgerFlags,
  json: toggle('Print what was forgotten as JSON on standard output, and nothing else'),
  ...monitoringFlags,
}

export const forgetMeta = {
  name: 'forget',
  works: null,
  describe:
    'Erase names, addresses and cells of old runs from the ledger and their folders; keep what an audit needs',
  examples: [
    ['forget --older-than 90d --yes', 'Every month, by a schedule: keep what an audit needs, and no names'],
    ['forget --run 20261123T184500Z-3f9c --dry-run', 'Say what would be forgotten of one run'],
  ],
  flags: forgetFlags,
} as const satisfies CommandMeta
