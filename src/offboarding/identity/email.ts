import { domainToASCII, domainToUnicode } from 'node:url'
import type { Reason } from '../reason.ts'
import { codePoint } from '../text/code-point.ts'
import { withoutDefusing } from '../text/defuse.ts'
import { withoutPadding } from '../text/trim-invisible.ts'

export type ParsedEmail = { ok: true; email: string } | { ok: false; reason: Reason }

// Nearly every address has this shape. A match spares the steps below for a million rows.
const PLAIN = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}]+$/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}]$/u

/** In characters. No address is longer, even with a name and white space around it. */
const MAX_TEXT_LENGTH = 1_000

/**
 * Accepts a text as an e-mail address only if it is exactly one. Removes `mailto:`, `Name <address>` and white space around it,
 * composes letters (NFC), and keeps upper and lower case. Leaver lists, protected lists and accounts are all read by this
 * function. The reason never quotes the text.
 */
export function parseEmail(text: string): ParsedEmail {
  if (text.length <= 64 && PLAIN.test(text)) return { ok: true, email: text }
  if (text.length > MAX_TEXT_LENGTH) return { ok: false, reason: { code: 'email_too_long' } }
  let email = withoutPadding(withoutDefusing(text.normalize('NFC')))
  const [, wrapped] = /^[^<>]*<([^<>]*)>$/.exec(email) ?? []
  if (wrapped !== undefined) email = wrapped.trim()
  // In a `mailto:` link, the text after a question mark is not part of the address. Anywhere else a question mark means that
  // somebody was unsure, so it stays and the address is refused.
  email = withoutPadding(email.replace(/^mailto:([^?]*)(?:\?.*)?$/is, '$1'))
  if (email === '') return { ok: false, reason: { code: 'email_empty' } }
  if (email.startsWith("'")) return { ok: false, reason: { code: 'email_apostrophe' } }
  const at = email.split('@').length - 1
  if (at > 1) return { ok: false, reason: { code: 'email_several' } }
  const [local = '', domain = ''] = email.split('@')
  const hasShape =
    at === 1 &&
    email.length <= 254 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    DOMAIN.test(domain)
  if (!hasShape) return { ok: false, reason: { code: 'email_shape' } }
  const reason = whyAltered(email)
  return reason === null ? { ok: true, email } : { ok: false, reason }
}

/** Dashes and quotation marks that word processors insert. No keyboard writes them into an address. */
const TYPESET = /[\u2010-\u201F\u2032\u2033\u2212]/u
/** One word with letters of two alphabets that look alike. */
const MIXED =
  /\p{Script=Latin}[^@._+-]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][^@._+-]*\p{Script=Latin}/u

/**
 * Why an address is probably not spelled as its owner spells it; null if it looks right. The platform would find no user for a
 * wrong spelling, and the leaver would end as `not_found`.
 */
function whyAltered(email: string): Reason | null {
  const odd =
    TYPESET.exec(email)?.[0] ??
    Array.from(email).find((character) => character.normalize('NFKC') !== character.normalize('NFC'))
  if (odd !== undefined) return { code: 'email_look_alike', character: codePoint(odd) }
  return MIXED.test(email) ? { code: 'email_mixed_alphabets' } : null
}

/**
 * Whether the account has the address of the row, regardless of case and of how letters are composed. False if the account has no
 * readable address.
 */
export function isSameEmail(onRow: string, ofAccount: string | null): boolean {
  const account = parseEmail(ofAccount ?? '')
  return account.ok && caseless(account.email) === caseless(onRow)
}

const caseless = (email: string): string => email.normalize('NFC').toLowerCase()

/**
 * A key for comparing addresses (or IDs): two texts that may mean the same person have the same key. It ignores invisible
 * characters, case, width, composition of letters, and how the domain is written (`münchen.example`, `xn--mnchen-3ya.example`).
 * Use it to find people and to spare them. An equal key does not prove that two addresses are the same: IDNA 2003 and IDNA 2008
 * treat some domains differently.
 */
export function emailKey(text: string): string {
  if (text.length <= 64 && PLAIN.test(text) && !/xn--/i.test(text)) return text.toLowerCase()
  // Normalizing very many combining marks takes quadratic time, and no real address is this long.
  if (text.length > MAX_TEXT_LENGTH) return text.toLowerCase()
  const parsed = parseEmail(text)
  const email = (parsed.ok ? parsed.email : text)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .trim()
  const domain = email.lastIndexOf('@') + 1
  return email.slice(0, domain) + email.slice(domain).replace(/\.$/, '').split('.').map(readable).join('.')
}

const INVISIBLE = /[\p{Cc}\p{Cf}]/gu

/** A label of a domain as people write it, `münchen` for `xn--mnchen-3ya`. Any other label stays as it is. */
const readable = (label: string): string =>
  label.startsWith('xn--') ? domainToUnicode(label).normalize('NFC') || label : label

/**
 * The spellings under which the platform may have stored an address; the spelling of the row comes first. The platform may
 * compare letters and domains byte by byte. Nearly every address has only one spelling, since few have letters beyond ASCII.
 */
export function spellings(email: string): string[] {
  const [local = '', domain = ''] = email.split('@')
  const locals = [local, local.normalize('NFC'), local.normalize('NFD')]
  const domains = [domain, domainToASCII(domain) || domain, domainToUnicode(domain) || domain].filter(
    (each, index) => index === 0 || each !== domain.toLowerCase(),
  )
  return [...new Set(domains.flatMap((each) => locals.map((one) => `${one}@${each}`)))]
}
