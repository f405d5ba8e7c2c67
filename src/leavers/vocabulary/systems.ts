// What is no word of a language: names that software gives to columns and values.

/** The name of a column in an export of Entra, which tells such an export. */
export const ENTRA_USER_NAME = 'userprincipalname'

/** A name that any system may give to numbers of its own, as it is compared. */
export const BARE_ID = 'id'

/** Names of columns that lists in any language have, as they are compared. */
export const INTERNATIONAL: ReadonlySet<string> = new Set([BARE_ID, 'email', 'mail'])

/** Google's note on columns that only show how an account is, whoever stays or leaves. */
export const READ_ONLY = /\bread.?only\b/i

/** What ADP and others write for a status, as it is compared. `A` is active where others are terminated, and may be anything elsewhere. */
export const STATUS_CODES: ReadonlyMap<string, 'contract' | 'left'> = new Map([
  ['a', 'contract'],
  ['t', 'left'],
  ['i', 'left'],
])

/** The mark by which some exports end. */
export const END_OF_FILE = 'EOF'

/** The column of our own that only the file of a plan has. */
export const PLAN_COLUMN = 'offboard_would'
