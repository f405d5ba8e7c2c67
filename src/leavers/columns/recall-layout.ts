import {
  chosenSettings,
  type LayoutSettings,
  type Remembered,
  type RememberedLayout,
} from '../../offboarding/run/layout.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { isReportColumn } from '../../offboarding/run/report-columns.ts'
import { normalize } from '../vocabulary/normalize.ts'
import { COLUMN_FLAGS, findNamed, type WantedColumns } from './find-columns.ts'
import { layoutKey } from './layout-key.ts'

/** What flags say of how a list is read. */
export interface ToldReading {
  /** For messages. */
  name: string
  header: boolean
  columns: WantedColumns
  /** The attribute that users are found by. */
  attribute: string | undefined
  /** Headers, or numbers from 1. */
  ignored: readonly string[]
  dateFormat: string | undefined
}

type Role = keyof typeof COLUMN_FLAGS
const ROLES = Object.keys(COLUMN_FLAGS) as Role[]

/**
 * What a list takes over of how its layout was read before; null for nothing. Flags go first: neither is a setting taken over that a flag
 * gives, nor one about a column that a flag gives another meaning. Throws ListError for a flag that names no column.
 */
export function recallLayout(
  cells: readonly string[],
  layouts: readonly RememberedLayout[],
  told: ToldReading,
): Remembered | null {
  const layout = told.header && layouts.length > 0 ? layoutKey(cells) : null
  const found = layout === null ? undefined : layouts.find((one) => one.layout === layout)
  if (found === undefined) return null
  const { run, settings: all } = found
  const named = columnsOfFlags(cells, told)
  const isFree = (column = ''): boolean => column === 'none' || !named.all.has(normalize(column))
  const isSameAttribute = told.attribute === undefined || told.attribute === all.attribute
  const settings = chosenSettings(all, (flag, value) => {
    switch (flag) {
      case 'attribute':
        return told.attribute === undefined && isFree(all['attribute-column'])
      case 'attribute-column':
        return isSameAttribute && told.columns.attribute == null && isFree(value)
      case 'date-format': {
        // The format is that of the column in which these dates stood.
        const column = all['leave-date-column']
        const isOfColumn =
          told.columns.leaveDate === undefined
            ? column === undefined || isFree(column)
            : column !== undefined && named.leaveDate === normalize(column)
        return told.dateFormat === undefined && isOfColumn
      }
      default: {
        const role = ROLES.find((one) => COLUMN_FLAGS[one] === flag)
        return role !== undefined && told.columns[role] === undefined && isFree(value)
      }
    }
  })
  return Object.keys(settings).length === 0 ? null : { run, settings }
}

/** The columns that flags name, each by its header as it is compared. */
function columnsOfFlags(
  cells: readonly string[],
  { name, columns: wanted, ignored }: ToldReading,
): { all: ReadonlySet<string>; leaveDate: string | undefined } {
  const columns = cells.flatMap((cell, index) =>
    isReportColumn(cell.trim()) ? [] : [{ number: index + 1, name: cell.trim() }],
  )
  const find = (text: string | null | undefined, flag: string): string | undefined => {
    const column = typeof text === 'string' ? findNamed(columns, true, text, `--${flag}`, name) : null
    return column === null ? undefined : normalize(column.name)
  }
  const all = [
    ...ROLES.map((role) => find(wanted[role], COLUMN_FLAGS[role])),
    ...ignored.map((text) => find(text, 'ignore-column')),
  ]
  const leaveDate = find(wanted.leaveDate, COLUMN_FLAGS.leaveDate)
  return { all: new Set(all.filter((column) => column !== undefined)), leaveDate }
}

/** The columns to look for: those that flags name, and those that are taken over. */
export function withRecalled(wanted: WantedColumns, { settings }: Remembered): WantedColumns {
  const recalled = Object.fromEntries(
    ROLES.flatMap((role) => {
      const column = settings[COLUMN_FLAGS[role]]
      return column === undefined ? [] : [[role, column]]
    }),
  )
  return { ...wanted, ...recalled }
}

/** What flags said of how a list is read that can be said of the next list of its layout, too: where things stood, and how. */
export function toldSettings(
  { columns: wanted, attribute, dateFormat }: ToldReading,
  chosen: ListColumns,
): LayoutSettings {
  const { id, email, leaveDate, name, attribute: numbers } = chosen
  const column = (one: ListColumn | null | undefined): string => one?.name ?? 'none'
  const settings: LayoutSettings = {
    ...(wanted.id !== undefined && { 'id-column': column(id) }),
    ...(wanted.email !== undefined && { 'email-column': column(email) }),
    ...(attribute !== undefined && { attribute, 'attribute-column': column(numbers) }),
    ...(wanted.leaveDate !== undefined && { 'leave-date-column': column(leaveDate) }),
    ...(wanted.name !== undefined && { 'name-column': column(name[0]) }),
    ...(dateFormat !== undefined && leaveDate !== null && { 'date-format': dateFormat }),
  }
  // A column whose header is blank, or all punctuation, goes by its number, which may be another's on the next list.
  return chosenSettings(settings, (flag, value) => !flag.endsWith('-column') || normalize(value) !== '')
}
