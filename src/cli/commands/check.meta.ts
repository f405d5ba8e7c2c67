import { duration, toggle } from '../flags/flag.ts'
import { connectionFlags, outFlag, safetyFlags } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import type { CommandMeta } from './command.ts'

export const checkMeta = {
  name: 'check',
  works: null,
  describe: 'Say whether everything is set up, with a remedy for what is not; change nothing',
  examples: [
    ['check --site acme', 'Check this machine, the folder ./offboarding, and the site'],
    [
      'check --site acme --protect board.txt --json',
      'Also say which lines of a protected list name nobody, as data',
    ],
  ],
  flags: {
    ...connectionFlags,
    protect: safetyFlags.protect,
    attribute: readingFlags.attribute,
    timezone: readingFlags.timezone,
    timeout: duration('How long one request may take', '10s'),
    ...outFlag,
    ...ledgerFlags,
    json: toggle('Print what was found as JSON on standard output, and nothing else'),
  },
} as const satisfies CommandMeta
