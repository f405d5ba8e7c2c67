import { readFileSync } from 'node:fs'
import { parseProtection } from '../../offboarding/identity/protection.ts'
import { messageOf } from '../failure.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The entries of the protected list file; none without a file. Throws UsageError for any unreadable line, since a partial list
 * would protect too few people.
 */
export function readProtectFile(path: string | undefined): string[] {
  if (path === undefined) return []
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    throw new UsageError(`the protected list cannot be read (${messageOf(error)}).`, { cause: error })
  }
  const parsed = parseProtection(text)
  if (parsed.ok && parsed.entries.length === 0) {
    throw new UsageError(`${path}: nobody is on the protected list. Fill it, or leave --protect out.`)
  }
  if (parsed.ok) return parsed.entries
  throw new UsageError(`${path}: line ${parsed.line} ${parsed.reason}.`)
}
