import { normalize } from '../columns/known-headers.ts'
import { whatIsSaid, type Said } from './leaving-or-staying.ts'

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((line) => line.split(', ').map(normalize)))

/** Whether a column may say with yes or no who leaves: `Leaving?`, `Ausgeschieden`, `To be offboarded`. */
export const isLeavingMark = (header: string): boolean => whatIsSaid(header) === 'leaves'

type Answer = 'yes' | 'no'

/** Which answers under a header say that somebody stays; where it asks for both at once, nobody knows which one does. */
export const STAYING_ANSWERS: Readonly<Record<Said, readonly Answer[]>> = {
  leaves: ['no'],
  stays: ['yes'],
  'works here': ['yes'],
  unclear: ['yes', 'no'],
}

const YES = set([
  'yes, y, true, t, 1, x, xx, ok, on, ja, j, wahr, oui, vrai, sí, s, tak, sim, да, д, verdadero, verdadeiro, prawda, истина',
])
const NO = set(['no, n, false, f, 0, off, nein, falsch, non, faux, nie, não, нет, н, falso, fałsz, ложь'])

/** What a cell of such a column says; null for anything else, by which the column is none. */
export function readMark(cell: string): Answer | 'empty' | null {
  if (cell.length > 40) return null
  if (/^[\s-]*$/.test(cell)) return 'empty'
  if (/^\s*[✓✔☑✅☒✗✘×+]\uFE0F?\s*$/u.test(cell)) return 'yes'
  // `Yes (HR)` says yes, too.
  const words = [cell, cell.split(/[-–—,;:.(/]/, 1)[0] ?? ''].map(normalize)
  if (words.some((word) => YES.has(word))) return 'yes'
  return words.some((word) => NO.has(word)) ? 'no' : null
}
