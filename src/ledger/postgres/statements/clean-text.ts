/** In JSON: what stands for the character NUL, or for half of a character beyond U+FFFF. An escaped backslash before it is no part of it. */
const UNREADABLE_ESCAPE =
  /(?<!\\)((?:\\\\)*)(?:(\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2})|\\u0000|\\ud[89a-f][\da-f]{2})/gi
const BEGINS_JSON = /^[[{"]/

/**
 * A text as PostgreSQL takes it. It stores no NUL, and its JSON functions read neither that nor half a character, which no file of text
 * holds but by mistake: U+FFFD, the character for what cannot be shown, stands for each of them. A run never fails because of one.
 */
export function cleanText(text: string): string {
  const stored = text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text
  if (!stored.includes('\\u') || !BEGINS_JSON.test(stored)) return stored
  return stored.replace(UNREADABLE_ESCAPE, (_, slashes: string, pair: string | undefined) =>
    pair === undefined ? `${slashes}\\ufffd` : `${slashes}${pair}`,
  )
}
