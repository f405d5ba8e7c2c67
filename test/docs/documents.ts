import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Document {
  /** From the root of the repository, such as `docs/pace.md`. */
  path: string
  text: string
}

/** A block between fences: what stands behind the first one, and the lines, each with those that continue it. */
export interface Fence {
  info: string
  lines: string[]
}

/** Everything that people read: the documents beside the README, those of `docs/`, and the figures. */
export const DOCUMENTS: readonly Document[] = ['.', 'docs', 'bench'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const path = join(folder, name)
      return { path, text: readFileSync(join(ROOT, path), 'utf8') }
    }),
)

export function documentOf(path: string): Document {
  const found = DOCUMENTS.find((document) => document.path === path)
  if (found === undefined) throw new Error(`There is no ${path}.`)
  return found
}

const FENCE = /^( *)```(.*)\n([^]*?)^\1```$/gm

/** The blocks between fences. A line that ends in a backslash is continued by the next. */
export const fencesOf = ({ text }: Document): Fence[] =>
  Array.from(text.matchAll(FENCE), ([, , info = '', body = '']) => ({
    info,
    lines: body
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }))

/** The text without what stands between fences. */
export const proseOf = ({ text }: Document): string => text.replaceAll(FENCE, '')

/** What stands between backticks within the text. */
export const codeIn = (document: Document): string[] =>
  Array.from(proseOf(document).matchAll(/`([^`\n]+)`/g), ([, code = '']) => code)

/** The cells of each row of the first table whose header begins with this cell; rows are without the header. */
export function tableOf(document: Document, firstHeader: string): string[][] {
  const rows = document.text.split('\n').map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const begin = rows.findIndex(([cell]) => cell === firstHeader)
  if (begin === -1) throw new Error(`${document.path} has no table with ${firstHeader}.`)
  const end = rows.findIndex((row, index) => index > begin && row.length === 0)
  return rows.slice(begin + 2, end === -1 ? undefined : end)
}

/** How the tool is called in documents. A word of the tool follows. */
const CALL =
  /(?:^|\s)(?:konstantly-offboard|npm(?:\.cmd)? run --silent offboard --|node src\/bin\.ts) (?=[a-z-])(.*)$/

/** The words of a command line that calls the tool; null for any other line. Dots stand for more words of the reader's own. */
export function wordsOf(line: string): string[] | null {
  const called = CALL.exec(line)?.[1]
  if (called === undefined) return null
  const [command = ''] = called.split(/ (?:#|\||>|2>|&&|;) ?/)
  return Array.from(command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), ([, ...parts]) => parts.join('')).filter(
    (word) => word !== '…',
  )
}
