import { EXIT, type ExitCode } from '../exit-code.ts'

/** What a job did with a list. */
export interface ListResult {
  /** The name it had when it was dropped. */
  list: string
  /** `left`: it is where it was, for the next job. */
  is: 'planned' | 'waiting' | 'done' | 'done before' | 'set aside' | 'left'
  /** The ID of its run or plan; null where there is none. */
  run: string | null
  exitCode: ExitCode
  /** Where to look, from the inbox: its plan, its results, or what it needs; null where there is nothing to see. */
  at: string | null
  /** Why, in words; null where that needs none. */
  why: string | null
}

/** The same, and whether no further list may be begun after it. */
export type TakenUp = ListResult & { isLast: boolean }

/** The result of a list that nothing was done with. */
export const untouched = ({ name }: { name: string }): TakenUp => ({
  ...{ list: name, is: 'left', run: null, exitCode: EXIT.ok, at: null, why: null, isLast: false },
})
