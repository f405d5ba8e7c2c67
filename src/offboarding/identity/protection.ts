import { emailKey, parseEmail } from './email.ts'
import { withoutPadding } from '../text/trim-invisible.ts'
import { parseUserId } from './user-id.ts'

/** The people who must never be touched: user IDs, e-mail addresses, and patterns. */
export interface ProtectedList {
  exact: ReadonlySet<string>
  /** Each pattern, split at its stars. */
  patterns: readonly (readonly string[])[]
  /** Whether some entry may match an e-mail address. If so, an account whose address is unknown cannot be shown to be unprotected. */
  hasAddresses: boolean
}

/** `lines`: of each entry, counted from 1. */
export type ParsedProtection =
  { ok: true; entries: string[]; lines: number[] } | { ok: false; line: number; reason: string }

/**
 * Reads a protected list: one ID, e-mail address or pattern (`*@board.acme.com`, `svc-*`) per line. `#` begins a comment; empty
 * lines are skipped. A line that could mean something else is an error, because a list that protects too few people is worse than
 * none.
 */
export function parseProtection(text: string): ParsedProtection {
  const entries: string[] = []
  const lines: number[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const entry = raw
      .replace(/^\uFEFF/, '')
      .replace(/(^|\s)#.*$/, '')
      .trim()
    if (entry === '') continue
    const read = readEntry(entry)
    if (!read.ok) return { ok: false, line: index + 1, reason: read.reason }
    entries.push(read.entry)
    lines.push(index + 1)
  }
  return { ok: true, entries, lines }
}

/** Builds the list that `isProtected` reads. */
export function protectedList(entries: readonly string[]): ProtectedList {
  return {
    hasAddresses: entries.some((entry) => entry.includes('@') || entry.includes('*')),
    exact: new Set(entries.filter((entry) => !entry.includes('*')).map(emailKey)),
    patterns: entries.filter((entry) => entry.includes('*')).map((entry) => emailKey(entry).split('*')),
  }
}

/**
 * Whether a text matches a pattern: it begins with the first part, ends with the last one, and has the others between them in
 * order. Taking the earliest place for each part leaves the most room for the next one, so nothing is tried twice, as a regular
 * expression with many stars would.
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

/** Whether the list is empty, as it is without `--protect`. */
export const protectsNobody = ({ exact, patterns }: ProtectedList): boolean =>
  exact.size === 0 && patterns.length === 0

/** Whether any of these IDs or e-mail addresses is on the list, in any spelling that `emailKey` takes for the same. */
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

/** Reads an ID or an address by the same rules as rows and accounts. An entry spelled in any other way would protect nobody. */
function readName(entry: string): ReadEntry {
  if (entry.includes('@')) {
    const parsed = parseEmail(entry)
    return parsed.ok ? { ok: true, entry: parsed.email } : NEITHER
  }
  const parsed = parseUserId(entry)
  return parsed.ok ? { ok: true, entry: parsed.id } : NEITHER
}

/** Refuses a pattern that no ID and no address can match: it would protect nobody. */
function readPattern(entry: string): ReadEntry {
  const parts = entry.split('*')
  const examples = parts
    .slice(1)
    .flatMap((_, star) => ['x', 'x@x', 'x.xx', 'x@x.xx'].map((any) => fill(parts, star, any)))
  return examples.some(isSpelledOut) ? { ok: true, entry } : NO_PATTERN
}

/** An example text for the pattern: the star number `star` (from 0) becomes `any`, every other star becomes a letter. */
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

/** The entry without the parts that `parseEmail` removes. */
const withoutWrapping = (entry: string): string => withoutPadding(entry).replace(/^mailto:/i, '')

/** What is wrong with a line, in words; null if nothing obvious is. */
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
