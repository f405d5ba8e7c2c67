import { choice, duration, guard } from '../flags/flag.ts'
import { sessionFlags } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'
import { runFlags } from './run.meta.ts'

// A plan that looks ahead cannot be carried out. The answer is about lists, and the rows of each are in its own files.
const { before: _, jsonl: __, ...listFlags } = sessionFlags

export const inboxFlags = {
  then: guard(choice('What happens to a list', ['plan', 'run'] as const, 'plan'), (then) => then === 'run'),
  settle: duration('How long a list has to be unchanged before it is taken up', '30s'),
  ...listFlags,
  'plan-max-age': { ...runFlags['plan-max-age'], describe: 'How old an approved plan may be' },
  'resume-max-age': runFlags['resume-max-age'],
}

export const inboxMeta = {
  name: 'inbox',
  works: { on: '<folder>', describe: 'The folder that lists are dropped into' },
  describe: 'For schedules: plan or run each list dropped into a folder, and put what came of it beside it',
  examples: [
    [
      'inbox /srv/leavers --site acme --out /data',
      'Plan each new list, and carry out what somebody has moved into approved/',
    ],
    [
      'inbox /srv/leavers --site acme --out /data --then run --grace 30d',
      'Deactivate at once whom each new list names, within the guards',
    ],
  ],
  flags: inboxFlags,
} as const satisfies CommandMeta
