import { sessionFlags } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

export const planMeta = {
  name: 'plan',
  works: { on: '<list>', describe: 'The leaver list, a CSV file, or - for standard input' },
  describe: 'The same up to the point of acting: look users up, say what would happen, change nothing',
  flags: sessionFlags,
} as const satisfies CommandMeta
