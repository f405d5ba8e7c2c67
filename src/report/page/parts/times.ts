import { html, type Html } from '../../html.ts'
import type { Words } from '../words/words.ts'

/** A time to the second, in UTC; empty for null. */
export const timeOf = (iso: string | null): Html =>
  iso === null
    ? html``
    : html`<time datetime="${iso.slice(0, 19)}Z">${iso.slice(0, 19).replace('T', ' ')}</time>`

/** A duration to two units: `1 h 20 min`, `57 s`, `0 s`. */
export function durationOf(ms: number, { general: { units } }: Words): string {
  const seconds = Math.round(ms / 1_000)
  const parts = [
    [Math.floor(seconds / 86_400), units.d],
    [Math.floor(seconds / 3_600) % 24, units.h],
    [Math.floor(seconds / 60) % 60, units.min],
    [seconds % 60, units.s],
  ] as const
  const first = parts.findIndex(([n]) => n > 0)
  if (first < 0) return `0 ${units.s}`
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ')
}
