/** The code point of a character, such as `U+200B`: for one that cannot be shown or looks like another one. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
