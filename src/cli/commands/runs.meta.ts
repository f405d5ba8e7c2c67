import { outFlag } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

export const runsMeta = {
  name: 'runs',
  works: null,
  describe: 'List the runs in the ledger',
  examples: [
    ['runs', 'List the runs in ./offboarding'],
    ['runs --out /data', 'List those of another ledger'],
  ],
  flags: outFlag,
} as const satisfies CommandMeta
