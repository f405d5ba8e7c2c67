import type { RequestSpan } from '../../offboarding/ports/run-reader.ts'
import type { Database } from '../database.ts'

/** What of a time names its second and its minute (`2026-12-31T14:05:33`), and what makes that a time again. */
const PARTS = { second: { length: 19, rest: '.000Z' }, minute: { length: 16, rest: ':00.000Z' } } as const

/** See RunReader. */
export function requestsOverTime(
  db: Database,
  run: number,
  unit: keyof typeof PARTS,
): Promise<RequestSpan[]> {
  const { length, rest } = PARTS[unit]
  return db.all<RequestSpan>(
    `SELECT SUBSTR(answered, 1, ${length}) || '${rest}' AS start, SUM(attempts + throttled) AS requests, SUM(throttled) AS rejected FROM (
       SELECT answered, attempts, throttled FROM steps WHERE run = $run AND answered IS NOT NULL
       UNION ALL SELECT answered, attempts, throttled FROM pages WHERE run = $run
     ) AS asked GROUP BY 1 HAVING SUM(attempts + throttled) > 0 ORDER BY 1`,
    { run },
  )
}
