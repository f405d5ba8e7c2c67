import { text, toggle, type Flag } from '../flags/flag.ts'
import { outFlag } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import type { CommandMeta } from './command.ts'

export const runsFlags = {
  user: text(
    'Instead: what each run did about this user ID, e-mail address or employee number',
    'who',
    undefined,
  ),
  all: {
    describe:
      'Instead: the runs of all ledgers in the folders right in this one, such as one a site; on a server, of all sites',
    placeholder: 'folder',
    initial: undefined,
    mayBeEmpty: true,
    parse: (value) => value,
  } satisfies Flag<string | undefined> as Flag<string | undefined>,
  ...outFlag,
  ...ledgerFlags,
  json: toggle('Print the same as JSON on standard output, and nothing else'),
}

export const runsMeta = {
  name: 'runs',
  works: null,
  describe: 'List the runs in the ledger',
  examples: [
    ['runs', 'List the runs in ./offboarding'],
    ['runs --out /data', 'List those of another ledger'],
    ['runs --user ann.smith@example.com', 'Say what was done about one person'],
    ['runs --all /data/sites', 'List those of many ledgers, each in a folder of its own'],
  ],
  flags: runsFlags,
} as const satisfies CommandMeta
