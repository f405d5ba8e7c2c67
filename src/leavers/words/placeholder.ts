import { PLACEHOLDERS } from '../vocabulary/index.ts'
import { normalize } from '../vocabulary/normalize.ts'

/** What stands for nothing in any language: `xxx`, `000000`. One zero is what a spreadsheet makes of a link to an empty cell. */
const FILLER = /^(?:x+|0+|[-–—_]+|\?+|\.+)$/i
/** Of these, what does not ask for anything: `-`. */
const NOTHING = /^(?:0+|[-–—_]+|\.+)$/

/** No placeholder is longer, in characters. */
const MAX_LENGTH = 30

/** Whether a text only says that something is missing. `pending1` and `na123` are IDs. */
export const isPlaceholder = (text: string): boolean =>
  text.length <= MAX_LENGTH && (FILLER.test(text) || PLACEHOLDERS.missing.has(normalize(text)))

/** Whether a cell is empty, or says that there is nothing to write in it: `n/a`, `-`. `TBC` says that there will be. */
export const isEmpty = (cell: string): boolean =>
  cell === '' || (cell.length <= MAX_LENGTH && (NOTHING.test(cell) || PLACEHOLDERS.none.has(normalize(cell))))

const NO_ADDRESS = new RegExp(
  `^(?:${PLACEHOLDERS.without.join('|')})[._-]?(?:${PLACEHOLDERS.address.join('|')})\\w*$`,
  'i',
)

/** Whether an address only fills the cell: `unknown@unknown.com`, `no-email@acme.com`. */
export function isPlaceholderAddress(email: string): boolean {
  const [local = '', domain = ''] = email.split('@')
  return NO_ADDRESS.test(local) || (isPlaceholder(local) && isPlaceholder(domain.split('.', 1)[0] ?? ''))
}
