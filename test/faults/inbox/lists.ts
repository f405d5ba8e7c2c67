import { createHash } from 'node:crypto'
import type { Person } from '../../../src/sandbox/people.ts'

/** A list that is dropped into the inbox of a round. */
export interface Dropped {
  name: string
  bytes: Buffer
  /** Whom it names, as far as they are users of the site. */
  ids: readonly string[]
  /** What has to come of it: a run of it, nothing but a text, or nothing more than that of another list with the same bytes. */
  becomes: 'done' | 'set aside' | 'done before'
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const csv = (ids: readonly string[]): Buffer => Buffer.from(`id\n${ids.join('\n')}\n`)

/** The lists of a round. No user is on two of them. `replacement` is what somebody saves over `replaced`. */
export function listsFor(people: readonly Person[]): {
  lists: readonly Dropped[]
  replaced: Dropped
  replacement: Dropped
} {
  const ids = people.map(({ id }) => id)
  const done = (name: string, from: number, to: number): Dropped => {
    const own = ids.slice(from, to)
    return { name, bytes: csv(own), ids: own, becomes: 'done' }
  }
  const november = done('Austritte November (endgültig).csv', 0, 18)
  const longest = done(`${'ä'.repeat(125)}.csv`, 18, 30)
  const replaced = done('-rf ..csv', 30, 45)
  const strangers = Array.from({ length: 12 }, (_, n) => `stranger${n}`)
  return {
    lists: [
      november,
      { ...november, name: 'the same again.csv', becomes: 'done before' },
      longest,
      replaced,
      { name: 'no list.csv', bytes: Buffer.from('%PDF-1.7 \n'), ids: [], becomes: 'set aside' },
      { name: 'strangers.csv', bytes: csv(strangers), ids: [], becomes: 'set aside' },
    ],
    replaced,
    replacement: done(replaced.name, 45, 60),
  }
}
