import type { ArchivePlace } from '../../src/offboarding/policy.ts'
import type { Kind } from './left-behind.ts'

/** The runs of a ledger that the next command line may name. */
export interface Named {
  /** The run of the stage before; undefined in the first one. */
  before: string | undefined
  /** The run of this stage; undefined as long as it is not begun. */
  begun: string | undefined
}

/** How a row of somebody who may go has to end. */
export type Goal = 'deleted' | 'deactivated' | 'waiting' | 'reactivated'

/** One run, which is gone on with until it is over. */
export interface Stage {
  kind: Kind
  /** What the next process is told. */
  next: (list: string, named: Named) => string[]
  /** How many requests it takes for a user, about. */
  requests: number
  /** Null of a plan, which ends with nobody. */
  goal: Goal | null
  /** Whether some of the list are put on the protected list after the first kill. */
  protects: boolean
}

/** A way to offboard a list, of which nothing may be lost however often it is killed: one stage after the other. */
export interface Mode {
  name: string
  stages: readonly [Stage, ...Stage[]]
  /** Whether users are looked up before anybody is touched: then nobody is touched who may not be offboarded. */
  looksUp: boolean
  /** Where the records of each user are saved before they are deleted; null where they are not. */
  archives: ArchivePlace | null
}

/** `run` on the list with these flags; it deletes everybody who may go. */
const run = (...flags: string[]): Stage => ({
  kind: 'run',
  next: (list) => ['run', list, '--yes', ...flags],
  requests: 2,
  goal: 'deleted',
  protects: false,
})

const RUN = run()
const RESUME: Stage = {
  ...RUN,
  next: (list, { begun }) =>
    begun === undefined ? RUN.next(list, { before: undefined, begun }) : ['run', '--resume', begun, '--yes'],
}
const PLAN: Stage = {
  ...run(),
  kind: 'plan',
  next: (list) => ['plan', list, '--preflight', 'lookup'],
  requests: 1,
  goal: null,
}
const CARRY_OUT: Stage = { ...RUN, next: (_, { before = '' }) => ['run', '--plan', before, '--yes'] }
const NO_DELETE: Stage = { ...run('--no-delete'), requests: 1, goal: 'deactivated' }
/** Over by the next whole second of the platform's clock. */
const grace = (...flags: string[]): Stage => ({
  ...run('--grace', '1ms', ...flags),
  requests: 1,
  goal: 'waiting',
})
const PURGE: Stage = { ...RUN, kind: 'purge', next: () => ['purge', '--yes'], requests: 1 }
const UNDO: Stage = {
  ...RUN,
  kind: 'undo',
  next: (_, { before = '' }) => ['undo', before, '--yes'],
  requests: 1,
  goal: 'reactivated',
}

const USUAL = { looksUp: true, archives: null } as const

/** A seed has the one at its own place, counted in a circle. */
export const MODES: readonly [Mode, ...Mode[]] = [
  { ...USUAL, name: '`run <list>`', stages: [RUN] },
  { ...USUAL, name: '`--preflight lookup`', stages: [{ ...run('--preflight', 'lookup'), requests: 3 }] },
  { ...USUAL, name: '`--preflight off`', stages: [run('--preflight', 'off')], looksUp: false },
  { ...USUAL, name: '`plan <list>`, then `run --plan`', stages: [PLAN, CARRY_OUT] },
  { ...USUAL, name: '`--no-delete`', stages: [NO_DELETE] },
  { ...USUAL, name: '`run --resume`', stages: [RESUME] },
  { ...USUAL, name: '`run <list>` and `--protect`', stages: [{ ...RUN, protects: true }] },
  { ...USUAL, name: '`run --resume` and `--protect`', stages: [{ ...RESUME, protects: true }] },
  {
    ...USUAL,
    name: '`--archive-images`',
    stages: [{ ...run('--archive-images'), requests: 3 }],
    archives: 'folder',
  },
  { ...USUAL, name: '`--grace`, then `purge`', stages: [grace(), PURGE] },
  {
    ...USUAL,
    name: '`--grace`, then `purge` and `--protect`',
    stages: [grace(), { ...PURGE, protects: true }],
  },
  {
    ...USUAL,
    name: '`--grace --archive --archive-in ledger`, then `purge`',
    stages: [grace('--archive', '--archive-in', 'ledger'), { ...PURGE, requests: 2 }],
    archives: 'ledger',
  },
  { ...USUAL, name: '`--grace`, then `undo`, then `purge`', stages: [grace(), UNDO, PURGE] },
  { ...USUAL, name: '`--no-delete`, then `undo`', stages: [NO_DELETE, UNDO] },
]

export const modeOf = (seed: number): Mode => MODES[seed % MODES.length] ?? MODES[0]

/** Whether whoever may go is deleted in the end. After an undo nobody is. */
export const deletes = ({ stages }: Mode): boolean =>
  stages.at(-1)?.goal === 'deleted' && stages.every(({ goal }) => goal !== 'reactivated')
