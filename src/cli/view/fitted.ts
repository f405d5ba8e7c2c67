import type { Palette } from './palette.ts'
import { cut, widthOf } from './width.ts'

/** A part of the moving line. Where there is no room for all parts, that with the highest rank goes first. */
export interface Part {
  text: string
  rank: number
  color?: (text: string) => string
}

const BETWEEN = ' · '

/** The lengths of the bar. The longest one beside which all parts fit is taken. */
const BARS = [24, 16, 10] as const

/** A bar and parts behind it, in at most `columns` columns. A part is there as a whole or not at all; only the first one may be cut. */
export function fitted(
  { done, of }: { done: number; of: number },
  parts: readonly Part[],
  columns: number,
  { good, soft }: Palette,
): string {
  const length =
    BARS.find((bar) => bar + 1 + widthTogether(parts) <= columns) ??
    BARS.findLast((bar) => bar + 1 + widthTogether(parts.filter(isNeeded)) <= columns) ??
    0
  const filled = of === 0 ? length : Math.floor((length * Math.min(done, of)) / of)
  const room = length === 0 ? columns : columns - length - 1
  const texts = thoseThatFit(parts, room).map(({ text, color = (same) => same }) => color(cut(text, room)))
  const bar = length === 0 ? '' : `${good('█'.repeat(filled))}${soft('░'.repeat(length - filled))} `
  return `${bar}${texts.join(BETWEEN)}`
}

/** What is done of all, and what holds it up, counts more than the bar. */
const isNeeded = ({ rank }: Part): boolean => rank <= 1

const widthTogether = (parts: readonly Part[]): number =>
  parts.reduce((sum, { text }) => sum + widthOf(text) + BETWEEN.length, -BETWEEN.length)

function thoseThatFit(parts: readonly Part[], room: number): readonly Part[] {
  if (widthTogether(parts) <= room || parts.length <= 1) return parts
  const worst = Math.max(...parts.map(({ rank }) => rank))
  const index = parts.findLastIndex(({ rank }) => rank === worst)
  return thoseThatFit(parts.toSpliced(index, 1), room)
}
