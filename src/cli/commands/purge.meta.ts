import { guard, toggle } from '../flags/flag.ts'
import {
  connectionFlags,
  jsonFlag,
  logFlags,
  outFlag,
  paceFlags,
  safetyFlags,
  verifyFlag,
} from '../flags/flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'
import type { CommandMeta } from './command.ts'

const { roles: _roles, match: _match, ...limits } = safetyFlags

export const purgeMeta = {
  name: 'purge',
  works: null,
  describe: 'Delete everyone whose grace period is over',
  flags: {
    ...connectionFlags,
    'dry-run': guard(toggle('Ask the platform nothing, say who would be deleted')),
    before: { ...readingFlags.before, describe: 'In a dry run: who will be due before this day' },
    yes: { ...toggle('Do not ask for confirmation'), allowsMore: (isAgreed: boolean) => isAgreed },
    ...verifyFlag,
    ...paceFlags,
    ...limits,
    ...outFlag,
    ...jsonFlag,
    ...logFlags,
  },
} as const satisfies CommandMeta
