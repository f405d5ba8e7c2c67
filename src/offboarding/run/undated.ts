/** Rows without a leave date on a list of leave dates, where such rows are due. */
export interface Undated {
  count: number
  /** The numbers of the first of them. */
  rows: readonly number[]
}

/** How many of them are named. */
export const UNDATED_NAMED = 20

/** `2 users have no leave date on the list (rows 4, 9)`. */
export function undatedInWords({ count, rows }: Undated): string {
  const more = count - rows.length
  const which = `${count === 1 ? 'row' : 'rows'} ${rows.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${count} ${count === 1 ? 'user has' : 'users have'} no leave date on the list (${which})`
}
