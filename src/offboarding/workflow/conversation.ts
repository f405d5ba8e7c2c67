import type { Answer } from '../answer.ts'
import type { RowEnd } from '../outcome.ts'
import type { ArchiveStep, UserStep } from '../step.ts'

/** The work on one user as a generator: it yields steps, receives their answers, and returns how the row ended. */
export type Workflow<Result = RowEnd> = Generator<UserStep | ArchiveStep, Result, Answer>
