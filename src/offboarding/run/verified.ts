/** What came of asking once more for the users whom a run deleted. */
export interface Verified {
  /** The users whom the run deleted. */
  deleted: number
  /** For these the platform answered 404: they are proved to be gone. */
  gone: number
  /** The platform showed the same user. */
  stillThere: number
  /** The platform showed somebody else with the user's ID. */
  somebodyElse: number
  /** Not asked for, or no answer proved anything. */
  notKnown: number
  /** The sessions that asked, oldest first. */
  sessions: readonly VerifyingSession[]
}

/** A session that asked. Times are ISO 8601 in UTC with milliseconds. */
export interface VerifyingSession {
  /** The time of the first and of the last answer. */
  from: string
  to: string
  osUser: string
  host: string
  version: string
  /** How many users it asked for. */
  asked: number
  /** For how many of them the platform answered 404. */
  gone: number
}

/** Whether a person has to look at it: somebody is not proved to be gone. */
export const isUnproved = ({ deleted, gone }: Pick<Verified, 'deleted' | 'gone'>): boolean => gone < deleted

/** The result in words: `26 of 27 deleted users are gone, 1 is still there`. */
export function verifiedInWords({
  deleted,
  gone,
  stillThere,
  somebodyElse,
  notKnown,
}: Omit<Verified, 'sessions'>): string {
  const are = (n: number): string => (n === 1 ? 'is' : 'are')
  return [
    `${gone} of ${deleted} deleted ${deleted === 1 ? 'user' : 'users'} ${are(gone)} proved to be gone`,
    ...(stillThere > 0 ? [`${stillThere} ${are(stillThere)} still there, or there again`] : []),
    ...(somebodyElse > 0 ? [`of ${somebodyElse} somebody else has the ID`] : []),
    ...(notKnown > 0 ? [`of ${notKnown} it is not known`] : []),
  ].join(', ')
}
