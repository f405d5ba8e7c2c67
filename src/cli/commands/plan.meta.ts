import { sessionFlags } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

export const planMeta = {
  name: 'plan',
  works: {
    on: '<list>',
    describe: 'The leaver list: an Excel workbook, a CSV file, or - for standard input',
  },
  describe: 'The same up to the point of acting: look users up, say what would happen, change nothing',
  examples: [
    ['plan leavers.xlsx --site acme', 'Say of every row whom it means, and what would happen'],
    ['plan leavers.csv --site acme --before 2026-12-31', 'Look ahead: who will have left by then'],
  ],
  flags: sessionFlags,
} as const satisfies CommandMeta
