import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textName } from '../../../src/inbox/names.ts'
import { readLedgerCopy } from '../../support/ledger-copy.ts'
import { toldResults } from '../../support/told-results.ts'
import { mayGo } from '../expected-ends.ts'
import type { Referee } from '../start-referee.ts'
import { untrueRows } from '../true-words.ts'
import { unannounced } from '../verdict.ts'
import { sha256, type Dropped } from './lists.ts'

interface Seen {
  referee: Referee
  inbox: string
  out: string
}

interface RunLeft {
  id: string
  sha256: string
  isOver: boolean
}

/** What is wrong with an inbox once nothing is left to take up; empty where everything is as promised. `replaced`: the list that was saved over. */
export async function judgeRound(
  { referee, inbox, out }: Seen,
  lists: readonly Dropped[],
  replaced: Dropped,
): Promise<string[]> {
  const files = filesIn(inbox)
  const runs = await runsIn(out)
  // Of what was set aside, or was saved over while its run was broken off, nobody is told.
  const told = lists.filter((list) => list.becomes === 'done' && !isGivenUp(list === replaced, list, runs))
  const ofPeople = runs.filter((run) => told.some((list) => sha256(list.bytes) === run.sha256))
  const wrong: string[] = []
  for (const list of lists) {
    const hash = sha256(list.bytes)
    const of = runs.filter((run) => run.sha256 === hash)
    const places = files.filter((file) => file.sha256 === hash).map(({ path }) => path)
    wrong.push(
      ...placedWrongly(list, places, of, lists, list === replaced).map((what) => `${list.name}: ${what}`),
    )
    if (list.becomes === 'set aside') {
      const text = places.map((path) => join(inbox, 'attention', textName(path.split('/').at(-1) ?? '')))
      if (!text.every((path) => existsSync(path))) wrong.push(`${list.name} has no text beside it`)
    }
  }
  if (wrong.length > 0) wrong.push(...textsIn(join(inbox, 'attention')))
  const anybody = lists.flatMap((list) => list.ids)
  const strangers = (await referee.testify()).witness.deleted.filter((id) => !anybody.includes(id))
  if (strangers.length > 0) wrong.push(`on no list, and deleted: ${strangers.join(' ')}`)
  for (const { path } of files) if (/\.partial$/.test(path)) wrong.push(`${path} was left behind`)
  return [...wrong, ...(await judgePeople({ referee, inbox, out }, told, ofPeople))]
}

const isGivenUp = (wasReplaced: boolean, { bytes }: Dropped, runs: readonly RunLeft[]): boolean =>
  wasReplaced && runs.some((run) => run.sha256 === sha256(bytes) && !run.isOver)

function placedWrongly(
  { becomes, ids }: Dropped,
  places: readonly string[],
  runs: readonly RunLeft[],
  lists: readonly Dropped[],
  wasReplaced: boolean,
): string[] {
  const where = `it lies in ${places.join(' and ') || 'no place'}`
  if (becomes === 'set aside') {
    return places.length === 1 && places[0]?.startsWith('attention/') === true ? [] : [where]
  }
  const [run, ...others] = runs
  // Saved over before it was taken up, it is nowhere.
  if (run === undefined && wasReplaced && places.length === 0) return []
  if (run === undefined || others.length > 0) return [`it has ${runs.length} runs`]
  // Saved over while its run was broken off: it does not stand any more, and the run is left to a person.
  if (wasReplaced && places.length === 0) return []
  const twins = lists.filter((list) => list.ids === ids).length
  const isInPlace = places.length === twins && places.every((path) => path.startsWith(`done/${run.id}/`))
  return [...(run.isOver ? [] : [`run ${run.id} is not over`]), ...(isInPlace ? [] : [where])]
}

/** Everybody's outcome is told once, and is what the platform did. */
async function judgePeople(
  { referee, inbox, out }: Seen,
  lists: readonly Dropped[],
  runs: readonly RunLeft[],
): Promise<string[]> {
  const { witness, people } = await referee.testify()
  const wrong: string[] = []
  const told: Record<string, string>[] = []
  for (const { id, sha256: hash } of runs) {
    const rows = await toldResults(out, id)
    told.push(...rows)
    const list = lists.find((one) => sha256(one.bytes) === hash && one.ids.length > 0)
    // A run that carries out a plan has only those on whom it acts.
    const isWhole = rows.every((row) => list?.ids.includes(row['id'] ?? '') === true)
    if (!isWhole) wrong.push(`run ${id} has other rows than its list`)
    for (const file of ['results.csv', 'report.html']) {
      const [own, put] = [join(out, id, file), join(inbox, 'done', id, file)]
      if (!existsSync(put) || !readFileSync(own).equals(readFileSync(put)))
        wrong.push(`${put} is not as in the ledger's folder`)
    }
  }
  const ids = told.map((row) => row['id'] ?? '')
  if (new Set(ids).size < ids.length) wrong.push('somebody is told twice')
  for (const row of told) {
    const person = referee.people.find(({ id }) => id === row['id'])
    const goes = person !== undefined && mayGo(person)
    if (goes !== (row['offboard_outcome'] === 'deleted')) wrong.push(`ends wrongly: ${JSON.stringify(row)}`)
  }
  const listed = lists.flatMap((list) => list.ids)
  const byPlatform = witness.deleted.filter((id) => listed.includes(id))
  const deleted = told.filter((row) => row['offboard_outcome'] === 'deleted').map((row) => row['id'] ?? '')
  if (deleted.sort().join() !== byPlatform.sort().join()) {
    wrong.push(`deleted by the results: ${deleted.join(' ')}; by the platform: ${byPlatform.join(' ')}`)
  }
  const wanted = lists
    .filter((list) => runs.some((run) => run.sha256 === sha256(list.bytes)))
    .flatMap((list) => referee.people.filter((person) => list.ids.includes(person.id) && mayGo(person)))
  const untold = wanted.filter(({ id }) => !deleted.includes(id)).map(({ id }) => id)
  if (untold.length > 0) wrong.push(`not deleted: ${untold.join(' ')}`)
  if (witness.deletedTwice.length > 0) wrong.push(`deleted twice: ${witness.deletedTwice.join(' ')}`)
  wrong.push(...untrueRows(told, { before: referee.people, now: people }))
  return [...wrong, ...(await unannounced(referee, out))]
}

/** All files of an inbox, by their path in it. */
function filesIn(inbox: string): { path: string; sha256: string }[] {
  return readdirSync(inbox, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(inbox.length + 1), sha256: sha256(readFileSync(path)) }))
}

/** The runs of a ledger that were not refused. */
const runsIn = async (out: string): Promise<RunLeft[]> =>
  (await readLedgerCopy(out, (db) =>
    db
      .prepare(
        `SELECT id, list ->> 'sha256' AS sha256, status = 'finished' AND reported IS NOT NULL AS isOver
         FROM runs WHERE options ->> 'kind' = 'run' AND status <> 'refused'`,
      )
      .all()
      .map(({ id, sha256: hash, isOver }) => ({
        id: String(id),
        sha256: String(hash),
        isOver: isOver === 1,
      })),
  )) ?? []

/** The texts beside what was set aside, for whoever has to find out why. */
const textsIn = (attention: string): string[] =>
  readdirSync(attention)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(attention, name), 'utf8'))
