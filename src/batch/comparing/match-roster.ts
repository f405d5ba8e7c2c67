import { Comparison } from '../../offboarding/roster/comparison.ts'
import { matchLine, type LineMatch } from '../../offboarding/roster/match-line.ts'
import type { Roster, RosterLine } from '../../offboarding/roster/roster.ts'
import type { SiteDirectory } from '../../offboarding/roster/site-directory.ts'

/** What reading a roster to its end has shown. */
export interface CheckedRoster extends Omit<Roster, 'batches' | 'end'>, ReturnType<Roster['end']> {
  lines: number
  /** The lines that cannot be used as they stand. */
  unreadable: number
  /** The number of the first of those lines; 0 where there is none. */
  firstUnreadable: number
}

/** Reads a roster to its end, so that one that is broken is refused before anything is asked of the platform. Keeps no line. */
export async function checkRoster(roster: Roster): Promise<CheckedRoster> {
  let lines = 0
  let unreadable = 0
  let firstUnreadable = 0
  for await (const batch of roster.batches) {
    lines += batch.length
    for (const line of batch) {
      if (line.flaw === null) continue
      unreadable += 1
      if (unreadable === 1) firstUnreadable = line.line
    }
  }
  const { batches: _, end, ...facts } = roster
  return { ...facts, ...end(), lines, unreadable, firstUnreadable }
}

/** Compares a roster, line by line, with the users of a site. */
export async function compareRoster(
  roster: Roster,
  site: SiteDirectory,
): Promise<{ comparison: Comparison; sha256: string }> {
  const comparison = new Comparison(site)
  for await (const { line, match } of matchedLines(roster, site)) comparison.note(line.line, match)
  return { comparison, sha256: roster.end().sha256 }
}

/** All lines of a roster, each with what it says of the site's users. */
export async function* matchedLines(
  roster: Roster,
  site: SiteDirectory,
): AsyncGenerator<{ line: RosterLine; match: LineMatch }> {
  for await (const lines of roster.batches) {
    for (const line of lines) yield { line, match: matchLine(line, roster.columns, site) }
  }
}
