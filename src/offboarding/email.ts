import { codePoint } from './code-point.ts'
import { withoutDefusing } from './defuse.ts'
import { withoutPadding } from './padding.ts'

export type ParsedEmail = { ok: true; email: string } | { ok: false; reason: string }

// Nearly all of them; saves the steps below for a million rows.
const PLAIN = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}]+$/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}]$/u

/**
 * Accepts a text as an e-mail address only if it is exactly one: `mailto:`, `Name <address>` and white space around it are
 * taken off, its spelling is kept. The reason never quotes the text.
 */
export function parseEmail(text: string): ParsedEmail {
  if (text.length <= 64 && PLAIN.test(text)) return { ok: true, email: text }
  let email = withoutPadding(withoutDefusing(text))
  const [, wrapped] = /^[^<>]*<([^<>]*)>$/.exec(email) ?? []
  if (wrapped !== undefined) email = wrapped.trim()
  // Only a link has something behind a question mark that is no part of the address; anywhere else it is somebody's doubt.
  email = withoutPadding(email.replace(/^mailto:([^?]*)(?:\?.*)?$/is, '$1'))
  if (email === '') return { ok: false, reason: 'the e-mail address is empty' }
  if (email.startsWith("'")) {
    return {
      ok: false,
      reason: 'the e-mail address has an apostrophe in front, which a spreadsheet put there',
    }
  }
  const at = email.split('@').length - 1
  if (at > 1) return { ok: false, reason: 'the cell holds more than one e-mail address, or a damaged one' }
  const [local = '', domain = ''] = email.split('@')
  const hasShape =
    at === 1 &&
    email.length <= 254 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    DOMAIN.test(domain)
  if (!hasShape) return { ok: false, reason: 'the cell does not hold an e-mail address' }
  const reason = whyAltered(email)
  return reason === null ? { ok: true, email } : { ok: false, reason }
}

/** Dashes and quotation marks that word processors set, and no keyboard writes into an address. */
const TYPESET = /[\u2010-\u201F\u2032\u2033\u2212]/u
/** Letters of alphabets that look alike, in one word. */
const MIXED =
  /\p{Script=Latin}[^@._+-]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][^@._+-]*\p{Script=Latin}/u

/** Why an address is hardly spelled as its owner's is: it would mean nobody, and a leaver be forgotten as not found. */
function whyAltered(email: string): string | null {
  const odd =
    TYPESET.exec(email)?.[0] ??
    Array.from(email).find((character) => character.normalize('NFKC') !== character.normalize('NFC'))
  if (odd !== undefined) {
    return `the e-mail address holds ${codePoint(odd)}, which only looks like what is typed there; type the address again`
  }
  return MIXED.test(email)
    ? 'the e-mail address mixes letters of alphabets that look alike; type the address again'
    : null
}

/** Two addresses are one if these are equal: case does not count. */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase()
