import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder, writeList } from '../support/cli.ts'
import { mayGo } from './expected-ends.ts'
import type { Mode } from './mode.ts'
import type { Referee } from './start-referee.ts'

/** One in so many. */
const PROTECTED = 7.5

/** Who is to be offboarded, and in which mode. */
export interface Task {
  mode: Mode
  list: string
  /** How many users of the site are on the list. */
  users: number
  /** What stands on the list: these users, nobody, and one of them again. */
  ids: readonly string[]
  /** Some of the list who can be put on the protected list. */
  protected: { file: string; ids: readonly string[] }
}

export function makeTask(mode: Mode, { people }: Referee, count: number, random: () => number): Task {
  const users = people.slice(0, count)
  const ids = [...users.map(({ id }) => id), 'nobody', users[0]?.id ?? '']
  const folder = temporaryFolder()
  const list = writeList(folder, `id,note\n${ids.map((id) => `${id},leaves`).join('\n')}\n`)

  // Those who may be offboarded otherwise, by their IDs and by the addresses of their accounts.
  const chosen = users
    .filter(mayGo)
    .map((user) => ({ user, place: random() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, count / PROTECTED)
    .map(({ user }) => user)
  const file = join(folder, 'protected.txt')
  writeFileSync(file, chosen.map(({ id, email }, index) => `${index % 2 === 0 ? id : email}\n`).join(''))
  return { mode, list, users: count, ids, protected: { file, ids: chosen.map(({ id }) => id) } }
}
