import { outFlag } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

export const runsMeta = {
  name: 'runs',
  works: null,
  describe: 'List the runs in the ledger',
  flags: outFlag,
} as const satisfies CommandMeta
