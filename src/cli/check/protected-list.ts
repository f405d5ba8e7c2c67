import type { ProtectLine } from '../inputs/protect-file.ts'
import type { FoundLines } from './find-entries.ts'
import { ok, warning, type Finding } from './finding.ts'

/** The line numbers that are named. */
const MAX_NAMED = 20

/**
 * Who of the protected list is on the site; `found` is null where nobody could be looked for. Lines are named by their numbers alone: what is
 * written of a check may end up in a log.
 */
export function protectedListFinding(lines: readonly ProtectLine[], found: FoundLines | null): Finding {
  const entries = `${lines.length} ${lines.length === 1 ? 'entry' : 'entries'}`
  if (found === null) {
    const facts = { entries: lines.length, onSite: null, nobodyLines: null, unknownLines: null }
    return ok('protected_list', `${entries}; whether they are on the site was not asked`, facts)
  }
  const { nobody, unknown, why } = found
  const onSite = found.found.length
  const facts = { entries: lines.length, onSite, nobodyLines: nobody, unknownLines: unknown }
  const words = [
    onSite === lines.length
      ? `${entries}, all of them on the site`
      : `${entries}, ${onSite} of them on the site`,
    ...(nobody.length === 0 ? [] : [`${linesInWords(nobody)} nobody there`]),
    ...(why === null ? [] : [`whom ${linesInWords(unknown)} was not found out: ${why}`]),
  ].join('; ')
  if (onSite === lines.length) return ok('protected_list', words, facts)
  const remedy =
    nobody.length > 0
      ? 'Correct what is misspelled: such a line protects nobody. Leave it if the person is yet to come.'
      : 'Check again once the quota is back, or look on the site.'
  return warning('protected_list', words, remedy, facts)
}

/** `line 3 names`, `lines 3, 7 and 12 name`. */
function linesInWords(lines: readonly number[]): string {
  if (lines.length === 1) return `line ${lines[0] ?? ''} names`
  if (lines.length > MAX_NAMED)
    return `lines ${lines.slice(0, MAX_NAMED).join(', ')} and ${lines.length - MAX_NAMED} more name`
  return `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1) ?? ''} name`
}
