import { expect, test } from 'vitest'
import { decide, type Known } from '../../src/inbox/decide.ts'
import type { RunOptions, RunStatus } from '../../src/offboarding/run/run.ts'

type Run = Known['runs'][number]

const run = (
  id: string,
  kind: 'plan' | 'run',
  status: RunStatus = 'finished',
  reported: string | null = 'then',
): Run => ({
  id,
  options: { kind } as RunOptions,
  status,
  reported,
})

const known = (more: Partial<Known>): Known => ({
  ...{
    place: 'inbox',
    then: 'plan',
    runs: [],
    isFiled: () => false,
    isPlanHere: () => false,
    hasTable: false,
  },
  ...more,
})

test.each<[what: string, known: Partial<Known>, step: ReturnType<typeof decide>]>([
  ['plans a new list', {}, { do: 'plan' }],
  ['runs a new list', { then: 'run' }, { do: 'run' }],
  ['waits for a yes', { runs: [run('p', 'plan')], hasTable: true }, { do: 'wait', plan: 'p' }],
  ['plans anew where the plan was taken away', { runs: [run('p', 'plan')] }, { do: 'plan' }],
  [
    'puts the plan beside the same list under another name',
    { runs: [run('p', 'plan')], isPlanHere: () => true },
    { do: 'put plan', plan: 'p' },
  ],
  [
    'finishes a plan that nobody was told of',
    { runs: [run('p', 'plan', 'finished', null)], hasTable: true },
    { do: 'plan' },
  ],
  ['tries again what was refused', { then: 'run', runs: [run('r', 'run', 'refused')] }, { do: 'run' }],
  [
    'goes on with what was stopped',
    { then: 'run', runs: [run('r', 'run', 'stopped')] },
    { do: 'resume', run: 'r' },
  ],
  [
    'asks about a run that was stopped, where nobody has agreed here',
    { runs: [run('r', 'run', 'stopped')] },
    { do: 'ask', run: 'r' },
  ],
  [
    'goes on with it once the list is approved',
    { place: 'approved', runs: [run('r', 'run', 'stopped')] },
    { do: 'resume', run: 'r' },
  ],
  [
    'goes on with what was killed before its report',
    { runs: [run('r', 'run', 'finished', null)] },
    { do: 'resume', run: 'r' },
  ],
  ['puts a list to a run that somebody has typed', { runs: [run('r', 'run')] }, { do: 'file', run: 'r' }],
  [
    'says what was done before',
    { runs: [run('r', 'run')], isFiled: () => true },
    { do: 'say done', run: 'r' },
  ],
  [
    'says so of an approved list, too',
    {
      place: 'approved',
      runs: [run('p', 'plan'), run('r', 'run')],
      isFiled: () => true,
      isPlanHere: () => true,
    },
    { do: 'say done', run: 'r' },
  ],
  [
    'carries out the plan whose table is here, the latest',
    {
      place: 'approved',
      runs: [run('p', 'plan'), run('q', 'plan'), run('s', 'plan')],
      isPlanHere: (id) => id !== 's',
    },
    { do: 'carry out', plan: 'q' },
  ],
  [
    'also one whose job was killed after it had shown it',
    { place: 'approved', runs: [run('p', 'plan', 'finished', null)], isPlanHere: () => true },
    { do: 'carry out', plan: 'p' },
  ],
  [
    'refuses an approved list whose plan was changed',
    { place: 'approved', runs: [run('p', 'plan')], hasTable: true },
    { do: 'refuse', because: 'plan changed' },
  ],
  [
    'refuses an approved list without a plan, also with --then run',
    { place: 'approved', then: 'run', runs: [run('p', 'plan', 'refused')] },
    { do: 'refuse', because: 'not planned' },
  ],
])('%s', (_, more, step) => {
  expect(decide(known(more))).toEqual(step)
})
