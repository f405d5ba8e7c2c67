/** SQL: the number of the row `row`, if the records of its user were saved; otherwise NULL. */
export const savedRow = (row: string): string =>
  `(SELECT ${row}.row WHERE EXISTS (SELECT 1 FROM steps WHERE steps.run = ${row}.run AND steps.row = ${row}.row AND record_sha256 IS NOT NULL))`
