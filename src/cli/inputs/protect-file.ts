import { readFileSync } from 'node:fs'
import { parseProtection } from '../../offboarding/identity/protection.ts'
import { UsageError } from '../usage-error.ts'
import { unreadable } from './unreadable.ts'

/**
 * The entries of the protected list file; none without a file. Throws UsageError for any unreadable line, since a partial list
 * would protect too few people.
 */
export const readProtectFile = (path: string | undefined): string[] =>
  path === undefined ? [] : readProtectLines(path).map(({ entry }) => entry)

/** An entry of the protected list, and on which line of the file it is, from 1. */
export interface ProtectLine {
  entry: string
  line: number
}

/** The same with the line of each entry. Throws UsageError. */
export function readProtectLines(path: string): ProtectLine[] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    throw unreadable('protected list', path, error)
  }
  const parsed = parseProtection(text)
  if (parsed.ok && parsed.entries.length === 0) {
    throw new UsageError(`${path}: nobody is on the protected list. Fill it, or leave --protect out.`)
  }
  if (parsed.ok) return parsed.entries.map((entry, index) => ({ entry, line: parsed.lines[index] ?? 0 }))
  throw new UsageError(`${path}: line ${parsed.line} ${parsed.reason}.`)
}
