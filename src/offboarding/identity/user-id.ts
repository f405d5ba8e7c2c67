import type { Reason } from '../reason.ts'
import { codePoint } from '../text/code-point.ts'
import { withoutDefusing } from '../text/defuse.ts'
import { withoutPadding } from '../text/trim-invisible.ts'

/** The longest user ID that is accepted, in characters. */
export const MAX_USER_ID_LENGTH = 128

const MAX_CELL_LENGTH = 1_000

export type ParsedUserId = { ok: true; id: string } | { ok: false; reason: Reason }

// These are routes under /users/. `DELETE /users/blocked/42` *reactivates* user 42, so they must never be taken for IDs.
const ROUTES: ReadonlySet<string> = new Set(['blocked', 'byemail'])

/**
 * Accepts a text as a user ID only if it can be nothing else: 1 to 128 letters, digits, `-` or `_`, and not a route of the API.
 * White space, no-break spaces and zero-width characters around it are removed. The platform's IDs are alphanumeric or chosen by
 * the site's admin (API reference, *users*).
 */
export function parseUserId(text: string): ParsedUserId {
  // No ID is this long, even with white space around it. The check avoids searching a whole pasted document.
  if (text.length > MAX_CELL_LENGTH)
    return { ok: false, reason: { code: 'user_id_too_long', length: null, max: MAX_USER_ID_LENGTH } }
  const id = withoutPadding(withoutDefusing(text))
  if (id === '') return { ok: false, reason: { code: 'user_id_empty' } }
  if (id.length > MAX_USER_ID_LENGTH) {
    return {
      ok: false,
      reason: { code: 'user_id_too_long', length: id.length, max: MAX_USER_ID_LENGTH },
    }
  }
  const stranger = /[^A-Za-z0-9_-]/u.exec(id)?.[0]
  if (stranger !== undefined) {
    return {
      ok: false,
      reason: { code: 'user_id_character', character: describe(stranger) },
    }
  }
  if (ROUTES.has(id.toLowerCase())) return { ok: false, reason: { code: 'user_id_is_route', id } }
  return { ok: true, id }
}

function describe(character: string): string {
  if (character === ' ') return 'a space'
  const printable = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)
  return printable ? `"${character}"` : `the character ${codePoint(character)}`
}
