import { closeSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { openOwnFile } from '../../files/own-file.ts'
import { replaceFile } from '../../files/replace-file.ts'
import type { Told } from '../../offboarding/run/waiting.ts'

/** Beside the ledger. Without it, users who were announced once are announced again, and nothing else happens. */
const FILE = 'told-ahead.json'

const Schema = v.record(v.string(), v.object({ at: v.string(), until: v.string() }))

/** When somebody was last told who is due soon on a site, and up to when; null for never, and where nobody knows. */
export const readToldAhead = (out: string, site: string): Told | null => readAll(out)[site] ?? null

/** Remembers that somebody was told. Throws the system's error. */
export function writeToldAhead(out: string, site: string, told: Told): void {
  replaceFile(join(out, FILE), `${JSON.stringify({ ...readAll(out), [site]: told }, null, 2)}\n`, 0o600)
}

function readAll(out: string): Record<string, Told> {
  try {
    const file = openOwnFile(join(out, FILE))
    try {
      return v.parse(Schema, JSON.parse(readFileSync(file, 'utf8')))
    } finally {
      closeSync(file)
    }
  } catch {
    return {}
  }
}
