import { lstatSync, readdirSync, type BigIntStats } from 'node:fs'
import { join } from 'node:path'
import type { LeftAlone, Place, Seen } from './seen.ts'

/** The folders within an inbox, which are its own. */
export const OWN_FOLDERS = ['approved', 'done', 'attention'] as const

/** Looks at the lists of an inbox, and at those that were approved. Throws the system's error if a folder cannot be read. */
export function look(root: string): { seen: Seen[]; unreadable: LeftAlone[] } {
  const places = [['inbox', root] as const, ['approved', join(root, 'approved')] as const]
  const found = places.map(([place, folder]) => lookInto(place, folder))
  return {
    seen: found.flatMap(({ seen }) => seen),
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  }
}

function lookInto(place: Place, folder: string): { seen: Seen[]; unreadable: LeftAlone[] } {
  const seen: Seen[] = []
  const unreadable: LeftAlone[] = []
  for (const bytes of readdirSync(folder, { encoding: 'buffer' })) {
    const name = bytes.toString('utf8')
    if (place === 'inbox' && OWN_FOLDERS.some((own) => own === name)) continue
    // A file is only found again by the very bytes of its name.
    if (!Buffer.from(name).equals(bytes)) unreadable.push({ name, because: 'name not readable' })
    else seen.push(...seeFile(place, name, join(folder, name)))
  }
  return { seen, unreadable }
}

/** A file of an inbox as it is now; none if it is gone. Links are not followed. */
export function seeFile(place: Place, name: string, path: string): Seen[] {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (found === undefined) return []
  return [{ place, name, path, kind: kindOf(found), size: Number(found.size), modified: found.mtimeNs }]
}

function kindOf(found: BigIntStats): Seen['kind'] {
  if (found.isFile()) return 'file'
  if (found.isDirectory()) return 'folder'
  return found.isSymbolicLink() ? 'link' : 'special'
}
