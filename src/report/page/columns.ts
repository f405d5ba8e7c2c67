import { reasonsInWords } from '../../offboarding/reason.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'
import { html, type Html } from '../html.ts'

/** The longest text that is shown, in characters. */
const MAX_TEXT = 300

/** A column of a table of rows. */
export type Column = readonly [name: string, cell: (row: RowRecord) => Html]

export const ROW: Column = ['Row', ({ row }) => html`${row}`]
export const USER: Column = ['User ID', ({ userId }) => html`<code>${userId ?? ''}</code>`]
export const ON_THE_LIST: Column = ['On the list', ({ cells }) => words(cells)]
export const FOUND: Column = [
  'Account found',
  ({ user, userId }) =>
    user !== null && user.id === userId ? words([user.name, user.email, user.role]) : html``,
]
export const OUTCOME: Column = ['Outcome', ({ outcome }) => html`${outcome}`]
export const WHY: Column = ['Why', ({ reasons }) => words([reasonsInWords(reasons)])]
export const DEACTIVATED: Column = ['Deactivated (UTC)', ({ deactivatedAt }) => time(deactivatedAt)]
export const DELETE_AFTER: Column = ['Deleted after (UTC)', ({ deleteAfter }) => time(deleteAfter)]
export const DELETED: Column = ['Deleted (UTC)', ({ deletedAt }) => time(deletedAt)]

/**
 * Texts that somebody else wrote: each one isolated in its own direction, and shortened so that it does not push the others off
 * the page.
 */
export const words = (texts: readonly (string | null)[]): Html => {
  const shown = texts.flatMap((text) => (text === null || text === '' ? [] : [cropped(text)]))
  return html`${shown.map((text, n) => html`${n === 0 ? '' : ' · '}<bdi>${text}</bdi>`)}`
}

const cropped = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`)

/** A time to the second; empty for null. */
export const time = (iso: string | null): Html =>
  iso === null ? html`` : html`<span class="time">${iso.slice(0, 19).replace('T', ' ')}</span>`
