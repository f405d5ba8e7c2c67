import type { StatusCount } from '../../offboarding/ports/run-reader.ts'
import type { Database } from '../database.ts'

/** SQL: each thing that the run asked for, of the tables that hold them. */
const ASKED = `SELECT action AS step, http_status, attempts, throttled, COALESCE(retries, '[]') AS retries FROM steps WHERE run = $run
  UNION ALL SELECT 'list', http_status, attempts, throttled, COALESCE(retries, '[]') FROM pages WHERE run = $run`

/** SQL: why further attempts were made. One that a 429 turned away is no attempt, and counts as throttled. */
const CAUSES = `json_each(asked.retries) AS cause WHERE cause.value <> 'http_429'`

/**
 * The number of requests of each kind and each HTTP status. The status of a step is that of its last attempt; what the attempts before it
 * were answered with, its retries say.
 */
export function requestsByStatus(db: Database, run: number): Promise<StatusCount[]> {
  return db.all<StatusCount>(
    `WITH asked AS MATERIALIZED (${ASKED})
     SELECT step, status, SUM(n) AS requests FROM (
       SELECT step, http_status AS status, attempts - (SELECT COUNT(*) FROM ${CAUSES}) AS n FROM asked
       UNION ALL SELECT step, 429, throttled FROM asked
       UNION ALL SELECT step, CASE WHEN cause.value LIKE 'http_%' THEN CAST(SUBSTR(cause.value, 6) AS INTEGER) END, 1
         FROM asked, ${CAUSES}
     ) AS answers WHERE n > 0 GROUP BY step, status ORDER BY step, status NULLS FIRST`,
    { run },
  )
}
