// White space (no-break spaces and byte order marks among it), and the invisible characters that copying from web pages adds.
const PADDING = /^[\s\u200B-\u200F\u2060\u00AD]+|[\s\u200B-\u200F\u2060\u00AD]+$/gu

/** A text without what cannot be seen around it. */
export const withoutPadding = (text: string): string => text.replace(PADDING, '')
