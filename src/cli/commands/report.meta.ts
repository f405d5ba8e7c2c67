import { jsonFlags, languageFlag, outFlag, redactFlag } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { toggle } from '../flags/flag.ts'
import type { CommandMeta } from './command.ts'

const reportLanguage = { language: { ...languageFlag.language, shown: 'as it was written' } }

export const reportFlags = {
  ...outFlag,
  ...ledgerFlags,
  ...jsonFlags,
  ...reportLanguage,
  open: toggle('Open the page in the browser'),
  ...redactFlag,
  check: toggle('Write nothing; say whether the files are still what the ledger makes them'),
}

export const reportMeta = {
  name: 'report',
  works: { on: '[run]', describe: 'The run, as `runs` lists it [default: the latest]' },
  describe: "Write a run's report files again from the ledger",
  examples: [
    ['report', 'Write the files of the latest run again'],
    ['report --open --language de', 'Write them with a German page, and open that'],
    ['report 20261123T184500Z-3f9c --check', "Say whether a run's files are still as they were written"],
  ],
  flags: reportFlags,
} as const satisfies CommandMeta
