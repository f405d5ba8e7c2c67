import { domainToASCII, domainToUnicode } from 'node:url'
import type { Reason } from '../reason.ts'
import { codePoint } from '../text/code-point.ts'
import { withoutDefusing } from '../text/defuse.ts'
import { withoutPadding } from '../text/trim-invisible.ts'

export type ParsedEmail = { ok: true; email: string } | { ok: false; reason: Reason }

// Nearly all of them; saves the steps below for a million rows.
const PLAIN = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/i
const LOCAL = /^[^\s@<>()[\]\\,;:"\p{C}]+$/u
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}]$/u

/** Longer than any address with its name and what surrounds it. */
const MAX_TEXT_LENGTH = 1_000

/**
 * Accepts a text as an e-mail address only if it is exactly one: `mailto:`, `Name <address>` and white space around it are
 * taken off, and its letters composed (NFC); its case is kept. Lists, protected lists and accounts are all read by this. The reason never
 * quotes the text.
 */
export function parseEmail(text: string): ParsedEmail {
  if (text.length <= 64 && PLAIN.test(text)) return { ok: true, email: text }
  if (text.length > MAX_TEXT_LENGTH) return { ok: false, reason: { code: 'email_too_long' } }
  let email = withoutPadding(withoutDefusing(text.normalize('NFC')))
  const [, wrapped] = /^[^<>]*<([^<>]*)>$/.exec(email) ?? []
  if (wrapped !== undefined) email = wrapped.trim()
  // Only a link has something behind a question mark that is no part of the address; anywhere else it is somebody's doubt.
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

/** Dashes and quotation marks that word processors set, and no keyboard writes into an address. */
const TYPESET = /[\u2010-\u201F\u2032\u2033\u2212]/u
/** Letters of alphabets that look alike, in one word. */
const MIXED =
  /\p{Script=Latin}[^@._+-]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][^@._+-]*\p{Script=Latin}/u

/** Why an address is hardly spelled as its owner's is: it would mean nobody, and a leaver be forgotten as not found. */
function whyAltered(email: string): Reason | null {
  const odd =
    TYPESET.exec(email)?.[0] ??
    Array.from(email).find((character) => character.normalize('NFKC') !== character.normalize('NFC'))
  if (odd !== undefined) return { code: 'email_look_alike', character: codePoint(odd) }
  return MIXED.test(email) ? { code: 'email_mixed_alphabets' } : null
}

/** Whether the account's address is the one on a row: letters composed, case aside. Nobody who is told no usable address has it. */
export function isSameEmail(onRow: string, ofAccount: string | null): boolean {
  const account = parseEmail(ofAccount ?? '')
  return account.ok && caseless(account.email) === caseless(onRow)
}

const caseless = (email: string): string => email.normalize('NFC').toLowerCase()

/**
 * Addresses, and IDs, that may mean one person have the same key: without what nobody sees, whatever the case, the width or the composition
 * of letters, and however the domain is written (`münchen.example`, `xn--mnchen-3ya.example`). It serves to find people and to spare them.
 * That two addresses are one is not proved by it: IDNA of 2003 and of 2008 take some domains for different ones.
 */
export function emailKey(text: string): string {
  if (text.length <= 64 && PLAIN.test(text) && !/xn--/i.test(text)) return text.toLowerCase()
  // To compose very many marks takes quadratic time, and nobody has such an address.
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

/** A part of a domain as people write it, `münchen` for `xn--mnchen-3ya`; as it is where it is none. */
const readable = (label: string): string =>
  label.startsWith('xn--') ? domainToUnicode(label).normalize('NFC') || label : label

/**
 * The spellings under which a platform may know an address, the one on the row first: it may compare letters and domains as they were
 * written. One for nearly every address, since few have letters beyond ASCII.
 */
export function spellings(email: string): string[] {
  const [local = '', domain = ''] = email.split('@')
  const locals = [local, local.normalize('NFC'), local.normalize('NFD')]
  const domains = [domain, domainToASCII(domain) || domain, domainToUnicode(domain) || domain].filter(
    (each, index) => index === 0 || each !== domain.toLowerCase(),
  )
  return [...new Set(domains.flatMap((each) => locals.map((one) => `${one}@${each}`)))]
}
