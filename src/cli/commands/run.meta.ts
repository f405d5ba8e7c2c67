import { age, guard, text, toggle, type Flag } from '../flags/flag.ts'
import { sessionFlags, verifyFlag } from '../flags/flags.ts'
import type { CommandMeta } from './command.ts'

const PLAN_MAX_AGE = age('How old that plan may be', '7d')
const RESUME_MAX_AGE = age('How long ago an unfinished run may have been worked on', '7d')

export const runFlags = {
  ...sessionFlags,
  resume: namesRun('Finish an unfinished run, as `runs` lists it, without its list'),
  'dry-run': guard(toggle('Read and check the list, ask the platform nothing, say what would happen')),
  yes: { ...toggle('Do not ask for confirmation'), allowsMore: (isAgreed: boolean) => isAgreed },
  ...verifyFlag,
  plan: namesRun('Carry out a plan, instead of a list: the run that made it'),
  'plan-max-age': guard(PLAN_MAX_AGE, (ms) => ms > PLAN_MAX_AGE.initial),
  'resume-max-age': guard(RESUME_MAX_AGE, (ms) => ms > RESUME_MAX_AGE.initial),
}

export const runMeta = {
  name: 'run',
  works: {
    on: '[list]',
    describe: 'The leaver list: an Excel workbook, a CSV file, or - for standard input',
  },
  describe: 'Deactivate, then delete, everyone on the list',
  examples: [
    ['run leavers.csv --site acme', 'Ask, then deactivate and delete everyone on the list'],
    ['run leavers.xlsx --site acme --grace 30d', 'Deactivate now; `purge` deletes after 30 days'],
    ['run --plan 20261123T184500Z-3f9c --site acme', 'Carry out a plan that somebody has looked at'],
  ],
  flags: runFlags,
} as const satisfies CommandMeta

/** A flag that names an earlier run, used instead of a list. */
function namesRun(describe: string): Flag<string | undefined> {
  return { ...text(describe, 'run', undefined), allowsMore: (id) => id !== undefined }
}
