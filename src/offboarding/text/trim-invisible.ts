// White space (including no-break spaces and byte order marks), and the invisible characters that copying from web pages adds.
const PADDING = /^[\s\u200B-\u200F\u2060\u00AD]+|[\s\u200B-\u200F\u2060\u00AD]+$/gu

/** A text without white space and invisible characters at its beginning and end. */
export const withoutPadding = (text: string): string => text.replace(PADDING, '')
