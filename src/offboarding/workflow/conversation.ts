import type { Answer } from '../answer.ts'
import type { RowEnd } from '../outcome.ts'
import type { UserStep } from '../step.ts'

/** A conversation with the platform about one user: it yields steps, is given their answers, and returns how the row ended. */
export type Workflow<Result = RowEnd> = Generator<UserStep, Result, Answer>
