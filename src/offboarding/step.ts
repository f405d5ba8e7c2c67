import type { RecordFields } from './identity/user.ts'

/** One request to the platform about a user whose ID is known. `read` changes nothing; the others do. */
export interface UserStep {
  do: 'read' | 'deactivate' | 'reactivate' | 'delete'
  userId: string
}

/** One request to the platform: about a user, or for the user who has an e-mail address. */
export type PlatformStep = UserStep | { do: 'find'; email: string }

/** Saves what the platform knows of a user, which takes as many requests as there is to ask for. `record`: the user object. */
export interface ArchiveStep {
  do: 'archive'
  userId: string
  record: RecordFields
}

export type Step = PlatformStep | ArchiveStep

/** Whether a step changes something on the platform. Its intent must then be durable before it is sent. */
export const changesSomething = (step: Step): boolean => !['read', 'find', 'archive'].includes(step.do)

/** A kind of request as reports count it: a step, a page of the user list, or the question whether somebody who was deleted is gone. */
export type RequestKind = Step['do'] | 'list' | 'verify'
