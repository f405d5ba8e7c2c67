import type { DateParts } from '../dates/serial-text.ts'

/** How a format shows a number, as far as that matters for a list. */
export type NumberFormat =
  | { kind: 'plain' }
  | ({ kind: 'date' } & DateParts)
  /** Digits in places, with text between or around them: `00000000`, `000-00-0000`, `"K"0000`. */
  | { kind: 'digits'; places: readonly Place[] }
  /** In a way that is not followed here. `saysOtherwise`: with text beside the number, or not at all. */
  | { kind: 'other'; saysOtherwise: boolean }

/** A place for a digit, or a text. */
type Place = { digit: '0' | '#' } | { text: string }

const PLAIN: NumberFormat = { kind: 'plain' }

/** What Excel does not write into a workbook, by the numbers it has for it. Those of dates differ by country, and are all dates. */
const BUILT_IN: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  ...range(14, 17, 'yyyy-mm-dd'),
  ...range(18, 21, 'h:mm:ss'),
  [22, 'yyyy-mm-dd h:mm'],
  ...range(27, 36, 'yyyy-mm-dd'),
  [45, 'h:mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'h:mm:ss'],
  ...range(50, 58, 'yyyy-mm-dd'),
])

function range(first: number, last: number, code: string): [number, string][] {
  return Array.from({ length: last - first + 1 }, (_, index) => [first + index, code])
}

/** The longest format that Excel has, in characters. */
const MAX_CODE = 255

/** A format by its number. `code` is what the workbook says it means, if it does. */
export const numberFormat = (id: number, code: string | undefined): NumberFormat =>
  parseFormat(code ?? BUILT_IN.get(id) ?? 'General')

/** A quoted text, an escaped character, something in brackets, a gap, a filling, a section's end, or any character. */
const TOKEN = /"[^"]*"?|\\.?|\[[^\]]*\]?|_.?|\*.?|;|AM\/PM|A\/P|General|[^]/gi

/** Reads a format as it is written in a workbook, which is in English everywhere. Only how it shows a positive number counts. */
export function parseFormat(code: string): NumberFormat {
  if (code.length > MAX_CODE) return PLAIN
  const tokens: readonly string[] = code.match(TOKEN) ?? []
  const end = tokens.indexOf(';')
  const section = end < 0 ? tokens : tokens.slice(0, end)
  const date = dateParts(section)
  if (date !== null) return { kind: 'date', ...date }
  const places = section.map(place)
  const known = places.filter((one) => one !== null)
  const texts = known.flatMap((one) => ('text' in one && one.text !== '' ? [one.text] : []))
  if (section.some((token) => /^(?:General|@)$/i.test(token)) && texts.length === 0) return PLAIN
  if (known.length === places.length && known.some((one) => 'digit' in one)) {
    return { kind: 'digits', places: known }
  }
  const hasNumber = section.some((token) => /^(?:[0#?@]|General)$/i.test(token))
  return { kind: 'other', saysOtherwise: !hasNumber || texts.some((text) => /[\p{L}\p{N}]/u.test(text)) }
}

function dateParts(section: readonly string[]): DateParts | null {
  const isElapsed = section.some((token) => /^\[(?:h+|m+|s+)\]$/i.test(token))
  const letters = section
    .filter((token) => /^[ymdhs]$/i.test(token))
    .join('')
    .toLowerCase()
  if (letters === '' && !isElapsed) return null
  const time = isElapsed || /[hs]/.test(letters)
  return { date: /[yd]/.test(letters) || !time, time, isElapsed }
}

/** What a part of a format puts there; null for what makes it one that is not followed. */
function place(token: string): Place | null {
  if (token === '0' || token === '#') return { digit: token }
  if (token === '?') return { digit: '#' }
  if (token.startsWith('"')) return { text: token.replaceAll('"', '') }
  if (token.startsWith('\\')) return { text: token.slice(1) }
  // A gap as wide as a character, and a filling as wide as the cell.
  if (token.startsWith('_') || token.startsWith('*')) return { text: '' }
  if (/^\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]$/i.test(token)) return { text: '' }
  return /^[-+$():!^&'~{}<>= ]$/.test(token) ? { text: token } : null
}

/** A whole number that is not negative in the places of a format. */
export function inPlaces(digits: string, places: readonly Place[]): string {
  let left = digits === '0' ? '' : digits
  let text = ''
  const first = places.findIndex((place) => 'digit' in place)
  for (let index = places.length - 1; index >= 0; index -= 1) {
    const place = places[index]
    if (place === undefined) continue
    if ('text' in place) {
      text = place.text + text
      continue
    }
    const end = index === first ? 0 : left.length - 1
    const digit = left.slice(Math.max(0, end))
    text = (digit === '' && place.digit === '0' ? '0' : digit) + text
    left = left.slice(0, Math.max(0, end))
  }
  return text
}
