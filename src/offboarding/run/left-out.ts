/** What was left out of a list without being asked. */
export interface LeftOut {
  /** How many sheets of a workbook, because they are hidden. */
  hiddenSheets: number
  /** How many sheets that can be seen, because they have no header of a leaver list, and another has. */
  otherSheets: number
}

export const NOTHING_LEFT_OUT: LeftOut = { hiddenSheets: 0, otherSheets: 0 }

/** `2 hidden sheets left out`, and the like; each thing that was left out by itself. */
export function leftOutInWords({ hiddenSheets, otherSheets }: LeftOut): string[] {
  return [
    ...(hiddenSheets > 0 ? [`${counted(hiddenSheets, 'hidden sheet')} left out`] : []),
    ...(otherSheets > 0 ? [`${counted(otherSheets, 'sheet')} without the header of a list left out`] : []),
  ]
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
