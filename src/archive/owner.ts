import type { RecordFields } from '../offboarding/identity/user.ts'

/**
 * The ID of the user who has a certificate (API reference, *courses/certificates*: `user`, an object with the `id`); null where it says that
 * nobody has it any more. Undefined where it does not say whose it is.
 */
export function ownerOf(certificate: RecordFields): string | null | undefined {
  const { user, userId = user } = certificate
  if (userId === null) return null
  if (typeof userId === 'string' || typeof userId === 'number') return idOf(userId)
  return typeof userId === 'object' && 'id' in userId ? idOf(userId.id) : undefined
}

/** An ID that may be a number or a text, as a text; undefined for anything else. */
export function idOf(id: unknown): string | undefined {
  if (typeof id === 'number') return Number.isSafeInteger(id) ? String(id) : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}
