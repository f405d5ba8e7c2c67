import { folderFlag, logFlags } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

/** The default folder is not that of real runs, and a variable that names theirs is not heeded. */
export const demoFlags = { ...folderFlag('./offboarding-demo'), ...logFlags }

export const demoMeta = {
  name: 'demo',
  works: null,
  describe: 'See it all: a sandbox, the sample list, and a full run',
  examples: [
    ['demo', 'Run the sample list on a stand-in platform, and write the report'],
    ['demo --out ~/offboarding-demo', 'The same, with its files in another folder'],
  ],
  flags: demoFlags,
} as const satisfies CommandMeta
