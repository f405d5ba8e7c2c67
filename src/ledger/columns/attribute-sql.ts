import type { Database } from '../database.ts'

/** SQL: attributes that are the same but for leading zeros and capitals have the same key. */
export const attributeKeySql = (attribute: string): string => `LTRIM(LOWER(${attribute}), '0')`

/** SQL: the value of the attribute of the account that a row means, or else the one on the row. */
export const accountsAttribute = (row: string): string =>
  `COALESCE(${row}.account ->> 'attribute', ${row}.attribute)`

/** SQL: whether a run, `other`, has found users by the same attribute as run `$run`: values of two attributes have nothing in common. */
export const hasSameAttribute = (other: string): string =>
  `(SELECT options ->> 'attribute' FROM runs WHERE run = ${other}) = (SELECT options ->> 'attribute' FROM runs WHERE run = $run)`

/** Whether a row of a run names its user by an attribute. An index answers, so that all other lists do not pay for it. */
export async function hasAttributes(db: Database, run: number): Promise<boolean> {
  const found = await db.get('SELECT 1 FROM rows WHERE run = ? AND attribute IS NOT NULL LIMIT 1', [run])
  return found !== undefined
}
