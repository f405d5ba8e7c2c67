/** What of a list was left out by itself, and how much of it. */
export interface LeftOut {
  what: keyof typeof WORDS
  count: number
}

const WORDS = {
  hidden_sheets: (n: number) => (n === 1 ? 'a hidden sheet' : `${n} hidden sheets`),
  other_sheets: (n: number) =>
    n === 1 ? 'a sheet without such columns' : `${n} sheets without such columns`,
} as const

/** `a hidden sheet and 2 sheets without such columns left out`; empty where nothing was. */
export const leftOutInWords = (leftOut: readonly LeftOut[]): string =>
  leftOut.length === 0 ? '' : `${leftOut.map(({ what, count }) => WORDS[what](count)).join(' and ')} left out`
