import { reasonsInWords, type Reason } from '../reason.ts'
import { doubtInWords, type Doubt } from './doubt.ts'
import type { Identifier } from './site-directory.ts'

/** Why a user who is on no line of a roster is not proposed as a leaver. */
export type Finding =
  | { code: 'deactivated_already' }
  /** What no run may do: a role, or somebody on the protected list. */
  | { code: Reason['code']; reason: Reason }
  /** A line of the roster may mean them. */
  | Doubt
  /** The platform tells nothing of them by which the roster names people whom it does not know. */
  | { code: 'not_comparable'; by: readonly Identifier[] }

const BY: Readonly<Record<Identifier, string>> = {
  id: 'user ID',
  email: 'e-mail address',
  attribute: 'employee number',
}

export function findingInWords(finding: Finding): string {
  if ('line' in finding) return doubtInWords(finding)
  if ('reason' in finding) return reasonsInWords([finding.reason])
  if ('by' in finding) {
    const what = finding.by.map((one) => BY[one]).join(' and ')
    return `the platform shows no ${what} of this user, and lines of the roster that fit nobody name their people by nothing else`
  }
  return 'the user is deactivated already'
}

/** Whether a person has to look: the user may still work here. */
export const isDoubtful = (finding: Finding): boolean => 'line' in finding || 'by' in finding
