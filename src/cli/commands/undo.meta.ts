import { guard, toggle } from '../flags/flag.ts'
import {
  connectionFlags,
  jsonFlags,
  languageFlag,
  logFlags,
  outFlag,
  paceFlags,
  redactFlag,
  safetyFlags,
} from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { monitoringFlags } from '../flags/monitoring-flags.ts'
import type { CommandMeta } from './command.ts'

const { roles: _roles, match: _match, protect: _protect, ...limits } = safetyFlags

export const undoMeta = {
  name: 'undo',
  works: { on: '<run>', describe: 'The run to undo, as `runs` lists it' },
  describe: 'Reactivate everyone that run deactivated and nobody deleted since',
  examples: [
    ['undo 20261123T184500Z-3f9c --site acme', 'Ask, then reactivate whom that run deactivated'],
    ['undo 20261123T184500Z-3f9c --site acme --dry-run', 'Say who would be reactivated'],
  ],
  flags: {
    ...connectionFlags,
    'dry-run': guard(toggle('Ask the platform nothing, say who would be reactivated')),
    yes: { ...toggle('Do not ask for confirmation'), allowsMore: (isAgreed: boolean) => isAgreed },
    ...paceFlags,
    ...limits,
    'max-users': {
      ...limits['max-users'],
      describe: 'Refuse to reactivate more users than this, in 24 hours',
    },
    'max-percent': {
      ...limits['max-percent'],
      describe: "Refuse to reactivate more of the site's users than this, in percent",
    },
    ...outFlag,
    ...ledgerFlags,
    ...jsonFlags,
    language: { ...languageFlag.language, shown: 'that of the run to undo' },
    ...redactFlag,
    ...logFlags,
    ...monitoringFlags,
  },
} as const satisfies CommandMeta
