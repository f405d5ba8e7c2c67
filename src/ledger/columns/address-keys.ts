/** SQL: the key of the address of the account that a row means. */
export const accountsAddress = (row: string): string => `${row}.account ->> 'emailKey'`

/** SQL: the key of the address on a row. */
export const ADDRESS_KEY = 'rows.email_key'
