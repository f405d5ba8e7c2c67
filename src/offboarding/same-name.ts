/** Whether two names are one person's: case, accents, order of first and last name, and white space aside. */
export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)

// Letters that do not fall apart into a letter and an accent.
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßłøđæœı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}
