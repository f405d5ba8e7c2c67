import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Example {
  /** From the root of the repository. */
  path: string
  text: string
}

/** The examples that a pattern within `deploy/` means, in the order of their names. */
export const examples = (pattern: string): Example[] =>
  globSync(`deploy/${pattern}`, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
