import { needsAttention, OUTCOMES } from '../offboarding/outcome.ts'
import type { Summary } from '../report/summary.ts'

/** A run's summary for people. */
export function summaryText(summary: Summary): string {
  const { run, site, list, options, outcomes, status, files } = summary
  const rows = OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => {
    const mark =
      needsAttention(outcome) && !(options.dryRun && outcome === 'not_attempted') ? '  needs attention' : ''
    return `  ${outcome.padEnd(14)}${String(outcomes[outcome]).padStart(8)}${mark}`
  })
  return [
    `${options.dryRun ? 'Dry run' : 'Run'} ${run} on ${site}: ${status}`,
    `  ${list.name}, ${list.rows} ${list.rows === 1 ? 'row' : 'rows'}, ${summary.requests.total} requests`,
    '',
    ...rows,
    '',
    ...files.map(({ path }) => `  ${path}`),
    '',
  ].join('\n')
}
