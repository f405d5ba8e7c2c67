/** What was left out of a list without being asked. */
export interface LeftOut {
  /** How many lines above the header. */
  above: number
  /** The numbers of the lines below the last row, which are totals, counts or footers. */
  below: readonly number[]
}

export const NOTHING_LEFT_OUT: LeftOut = { above: 0, below: [] }

/** `5 lines above the header left out`, and the like; each thing that was left out by itself. */
export function leftOutInWords({ above, below }: LeftOut): string[] {
  return [
    ...(above > 0 ? [`${above} ${above === 1 ? 'line' : 'lines'} above the header left out`] : []),
    ...(below.length > 0
      ? [`${below.length === 1 ? 'line' : 'lines'} ${below.join(', ')} below the rows left out`]
      : []),
  ]
}
