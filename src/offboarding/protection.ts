import { emailKey, parseEmail } from './email.ts'
import { parseUserId } from './user-id.ts'

/** Who must never be touched: IDs and e-mail addresses, and patterns of either. */
export interface ProtectedList {
  exact: ReadonlySet<string>
  patterns: readonly RegExp[]
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
    const fault = whyUnreadable(entry)
    if (fault !== null) return { ok: false, line: index + 1, reason: fault }
    entries.push(entry)
  }
  return { ok: true, entries }
}

/** What to look people up in. */
export function protectedList(entries: readonly string[]): ProtectedList {
  const patterns = entries.filter((entry) => entry.includes('*'))
  return {
    exact: new Set(entries.filter((entry) => !entry.includes('*')).map(emailKey)),
    patterns: patterns.map((entry) => {
      const parts = emailKey(entry).split('*').map(RegExp.escape)
      return new RegExp(`^${parts.join('.*')}$`, 's')
    }),
  }
}

/** Whether an ID or an e-mail address is on the list. Case does not count. */
export function isProtected(list: ProtectedList, ...names: readonly (string | null)[]): boolean {
  if (list.exact.size === 0 && list.patterns.length === 0) return false
  return names.some((name) => {
    if (name === null) return false
    const key = emailKey(name)
    return list.exact.has(key) || list.patterns.some((pattern) => pattern.test(key))
  })
}

function whyUnreadable(entry: string): string | null {
  if (/\s/.test(entry)) return 'holds white space; write one ID, e-mail address or pattern a line'
  if (/[,;<>"']/.test(entry)) return 'holds a character that no ID and no e-mail address has'
  if (entry.split('@').length > 2) return 'holds more than one @'
  if (/[?[\]{}|\\^$+()]/.test(entry.split('@')[0]?.replace(/\+/g, '') ?? '')) {
    return 'looks like another kind of pattern; only * stands for any characters'
  }
  const isWhole = entry.includes('*') || (entry.includes('@') ? parseEmail(entry) : parseUserId(entry)).ok
  return isWhole ? null : 'is neither a user ID nor an e-mail address, nor a pattern with *'
}
