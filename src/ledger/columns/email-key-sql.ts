/**
 * SQL for the key of an address, equal to the result of `emailKey`. SQLite's own LOWER handles ASCII only, which is enough for
 * nearly every address. Calls into JavaScript keep memory until the statement ends, which matters for a million rows.
 */
export const emailKeySql = (email: string): string =>
  `CASE WHEN ${email} GLOB '*[^a-zA-Z0-9@._+-]*' OR ${email} GLOB '*.' OR ${email} LIKE '%xn--%' OR LENGTH(${email}) > 1000
        THEN email_key(${email}) ELSE LOWER(${email}) END`

/** SQL: the key of the address on a row. */
export const ADDRESS_KEY = `COALESCE(rows.email_key, ${emailKeySql('rows.email')})`
