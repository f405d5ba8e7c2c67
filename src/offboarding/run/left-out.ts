/** What was left out of a list without being asked. */
export interface LeftOut {
  /** The number of lines above the header. */
  above: number
  /** The numbers of the lines below the last row, which are totals, counts or footers. */
  below: readonly number[]
  /** The number of sheets of a workbook that are hidden. */
  hiddenSheets: number
  /** The number of visible sheets without the header of a leaver list, if another sheet has one. */
  otherSheets: number
}

export const NOTHING_LEFT_OUT: LeftOut = { above: 0, below: [], hiddenSheets: 0, otherSheets: 0 }

/** Each thing that was left out, in words: `5 lines above the header left out`. */
export function leftOutInWords({ above, below, hiddenSheets, otherSheets }: LeftOut): string[] {
  return [
    ...(hiddenSheets > 0 ? [`${counted(hiddenSheets, 'hidden sheet')} left out`] : []),
    ...(otherSheets > 0 ? [`${counted(otherSheets, 'sheet')} without the header of a list left out`] : []),
    ...(above > 0 ? [`${counted(above, 'line')} above the header left out`] : []),
    ...(below.length > 0
      ? [`${below.length === 1 ? 'line' : 'lines'} ${below.join(', ')} below the rows left out`]
      : []),
  ]
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
