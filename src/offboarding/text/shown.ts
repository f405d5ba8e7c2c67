/** Characters that no terminal is to be given: control and format characters, those for lines and directions among them, halves of others, and letters that are blank. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu

/** The longest foreign word that is shown, in characters. */
const MAX_WORD = 80
/** The longest path that a system takes. */
const MAX_PATH = 4_096
/** The longest message, so that it never scrolls away what stands above it. */
const MAX_MESSAGE = 2_000

/**
 * A word that somebody else chose (a name, a file, a header, a site, an ID), as it may be shown to a person: on one line, what cannot be
 * seen written as its code point, and no longer than `max` characters.
 */
export function shown(word: string, max = MAX_WORD): string {
  const text = escaped(word.slice(0, 2 * max))
  const characters = Array.from(text)
  return characters.length <= max && word.length <= 2 * max
    ? text
    : `${characters.slice(0, max - 1).join('')}…`
}

/** A path, which is of use only as a whole. */
export const shownPath = (path: string): string => shown(path, MAX_PATH)

/** A message that may have such words in it, whoever made it: on one line, and of a long one its beginning and its end. */
export function shownMessage(message: string): string {
  // Of what is far too long, no more is looked at than could be shown.
  const isLong = message.length > 2 * MAX_MESSAGE
  const text = escaped(isLong ? message.slice(0, MAX_MESSAGE) + message.slice(-MAX_MESSAGE) : message)
  if (!isLong && text.length <= MAX_MESSAGE) return text
  return `${text.slice(0, MAX_MESSAGE / 2)} […] ${text.slice(-MAX_MESSAGE / 2)}`
}

/** A value as lines of JSON with nothing in them that a terminal would obey. */
export const shownJson = (value: unknown): string => `${withoutUnseen(JSON.stringify(value, null, 2))}\n`

/** JSON that says the same, with nothing in it that cannot be seen but the ends of its lines. */
export const withoutUnseen = (json: string): string =>
  json.replace(UNSEEN, (character) => (character === '\n' ? character : utf16(character)))

const escaped = (text: string): string =>
  text.replace(UNSEEN, (character) => (character === '\n' ? String.raw`\n` : utf16(character)))

/** As in JSON: `\u001b`. */
const utf16 = (character: string): string =>
  Array.from({ length: character.length }, (_, n) => character.charCodeAt(n))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
