/**
 * Characters that no terminal may receive: control and format characters (including line and direction marks), lone surrogates,
 * and letters that look blank.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu

/** The longest foreign word that is shown, in characters. */
const MAX_WORD = 80
/** The longest path that an operating system accepts. */
const MAX_PATH = 4_096
/** The longest message, in characters, so that it does not scroll away what stands above it. */
const MAX_MESSAGE = 2_000

/**
 * A word that somebody else chose (a name, a file, a header, a site, an ID), made safe to show: on one line, invisible characters
 * written as code points, and at most `max` characters long.
 */
export function shown(word: string, max = MAX_WORD): string {
  const text = escaped(word.slice(0, 2 * max))
  const characters = Array.from(text)
  return characters.length <= max && word.length <= 2 * max
    ? text
    : `${characters.slice(0, max - 1).join('')}…`
}

/** A path made safe to show. It is not shortened, because only a whole path is useful. */
export const shownPath = (path: string): string => shown(path, MAX_PATH)

/** A message that may contain foreign words, made safe to show: on one line. Of a long message it keeps the beginning and the end. */
export function shownMessage(message: string): string {
  // Looks at no more text than could be shown.
  const isLong = message.length > 2 * MAX_MESSAGE
  const text = escaped(isLong ? message.slice(0, MAX_MESSAGE) + message.slice(-MAX_MESSAGE) : message)
  if (!isLong && text.length <= MAX_MESSAGE) return text
  return `${text.slice(0, MAX_MESSAGE / 2)} […] ${text.slice(-MAX_MESSAGE / 2)}`
}

/** A value as lines of JSON, without characters that a terminal would obey. */
export const shownJson = (value: unknown): string => `${withoutUnseen(JSON.stringify(value, null, 2))}\n`

/** The same JSON with every invisible character escaped, except the ends of lines. */
export const withoutUnseen = (json: string): string =>
  json.replace(UNSEEN, (character) => (character === '\n' ? character : utf16(character)))

const escaped = (text: string): string =>
  text.replace(UNSEEN, (character) => (character === '\n' ? String.raw`\n` : utf16(character)))

/** Escapes a character as JSON does: `\u001b`. */
const utf16 = (character: string): string =>
  Array.from({ length: character.length }, (_, n) => character.charCodeAt(n))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
