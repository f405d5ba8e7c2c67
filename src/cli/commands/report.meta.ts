import { folderFlag, jsonFlag, redactFlag } from '../flags/flags.ts'
import { toggle } from '../flags/flag.ts'
import type { CommandMeta } from './command.ts'

export const reportFlags = {
  ...folderFlag('./offboarding'),
  ...jsonFlag,
  ...redactFlag,
  check: toggle('Write nothing; say whether the files are still what the ledger makes them'),
}

export const reportMeta = {
  name: 'report',
  works: { on: '[run]', describe: 'The run, as `runs` lists it [default: the latest]' },
  describe: "Write a run's report files again from the ledger",
  examples: [
    ['report', 'Write the files of the latest run again'],
    ['report 20261123T184500Z-3f9c --check', "Say whether a run's files are still as they were written"],
  ],
  flags: reportFlags,
} as const satisfies CommandMeta
