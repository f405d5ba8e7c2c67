import { emailKey, parseEmail } from './email.ts'
import { withoutPadding } from '../text/trim-invisible.ts'
import { parseUserId } from './user-id.ts'

/** Who must never be touched: IDs and e-mail addresses, and patterns of either. */
export interface ProtectedList {
  exact: ReadonlySet<string>
  /** Each in the parts between its stars. */
  patterns: readonly (readonly string[])[]
  /** Whether anyone may be named by an e-mail address, so that nobody is known to be off the list whose address is unknown. */
  hasAddresses: boolean
}

export type ParsedProtection = { ok: true; entries: string[] } | { ok: false; line: number; reason: string }

/**
 * Reads a protected list: an ID, an e-mail address or a pattern (`*@board.acme.com`, `svc-*`) a line; `#` begins a comment, empty
 * lines do not count. A line that could mean something else than it says is an error: to protect too few is worse than none.
 */
export function parseProtection(text: string): ParsedProtection {
  const entries: string[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const entry = raw
      .replace(/^\uFEFF/, '')
      .replace(/(^|\s)#.*$/, '')
      .trim()
    if (entry === '') continue
    const read = readEntry(entry)
    if (!read.ok) return { ok: false, line: index + 1, reason: read.reason }
    entries.push(read.entry)
  }
  return { ok: true, entries }
}

/** What to look people up in. */
export function protectedList(entries: readonly string[]): ProtectedList {
  return {
    hasAddresses: entries.some((entry) => entry.includes('@') || entry.includes('*')),
    exact: new Set(entries.filter((entry) => !entry.includes('*')).map(emailKey)),
    patterns: entries.filter((entry) => entry.includes('*')).map((entry) => emailKey(entry).split('*')),
  }
}

/**
 * Whether a text is the first part, then the others in their order, whatever stands in between, and the last at its end. The earliest place
 * of each part leaves the most room to the next, so nothing is tried twice, as a regular expression with many stars would.
 */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop() ?? ''
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - at >= last.length && text.endsWith(last)
}

/** Whether the list protects nobody, as it is without `--protect`. */
export const protectsNobody = ({ exact, patterns }: ProtectedList): boolean =>
  exact.size === 0 && patterns.length === 0

/** Whether an ID or an e-mail address is on the list, in whatever spelling: see `emailKey`. */
export function isProtected(list: ProtectedList, ...names: readonly (string | null)[]): boolean {
  if (protectsNobody(list)) return false
  return names.some((name) => {
    if (name === null) return false
    const key = emailKey(name)
    return list.exact.has(key) || list.patterns.some((parts) => fits(key, parts))
  })
}

type ReadEntry = { ok: true; entry: string } | { ok: false; reason: string }

function readEntry(entry: string): ReadEntry {
  const reason = whyUnreadable(entry)
  if (reason !== null) return { ok: false, reason }
  return entry.includes('*') ? readPattern(entry) : readName(entry)
}

/** An ID or an address as rows and accounts have it: an entry in any other spelling would protect nobody. */
function readName(entry: string): ReadEntry {
  if (entry.includes('@')) {
    const parsed = parseEmail(entry)
    return parsed.ok ? { ok: true, entry: parsed.email } : NEITHER
  }
  const parsed = parseUserId(entry)
  return parsed.ok ? { ok: true, entry: parsed.id } : NEITHER
}

/** A pattern that some ID or some address fits, or it would protect nobody. */
function readPattern(entry: string): ReadEntry {
  const parts = entry.split('*')
  const examples = parts
    .slice(1)
    .flatMap((_, star) => ['x', 'x@x', 'x.xx', 'x@x.xx'].map((any) => fill(parts, star, any)))
  return examples.some(isSpelledOut) ? { ok: true, entry } : NO_PATTERN
}

/** The pattern with one of its stars, counted from 0, as `any`, and the others as a letter. */
const fill = (parts: readonly string[], star: number, any: string): string =>
  parts.reduce((text, part, index) => `${text}${index - 1 === star ? any : 'x'}${part}`)

function isSpelledOut(example: string): boolean {
  const read = readName(example)
  return read.ok && read.entry === example
}

const NEITHER: ReadEntry = {
  ok: false,
  reason: 'is neither a user ID nor an e-mail address, nor a pattern with *',
}
const NO_PATTERN: ReadEntry = { ok: false, reason: 'is a pattern that no user ID and no e-mail address fits' }

/** Without what reading an address takes off. */
const withoutWrapping = (entry: string): string => withoutPadding(entry).replace(/^mailto:/i, '')

/** What is wrong with a line in words, where that can be told. */
function whyUnreadable(entry: string): string | null {
  if (/\s/.test(entry)) return 'holds white space; write one ID, e-mail address or pattern a line'
  if (/[,;<>"]|^'|'$/.test(entry)) return 'holds a character that no ID and no e-mail address has'
  if (entry.split('@').length > 2) return 'holds more than one @'
  if (/[?[\]{}|\\^$+()]/.test(entry.split('@')[0]?.replace(/\+/g, '') ?? '')) {
    return 'looks like another kind of pattern; only * stands for any characters'
  }
  const strange = /^[^@]*?([^\p{L}\p{M}\p{N}._+'&*@-])[^@]*@|^(-)[^@]*@/u.exec(withoutWrapping(entry))
  if (strange !== null) {
    return `holds "${strange[1] ?? strange[2] ?? ''}", which may be meant as a mark or a pattern. Leave it out; if the address has it, write * in its place`
  }
  return null
}
