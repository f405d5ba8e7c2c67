import { LANGUAGES, splitWords } from '../vocabulary/languages.ts'

/** A month is compared without case and accents, and without whatever is no letter. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')

const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap(({ months }) =>
    months.flatMap((names, index) => splitWords(names).map((name) => [plain(name), index + 1] as const)),
  ),
)

/** The number of a month, from 1, by its name or abbreviation in any of the languages; undefined for other words. */
export const monthOf = (name: string): number | undefined => MONTHS.get(plain(name))
