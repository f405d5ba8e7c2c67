import { createHash } from 'node:crypto'

/** What a file in an inbox is, by its name. */
export type NameKind =
  | 'list'
  /** Made by a program while it writes the file itself, or has it open. */
  | 'temporary'
  /** Put there by this tool: a plan, or what it has to say. */
  | 'ours'
  /** A table of a kind that is no leaver list, so that a person should hear of it. */
  | 'other table'
  | 'other'

const LIST = /\.(?:csv|xlsx)(?:\.(?:gz|zst))?$/i
const OTHER_TABLE = /\.(?:xls|xlsm|xlsb|ods|numbers|tsv|zip|7z|rar|gz|zst|bz2|xz|gpg|pgp)$/i
/** Of Excel, of LibreOffice, macOS and rsync (dot files), of rclone, WinSCP and browsers. */
const TEMPORARY = /^(?:\.|~\$)|\.(?:partial|filepart|part|tmp|temp|crdownload|download|opdownload|swp)$/i

const [PAGE, TABLE, SAID] = ['.plan.html', '.plan.csv', '.txt'] as const

export function kindOfName(name: string): NameKind {
  if (TEMPORARY.test(name)) return 'temporary'
  if ([PAGE, TABLE, SAID].some((ending) => name.endsWith(ending) && LIST.test(name.slice(0, -ending.length))))
    return 'ours'
  if (LIST.test(name)) return 'list'
  return OTHER_TABLE.test(name) ? 'other table' : 'other'
}

/** Whether a file is the table of a plan. */
export const isPlanTable = (name: string): boolean => kindOfName(name) === 'ours' && name.endsWith(TABLE)

/** The names of the files of a list's plan, beside the list. */
export const planNames = (list: string): { page: string; table: string } => ({
  page: nameBeside(list, PAGE),
  table: nameBeside(list, TABLE),
})

/** The name of the text that says what a list needs. */
export const textName = (list: string): string => nameBeside(list, SAID)

/** The most bytes that a name may have on the volumes of today. */
const MAX_BYTES = 255
const MARK_LENGTH = 8

/** The name of a list with an ending put behind it. Where that would be too long, the list's own is shortened, and marked to stay one of a kind. */
export function nameBeside(list: string, ending: string): string {
  if (Buffer.byteLength(list + ending) <= MAX_BYTES) return list + ending
  const mark = createHash('sha256').update(list).digest('hex').slice(0, MARK_LENGTH)
  const [stem, own] = parted(list)
  return shortened(stem, `~${mark}${own}${ending}`)
}

/** The name of the `n`-th of several lists that are all called the same: `leavers (2).csv`. */
export function numbered(list: string, n: number): string {
  const [stem, own] = parted(list)
  return n === 1 ? list : shortened(stem, ` (${n})${own}`)
}

function shortened(stem: string, rest: string): string {
  const letters = Array.from(stem)
  while (Buffer.byteLength(letters.join('') + rest) > MAX_BYTES) letters.pop()
  return letters.join('') + rest
}

function parted(list: string): [stem: string, own: string] {
  const own = LIST.exec(list)?.[0] ?? /(?<=.)\.[^.]{1,10}$/.exec(list)?.[0] ?? ''
  return [list.slice(0, list.length - own.length), own]
}
