import { connectionFlags, jsonFlag, logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

export const verifyMeta = {
  name: 'verify',
  works: {
    on: '[run]',
    describe: 'The run, as `runs` lists it [default: the latest that deleted somebody]',
  },
  describe: 'Ask the platform once more for everyone the run deleted',
  flags: { ...connectionFlags, ...paceFlags, ...outFlag, ...jsonFlag, ...logFlags },
} as const satisfies CommandMeta
