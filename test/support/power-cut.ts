import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src/sandbox/random.ts'

/** The files of a folder as they are at a moment, without those of folders in it. */
export type Moment = ReadonlyMap<string, Buffer>

export const momentOf = (folder: string): Moment =>
  new Map(
    readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))]),
  )

/** What a disk writes at once, or not at all. */
const SECTOR = 512

/**
 * What a power cut leaves of a folder that was synced at one moment, and on its way to a later one: of what `torn` was written meanwhile,
 * each sector is there or not, and what made the file longer may be missing or zeros. Everything else is as it was synced.
 */
export function cutPower(folder: string, synced: Moment, later: Moment, torn: RegExp, seed: number): void {
  const random = seededRandom(seed)
  mkdirSync(folder, { recursive: true })
  for (const [name, before] of synced) {
    const after = torn.test(name) ? (later.get(name) ?? before) : before
    const length =
      before.length + Math.floor(random() * (Math.max(before.length, after.length) + 1 - before.length))
    const left = Buffer.alloc(length)
    before.copy(left)
    for (let at = 0; at < length; at += SECTOR) if (random() < 0.5) after.copy(left, at, at, at + SECTOR)
    writeFileSync(join(folder, name), left)
  }
}
