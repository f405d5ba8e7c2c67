import type { Palette } from './palette.ts'
import { cut, widthOf } from './width.ts'

/** A part of the moving line. Where there is no room for all parts, that with the highest rank goes first. */
export interface Part {
  text: string
  rank: number
  color?: (text: string) => string
}

const BETWEEN = ' · '

/** A bar and parts behind it, in at most `columns` columns. A part is there as a whole or not at all; only the first one may be cut. */
export function fitted(
  { done, of }: { done: number; of: number },
  parts: readonly Part[],
  columns: number,
  { good, soft }: Palette,
): string {
  const length = columns >= 100 ? 24 : columns >= 70 ? 16 : 10
  const filled = of === 0 ? length : Math.floor((length * Math.min(done, of)) / of)
  const room = columns - length - 1
  const shown = thoseThatFit(parts, room)
  const texts = shown.map(({ text, color = (same) => same }) => color(cut(text, room)))
  return `${good('█'.repeat(filled))}${soft('░'.repeat(length - filled))} ${texts.join(BETWEEN)}`
}

function thoseThatFit(parts: readonly Part[], room: number): readonly Part[] {
  const width = parts.reduce((sum, { text }) => sum + widthOf(text) + BETWEEN.length, -BETWEEN.length)
  if (width <= room || parts.length <= 1) return parts
  const worst = Math.max(...parts.map(({ rank }) => rank))
  const index = parts.findLastIndex(({ rank }) => rank === worst)
  return thoseThatFit(parts.toSpliced(index, 1), room)
}
