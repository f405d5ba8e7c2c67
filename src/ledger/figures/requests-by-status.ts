import type { DatabaseSync } from 'node:sqlite'
import type { StatusCount } from '../../offboarding/ports/run-reader.ts'

/** SQL: what each of the run's requests was, of the tables that hold them. */
const ASKED = `SELECT action AS step, http_status, attempts, throttled, retries FROM steps WHERE run = $run
  UNION ALL SELECT 'list', http_status, attempts, throttled, retries FROM pages WHERE run = $run`

/**
 * The number of requests of each kind and each HTTP status. The status of a step is that of its last attempt; what the attempts before it
 * were answered with, its retries say.
 */
export function requestsByStatus(db: DatabaseSync, run: number): StatusCount[] {
  return db
    .prepare(
      `WITH asked AS MATERIALIZED (${ASKED})
       SELECT step, status, SUM(n) AS requests FROM (
         SELECT step, http_status AS status, attempts - json_array_length(COALESCE(retries, '[]')) AS n FROM asked
         UNION ALL SELECT step, 429, throttled FROM asked
         UNION ALL SELECT step, CASE WHEN cause.value LIKE 'http_%' THEN CAST(SUBSTR(cause.value, 6) AS INTEGER) END, 1
           FROM asked, json_each(asked.retries) AS cause WHERE asked.retries IS NOT NULL
       ) WHERE n > 0 GROUP BY step, status ORDER BY step, status`,
    )
    .all({ run }) as unknown as StatusCount[]
}
