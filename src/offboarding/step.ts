/** One request to the platform about a user whose ID is known. `read` changes nothing; the others do. */
export interface UserStep {
  do: 'read' | 'deactivate' | 'reactivate' | 'delete'
  userId: string
}

/** One request to the platform: about a user, or for the user who has an e-mail address. */
export type Step = UserStep | { do: 'find'; email: string }

/** Whether a step changes something. Its intent must then be durable before it is sent. */
export const changesSomething = (step: Step): boolean => step.do !== 'read' && step.do !== 'find'

/** A kind of request as reports count it: a step, a page of the user list, or the question whether somebody who was deleted is gone. */
export type RequestKind = Step['do'] | 'list' | 'verify'
