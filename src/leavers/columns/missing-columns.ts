import type { ListColumn } from '../../offboarding/run/reading.ts'
import { ListError } from '../list-error.ts'
import { closestHeaders } from './closest-headers.ts'
import { describeColumn } from './describe-column.ts'
import { isKnownAs } from './known-headers.ts'

/** A longer header is named by its number, in characters. */
const MAX_QUOTED = 60
/** How many of a list's columns a message shows. */
const SHOWN = 30
const FLAG = { id: '--id-column', email: '--email-column' } as const

/** Refuses a list none of whose columns names users. */
export function noUsers(columns: readonly ListColumn[], hasNames: boolean, name: string): ListError {
  const [only, ...others] = columns
  const separator = others.length === 0 ? /[;,|~^\t]/.exec(only?.name ?? '')?.[0] : undefined
  if (hasNames && separator !== undefined) {
    const shown = separator === '\t' ? 'tab' : `"${separator}"`
    return new ListError(
      `${name}: the header has a single column, ${JSON.stringify(only?.name.slice(0, 80))}. If its columns are separated by ${shown}, say so: --delimiter ${shown}.`,
    )
  }
  if (!hasNames) {
    return new ListError(
      `${name}: without a header, the column of the user IDs has to be given by its number: --id-column 1, or --email-column.`,
    )
  }
  const numbers = columns.find((column) => isKnownAs(column.name, 'employeeNumber'))
  const closest = closestHeaders(columns.filter((column) => column !== numbers)).map(
    ({ role, column }) => `${FLAG[role]} ${quoted(column)}`,
  )
  const ways = [
    ...(closest.length > 0 ? [`If one of these does, say so: ${closest.join(', or ')}${FURTHER_DOWN}`] : []),
    ...(numbers === undefined ? [] : [ofNumbers(numbers)]),
  ]
  const way =
    ways.length > 0 ? ways.join(' ') : `Name the right one with --id-column or --email-column${FURTHER_DOWN}`
  return new ListError(
    `${name}: no column is known to hold user IDs or e-mail addresses; ${listColumns(columns)}. ${way}`,
  )
}

const FURTHER_DOWN =
  '; or, if the header stands further down, leave out the lines above it with --skip-lines.'

const ofNumbers = (column: ListColumn): string =>
  `Column ${describeColumn(column)} holds employee numbers. If the site keeps them in an attribute of its users, name that: --attribute employee_id. If they are the user IDs of Konstantly: --id-column ${quoted(column)}.`

const quoted = ({ number, name }: ListColumn): string =>
  name.length > MAX_QUOTED ? String(number) : JSON.stringify(name)

/** Refuses a list none of whose columns holds employee numbers, where users are to be found by them. */
export function noNumbers(columns: readonly ListColumn[], hasNames: boolean, name: string): ListError {
  const which = hasNames
    ? `no column is known to hold employee numbers; ${listColumns(columns)}. Name the right one with`
    : 'without a header, the column of the employee numbers has to be given by its number:'
  return new ListError(
    `${name}: ${which} --attribute-column${hasNames ? '' : ' 1'}, or leave --attribute out.`,
  )
}

/** Names the columns of a list in words. */
export function listColumns(columns: readonly ListColumn[]): string {
  const names = columns.slice(0, SHOWN).map(({ name }) => `"${name.slice(0, 60)}"`)
  const more = columns.length - names.length
  return `the columns are ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
