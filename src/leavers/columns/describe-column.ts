import type { ListColumn } from '../../offboarding/run/reading.ts'

/** A column for a message: `3 "Work Email"`. */
export const describeColumn = ({ number, name }: ListColumn): string => `${number} "${name.slice(0, 60)}"`
