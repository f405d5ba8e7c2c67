import { guard, toggle } from '../flags/flag.ts'
import {
  archiveFlags,
  connectionFlags,
  jsonFlags,
  languageFlag,
  logFlags,
  outFlag,
  paceFlags,
  redactFlag,
  safetyFlags,
  verifyFlag,
} from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { monitoringFlags, notifyAheadFlag } from '../flags/monitoring-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import type { CommandMeta } from './command.ts'

const { roles: _roles, match: _match, ...limits } = safetyFlags

export const purgeMeta = {
  name: 'purge',
  works: null,
  describe: 'Delete everyone whose grace period is over',
  examples: [
    ['purge --site acme --yes', 'Every day, by a schedule: delete whose grace period is over'],
    ['purge --site acme --dry-run --before 2026-12-31', 'Say who will be due by then, and delete nobody'],
  ],
  flags: {
    ...connectionFlags,
    'dry-run': guard(toggle('Ask the platform nothing, say who would be deleted')),
    before: { ...readingFlags.before, describe: 'In a dry run: who will be due before this day' },
    yes: { ...toggle('Do not ask for confirmation'), allowsMore: (isAgreed: boolean) => isAgreed },
    ...archiveFlags,
    ...verifyFlag,
    ...paceFlags,
    ...limits,
    ...outFlag,
    ...ledgerFlags,
    ...jsonFlags,
    ...languageFlag,
    ...redactFlag,
    ...logFlags,
    ...monitoringFlags,
    ...notifyAheadFlag,
  },
} as const satisfies CommandMeta
