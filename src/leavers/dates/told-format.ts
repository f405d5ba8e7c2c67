import { LANGUAGES } from '../vocabulary/languages.ts'

/** A format of dates as people tell it: `dd.mm.yyyy`, `TT.MM.JJJJ`, `YYYYMMDD`. */
const TOLD =
  /(?<!\p{L})(?:(\p{L})\1*([./-])(\p{L})\3*\2(\p{L})\4*|(\p{L})\5{3}(\p{L})\6(\p{L})\7|(\p{L})\8(\p{L})\9(\p{L})\10{3})(?!\p{L})/giu

/** What the letters of day, month and year are in `--date-format`. */
const LETTERS = ['d', 'M', 'y'] as const

/** No header is longer, in characters. */
const MAX_LENGTH = 200

/** How the dates under a header are written, if it tells: `dd.MM.yyyy` for `Austritt (TT.MM.JJJJ)`. */
export function toldFormat(header: string): string | null {
  const formats = toldIn(header).flatMap((told) => asFormat(told) ?? [])
  const [format, ...others] = new Set(formats)
  return others.length > 0 ? null : (format ?? null)
}

/** A header without the format that it tells. */
export const withoutDateFormat = (header: string): string =>
  toldIn(header)
    .filter((told) => asFormat(told) !== null)
    .reduce((rest, told) => rest.replace(told, ' '), header)

const toldIn = (header: string): string[] => (header.length > MAX_LENGTH ? [] : (header.match(TOLD) ?? []))

/** A format in the letters of `--date-format`, if each of day, month and year stands in it once, in the letters of one language. */
function asFormat(told: string): string | null {
  const runs = told.match(/(\p{L})\1*|[^\p{L}]+/giu) ?? []
  for (const { dates } of LANGUAGES) {
    const letters = dates.formatLetters.map((letter) => letter.toLowerCase())
    const parts = runs.map((run) => {
      const index = letters.indexOf(run.charAt(0).toLowerCase())
      return index < 0 ? run : LETTERS[index]?.repeat(run.length)
    })
    const format = parts.join('')
    const isFormat = /^(?:d{1,2}|M{1,4}|y{2}|y{4}|[./-])+$/.test(format)
    if (isFormat && LETTERS.every((letter) => isOnce(format, letter))) return format
  }
  return null
}

const isOnce = (format: string, letter: string): boolean =>
  format.split(new RegExp(`${letter}+`)).length === 2
