const LANGUAGES = ['de', 'en', 'es', 'fr', 'pl', 'pt', 'ru']

/** Abbreviations that Intl does not know. */
const MORE: Readonly<Record<string, number>> = {
  sept: 9,
  mrz: 3,
  aout: 8,
  fevr: 2,
  juil: 7,
  set: 9,
  сент: 9,
  нояб: 11,
  мая: 5,
  май: 5,
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')

let months: ReadonlyMap<string, number> | undefined

/** The number of a month, from 1, by its name or abbreviation in any of the platform's languages; undefined for other words. */
export function monthOf(name: string): number | undefined {
  months ??= collect()
  return months.get(plain(name))
}

function collect(): ReadonlyMap<string, number> {
  const found = new Map<string, number>(Object.entries(MORE).map(([name, month]) => [plain(name), month]))
  for (const language of LANGUAGES) {
    // With the day beside it, Polish and Russian put the month into the genitive.
    for (const options of [
      { month: 'long' },
      { month: 'short' },
      { day: 'numeric', month: 'long' },
      { day: 'numeric', month: 'short' },
    ] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
      for (let month = 1; month <= 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2026, month - 1, 1)).find(({ type }) => type === 'month')
        if (part !== undefined && plain(part.value) !== '') found.set(plain(part.value), month)
      }
    }
  }
  return found
}
