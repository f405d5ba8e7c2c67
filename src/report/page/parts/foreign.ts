import { html, type Html } from '../../html.ts'

/** The longest text of somebody else that is shown, in characters. */
const MAX_TEXT = 300
/** The longest ID that is kept in one line, and from which length on it needs a line of its own on a narrow screen, in characters. */
const MAX_ID = 40
const LONG_ID = 20

/** Characters that a browser drops, or by which a text would reorder itself: controls, and marks of direction. Blanks and ends of lines are none. */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/**
 * A text that somebody else wrote: isolated in its own direction, shortened, and with its invisible marks written out. An e-mail address may
 * break behind its @, if it has to.
 */
export function foreign(text: string): Html {
  const parts = readable(text).split(/(?<=@)/)
  return html`<bdi>${parts.map((part, n) => html`${n === 0 ? '' : html`<wbr>`}${part}`)}</bdi>`
}

/** An ID, which stays in one line unless it is far too long for that. */
export const idOf = (id: string | null): Html =>
  id === null || id === ''
    ? html``
    : html`<code${id.length > MAX_ID ? '' : html` class="id${id.length > LONG_ID ? ' long' : ''}"`}>${readable(id)}</code>`

/** A SHA-256 in groups, between which a line may break. To copy it copies no blank. */
export const hashOf = (sha256: string): Html =>
  html`<code class="hash">${(sha256.match(/.{1,8}/g) ?? []).map((group, n) => html`${n === 0 ? '' : html`<wbr>`}${group}`)}</code>`

const readable = (text: string): string =>
  (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`).replace(
    UNSEEN,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
