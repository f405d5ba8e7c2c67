/**
 * SQL for the key of an address, the same as `emailKey` makes. SQLite's own LOWER knows ASCII only, and is enough for nearly all of them;
 * what JavaScript is called for takes memory until the statement ends, which a million rows would feel.
 */
export const emailKeySql = (email: string): string =>
  `CASE WHEN ${email} GLOB '*[^a-zA-Z0-9@._+-]*' OR ${email} GLOB '*.' OR ${email} LIKE '%xn--%' OR LENGTH(${email}) > 1000
        THEN email_key(${email}) ELSE LOWER(${email}) END`

/** SQL for the key of the address on a row. */
export const ADDRESS_KEY = `COALESCE(rows.email_key, ${emailKeySql('rows.email')})`
