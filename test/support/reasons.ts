import type { Reason } from '../../src/offboarding/reason.ts'

/** Reasons as codes, each with the row it speaks of, and why that row is one: `same_user 1`, `row_says_stays 3 unusable`. */
export const inShort = (reasons: readonly Reason[]): string =>
  reasons
    .map((reason) =>
      [
        reason.code,
        'row' in reason ? reason.row : '',
        'other' in reason && reason.code === 'contradicts_row' ? `${reason.same} ${reason.other}` : '',
        'why' in reason && reason.code === 'row_says_stays' ? reason.why : '',
      ]
        .join(' ')
        .trim()
        .replaceAll(/ +/g, ' '),
    )
    .join(', ')
