import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readLedgerCopy } from './ledger-copy.ts'
import type { ArchivedUser } from '../../src/offboarding/archived-user.ts'
import type { Site } from '../../src/sandbox/site.ts'

/** The users in the file of records of a run; empty where there is none. */
export function readArchive(out: string, run: string): ArchivedUser[] {
  try {
    const text = readFileSync(join(out, run, 'archive', 'records.jsonl'), 'utf8')
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as ArchivedUser)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** What a site knows of users that has to be saved: as it was before anybody was deleted. */
export interface Known {
  user: { id: string; name: string; email: string }
  assignments: unknown
  certificates: unknown
}

/** What a site knows of all its users. */
export function everythingOn(site: Site): Map<string, Known> {
  return new Map(
    site.people().map(({ id, name, email }) => {
      const { assignments, certificates } = site.training(id)
      return [id, { user: { id, name, email }, assignments, certificates }]
    }),
  )
}

/** What is wrong with what was saved of a user, in words; null if it is all that the site knew. */
export function whyIncomplete(userId: string, saved: readonly ArchivedUser[], known: Known): string | null {
  const mine = saved.filter((user) => user.userId === userId)
  const [one] = mine
  if (one === undefined || mine.length > 1) return `${userId} is saved ${mine.length} times`
  const { user, assignments, certificates } = one
  if (Object.entries(known.user).some(([name, value]) => user[name] !== value))
    return `${userId} is another user`
  if (JSON.stringify(assignments) !== JSON.stringify(known.assignments))
    return `the assignments of ${userId} differ`
  const withoutUser = certificates.map(({ user: owner, ...certificate }) => {
    const { id } = owner as { id: string }
    return id === userId ? certificate : null
  })
  return JSON.stringify(withoutUser) === JSON.stringify(known.certificates)
    ? null
    : `the certificates of ${userId} differ`
}

/** The same of all runs in a folder, as at the moment of a deletion. */
export const savedIn = (out: string): ArchivedUser[] =>
  readdirSync(out)
    .filter((name) => /^\d{8}T/.test(name))
    .flatMap((run) => readArchive(out, run))

/** The same where the ledger keeps them: what is durable in it. */
export async function savedInLedger(out: string): Promise<ArchivedUser[]> {
  const lines = await readLedgerCopy(out, (db) =>
    db.prepare("SELECT content FROM archive_records WHERE name = 'records.jsonl'").all(),
  )
  return (lines ?? []).map(
    ({ content }) => JSON.parse(Buffer.from(String(content), 'base64').toString()) as ArchivedUser,
  )
}
