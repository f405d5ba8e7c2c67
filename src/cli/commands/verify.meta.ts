import { connectionFlags, jsonFlags, logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { monitoringFlags } from '../flags/monitoring-flags.ts'
import type { CommandMeta } from './command.ts'

export const verifyMeta = {
  name: 'verify',
  works: {
    on: '[run]',
    describe: 'The run, as `runs` lists it [default: the latest that deleted somebody]',
  },
  describe: 'Ask the platform once more for everyone the run deleted',
  examples: [
    ['verify --site acme', 'Prove that everyone whom the latest run deleted is gone'],
    ['verify 20261123T184500Z-3f9c --site acme', 'The same of another run'],
  ],
  flags: {
    ...connectionFlags,
    ...paceFlags,
    ...outFlag,
    ...ledgerFlags,
    ...jsonFlags,
    ...logFlags,
    ...monitoringFlags,
  },
} as const satisfies CommandMeta
