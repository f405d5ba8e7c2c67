import type { ListRow } from '../../offboarding/leaver.ts'
import { parseEmail } from '../../offboarding/identity/email.ts'
import type { Reason } from '../../offboarding/reason.ts'
import type { Roster, RosterColumn, RosterLine } from '../../offboarding/roster/roster.ts'
import { openList, type ReadOptions } from '../read-leavers.ts'
import { isPlaceholder } from '../words/placeholder.ts'
import { rosterColumns } from './roster-columns.ts'
import { leftReader } from './says-left.ts'

export type RosterOptions = Omit<
  ReadOptions,
  'columns' | 'attribute' | 'dateFormat' | 'emptyLeaveDate' | 'layouts'
> & {
  columns: Omit<ReadOptions['columns'], 'leaveDate'>
}

/**
 * Reads a roster: as a leaver list is read, but leave dates decide nothing, people who stay are what it is for, and somebody may have
 * several addresses. Streams. Throws ListError, also while lines are being read, for a roster that is unclear or broken as a whole.
 */
export async function readRoster(bytes: AsyncIterable<Uint8Array>, options: RosterOptions): Promise<Roster> {
  const { list, layout } = await openList(bytes, {
    ...options,
    of: 'roster',
    columns: { ...options.columns, leaveDate: 'none' },
    // What an earlier run of a list remembers says nothing about a roster.
    attribute: undefined,
    layouts: [],
    dateFormat: undefined,
    emptyLeaveDate: 'hold',
  })
  const columns = rosterColumns(layout, options.header)
  const saysLeft = leftReader(columns, options)
  async function* lines(): AsyncGenerator<readonly RosterLine[]> {
    for await (const rows of list.batches) {
      yield rows.map((row) => ({ ...lineOf(row, columns), left: saysLeft(row.cells) })).filter(isFilled)
    }
  }
  const { encoding, byteOrderMark, delimiter, sheet } = list
  return { encoding, byteOrderMark, delimiter, sheet, columns, batches: lines(), end: list.end }
}

const isFilled = ({ cells, surplus, isCut }: RosterLine): boolean =>
  isCut || [...cells, ...surplus].some((cell) => cell.trim() !== '')

/**
 * What is no flaw of a line: somebody may have no account, no address and no number; and what looks like a total is no harm, since it names
 * at most somebody who is then spared.
 */
const NO_FLAWS: ReadonlySet<Reason['code']> = new Set([
  'no_person',
  'nobody_named',
  'user_id_missing',
  'email_missing',
  'attribute_missing',
])

function lineOf({ line, cells, claim }: ListRow, columns: readonly RosterColumn[]): Omit<RosterLine, 'left'> {
  const reason = 'reason' in claim ? claim.reason : null
  const { surplus, isCut } =
    reason?.code === 'wrong_width'
      ? { surplus: reason.surplus, isCut: reason.cells > reason.columns + reason.surplus.length }
      : { surplus: [], isCut: false }
  const isFlaw = reason !== null && !NO_FLAWS.has(reason.code)
  const flaw = isFlaw ? reason : reason === null ? null : brokenAddress(cells, columns)
  return { line, cells, surplus, isCut, flaw }
}

/** Why an address on a line that is named by nothing else cannot be read; null where it has none. */
function brokenAddress(cells: readonly string[], columns: readonly RosterColumn[]): Reason | null {
  for (const [index, { kind, number }] of columns.entries()) {
    const cell = cells[index]?.trim() ?? ''
    if (kind !== 'email' || cell === '' || isPlaceholder(cell)) continue
    const parsed = parseEmail(cell.slice(0, MAX_LOOKED_AT))
    if (!parsed.ok) return { ...parsed.reason, column: number }
  }
  return null
}

/** The longest cell that is looked at, in characters. */
const MAX_LOOKED_AT = 1000
