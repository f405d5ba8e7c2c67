import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import { nearest } from '../../offboarding/text/nearest.ts'
import { messageOf } from '../failure.ts'
import { UsageError } from '../usage-error.ts'

/** Quotation marks that came along with a path, from a word processor or another shell. */
const QUOTED = /^["'\u2018-\u201F\u00AB\u00BB]+|["'\u2018-\u201F\u00AB\u00BB]+$/gu

/** Why a file that a user named cannot be read, with the file that may be meant. `what` it is: `leaver list`. */
export function unreadable(what: string, path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const why =
    code === 'ENOENT'
      ? `there is no file ${path}. ${whatIsMeant(path)}`
      : code === 'EACCES'
        ? `the rights to ${path} do not allow it.`
        : `${messageOf(error)}.`
  return new UsageError(`the ${what} cannot be read: ${why}`, { cause: error })
}

function whatIsMeant(path: string): string {
  const plain = path.replace(QUOTED, '')
  if (plain !== path && existsSync(plain))
    return `The quotation marks belong to the name as they stand: write ${plain}.`
  if (path.startsWith('~')) return 'Nothing has put your home folder in the place of ~: write the whole path.'
  const near = nearFile(plain)
  return near === null ? 'Check its name and its folder.' : `Do you mean ${near}?`
}

/** A file beside it with nearly that name, or with that name and another ending; null if there is none. */
function nearFile(path: string): string | null {
  const folder = dirname(path)
  try {
    const names = readdirSync(folder)
    const sameName = names.filter((name) => parse(name).name.toLowerCase() === parse(path).name.toLowerCase())
    const name = sameName.length === 1 ? sameName[0] : nearest(basename(path), names)
    return name === undefined || name === null ? null : join(folder, name)
  } catch {
    // A folder that is not there, or cannot be read, has no file to name.
    return null
  }
}
