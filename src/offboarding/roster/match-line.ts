import { parseEmail } from '../identity/email.ts'
import { addressesIn, numbersIn, piecesOf } from './cell-pieces.ts'
import type { Doubt, DoubtCode } from './doubt.ts'
import type { ColumnKind, RosterColumn, RosterLine } from './roster.ts'
import type { Identifier, SiteDirectory, Users } from './site-directory.ts'

/** What a line of a roster says of the site's users. */
export interface LineMatch {
  /**
   * `fits`: it names one user; `ambiguous`: it names several; `fits_nobody`; `unreadable`: it cannot be used as it stands; `says_left`: it says
   * that its person has left.
   */
  conclusion: 'fits' | 'ambiguous' | 'fits_nobody' | 'unreadable' | 'says_left'
  /** The users whom it names, by its own ID, addresses and employee number. */
  users: Users
  /** Everybody whom it may mean, in whatever cell; some of them more than once, and those whom it names, too. */
  doubts: readonly { users: Users; doubt: Doubt }[]
  /** By what it names its person. */
  named: readonly Identifier[]
  /** Whether it cannot be used, and holds nothing that would tell its person from anybody else. */
  mayBeAnybody: boolean
}

/** Finds whom a line means, and whom it may mean. `columns` are those of its cells. */
export function matchLine(
  line: RosterLine,
  columns: readonly RosterColumn[],
  site: SiteDirectory,
): LineMatch {
  // Where cells are missing or too many, nobody knows which of them stands in which column.
  const isShifted = line.flaw?.code === 'wrong_width'
  const own = (kind: ColumnKind): string[] =>
    (isShifted ? [] : columns).flatMap((column, index) =>
      column.kind === kind ? filled(line.cells[index]) : [],
    )
  const identifiers = { id: own('id'), email: own('email'), attribute: own('attribute') }
  const kinds = (Object.keys(identifiers) as Identifier[]).filter((kind) => identifiers[kind].length > 0)
  const users = [
    ...new Set(kinds.flatMap((kind) => identifiers[kind].flatMap((text) => site.exactly(kind, text)))),
  ]
  const conclusion = conclude(line, users)
  const name = own('name').join(' ')

  const doubts = new Doubts(line.line)
  const columnAt = (index: number): RosterColumn | null => (isShifted ? null : (columns[index] ?? null))
  const cells = [...line.cells, ...line.surplus].map((cell, index) => ({ cell, column: columnAt(index) }))
  const tellsWho = ({ column }: { column: RosterColumn | null }): boolean =>
    column === null || (isOwn(column) && !isLost(column, line))
  for (const { cell, column } of cells.filter(tellsWho)) matchCell(cell, column, site, doubts)
  const isSomebody =
    doubts.found.length > 0 || name !== '' || cells.filter(tellsWho).some(({ cell }) => hasAddress(cell))

  for (const one of cells) if (!tellsWho(one)) matchCell(one.cell, one.column, site, doubts)
  if (conclusion !== 'fits' && conclusion !== 'fits_nobody') doubts.add(WHOLE_LINE[conclusion], users)
  doubts.add('same_name', site.named(name))
  if (!isShifted) doubts.addAll('named_elsewhere', site.namedAlike(otherNames(line.cells, columns)))
  // A line that names a user proves who is meant by it. Of any other, a name that is nearly the same may be that of its person.
  if (conclusion !== 'fits') doubts.addAll('name_alike', site.namedAlike(name))
  if (conclusion === 'unreadable') doubts.all('line_unreadable')
  return {
    conclusion,
    users,
    doubts: doubts.found,
    named: kinds,
    mayBeAnybody: conclusion === 'unreadable' && (line.isCut || !isSomebody),
  }
}

/** Whether the cells of a column are about the person of the line. */
const isOwn = ({ kind }: RosterColumn): boolean => !['other_person', 'other', 'ignored'].includes(kind)

/** Whether the number in a column cannot be used: it may look like that of somebody else. What is left of a broken address tells more. */
const isLost = ({ number, kind }: RosterColumn, { flaw }: RosterLine): boolean =>
  kind !== 'email' && flaw?.column === number

const WHOLE_LINE = {
  ambiguous: 'line_ambiguous',
  unreadable: 'line_unreadable',
  says_left: 'line_says_left',
} as const

function conclude({ flaw, left }: RosterLine, users: readonly number[]): LineMatch['conclusion'] {
  if (flaw !== null) return 'unreadable'
  if (left !== null) return 'says_left'
  return users.length === 0 ? 'fits_nobody' : users.length === 1 ? 'fits' : 'ambiguous'
}

/** Finds everybody whom a cell may mean. `column` is null where nobody knows which one it is. */
function matchCell(cell: string, column: RosterColumn | null, site: SiteDirectory, doubts: Doubts): void {
  const kind = column?.kind ?? 'other_person'
  if (kind === 'ignored' || cell.trim() === '') return
  const isPersons = column !== null && isOwn(column)
  for (const address of addressesIn(cell)) {
    doubts.add('named_elsewhere', site.exactly('email', address), column)
    doubts.add('address_alike', site.nearAddress(address), column)
  }
  // A broken address, too, where one should be, or could be.
  if (kind === 'email' || kind === 'other_person') doubts.add('address_alike', site.nearAddress(cell), column)
  for (const piece of piecesOf(cell)) {
    // Outside the columns of its own nobody knows whether a number is an ID or an employee number.
    for (const by of kind === 'id' || kind === 'attribute' ? [kind] : NUMBERS) {
      doubts.add(isPersons ? 'number_alike' : 'named_elsewhere', site.nearNumber(by, piece), column)
    }
    doubts.add(isPersons ? 'same_name' : 'named_elsewhere', site.named(piece), column)
  }
  if (kind !== 'other_person') return
  for (const number of numbersIn(cell)) {
    for (const by of NUMBERS) doubts.add('named_elsewhere', site.nearNumber(by, number), column)
  }
  for (const piece of piecesOf(cell)) doubts.addAll('named_elsewhere', site.namedAlike(piece), column)
}

/** The single words in the columns of other people: first and last names may stand in columns of their own there. */
const otherNames = (cells: readonly string[], columns: readonly RosterColumn[]): string =>
  cells
    .filter((cell, index) => columns[index]?.kind === 'other_person' && /^\s*[^\s@]+\s*$/.test(cell))
    .join(' ')

const NUMBERS = ['id', 'attribute'] as const

const filled = (cell: string | undefined): string[] =>
  cell === undefined || cell.trim() === '' ? [] : [cell.trim()]

const hasAddress = (cell: string): boolean => addressesIn(cell).some((address) => parseEmail(address).ok)

/** The doubts that a line raises. */
class Doubts {
  found: { users: Users; doubt: Doubt }[] = []
  readonly #line: number

  constructor(line: number) {
    this.#line = line
  }

  add(code: DoubtCode, users: Users, column: RosterColumn | null = null): void {
    if (users.length === 0) return
    this.found.push({ users, doubt: { code, line: this.#line, column: column?.name ?? null } })
  }

  addAll(code: DoubtCode, lists: readonly Users[], column: RosterColumn | null = null): void {
    for (const users of lists) this.add(code, users, column)
  }

  /** Gives all of them another reason. */
  all(code: DoubtCode): void {
    this.found = this.found.map(({ users }) => ({ users, doubt: { code, line: this.#line, column: null } }))
  }
}
