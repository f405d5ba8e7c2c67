import { html, type Html } from '../html.ts'

/** The longest text that is shown, in characters. */
const MAX_TEXT = 300

/**
 * Texts that somebody else wrote: each one isolated in its own direction, and shortened so that it does not push the others off
 * the page.
 */
export const words = (texts: readonly (string | null)[]): Html => {
  const shown = texts.flatMap((text) => (text === null || text === '' ? [] : [cropped(text)]))
  return html`${shown.map((text, n) => html`${n === 0 ? '' : ' · '}<bdi>${text}</bdi>`)}`
}

const cropped = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`)

export const users = (count: number): string =>
  count === 0 ? 'Nobody' : count === 1 ? '1 user' : `${count} users`

/** A time to the second; empty for null. */
export const time = (iso: string | null): Html =>
  iso === null ? html`` : html`<span class="time">${iso.slice(0, 19).replace('T', ' ')}</span>`
