import type { LeftBehind } from './left-behind.ts'

/** A way to offboard a list, of which nothing may be lost however often it is killed. */
export interface Mode {
  name: string
  /** What the next process is told, by what those before it have left; null: nothing yet. */
  next: (list: string, left: LeftBehind | null) => string[]
  /** How many requests it takes for a user, about. */
  requests: number
  /** Whether users are looked up before anybody is touched: then nobody is touched who may not be offboarded. */
  looksUp: boolean
  deletes: boolean
  /** Whether some of the list are put on the protected list after the first kill. */
  protects: boolean
  /** Whether the records of each user are saved before they are deleted. */
  archives: boolean
}

const run = (list: string, ...flags: string[]): string[] => ['run', list, '--yes', ...flags]
const resume = (list: string, left: LeftBehind | null): string[] =>
  left === null || left.unfinished === null ? run(list) : ['run', '--resume', left.unfinished, '--yes']
const plan = (list: string, left: LeftBehind | null): string[] =>
  left === null || left.plan === null
    ? ['plan', list, '--preflight', 'lookup']
    : ['run', '--plan', left.plan, '--yes']

const USUAL = {
  next: (list: string) => run(list),
  requests: 2,
  looksUp: true,
  deletes: true,
  protects: false,
  archives: false,
} as const

/** A seed has the one at its own place, counted in a circle. */
const MODES: readonly [Mode, ...Mode[]] = [
  { ...USUAL, name: '`run <list>`' },
  { ...USUAL, name: '`--preflight lookup`', next: (list) => run(list, '--preflight', 'lookup'), requests: 3 },
  { ...USUAL, name: '`--preflight off`', next: (list) => run(list, '--preflight', 'off'), looksUp: false },
  { ...USUAL, name: '`plan <list>`, then `run --plan`', next: plan, requests: 3 },
  { ...USUAL, name: '`--no-delete`', next: (list) => run(list, '--no-delete'), requests: 1, deletes: false },
  { ...USUAL, name: '`run --resume`', next: resume },
  { ...USUAL, name: '`run <list>` and `--protect`', protects: true },
  { ...USUAL, name: '`run --resume` and `--protect`', next: resume, protects: true },
  {
    ...USUAL,
    name: '`--archive-images`',
    next: (list) => run(list, '--archive-images'),
    requests: 3,
    archives: true,
  },
]

export const modeOf = (seed: number): Mode => MODES[seed % MODES.length] ?? MODES[0]
