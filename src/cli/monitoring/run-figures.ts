import type { RunFigures } from '../../monitoring/command-end.ts'
import { countsAsAttention, OUTCOMES } from '../../offboarding/outcome.ts'
import type { RunStore } from '../../offboarding/ports/run-store.ts'
import { kindInWords } from '../../offboarding/run-kind.ts'
import type { ComparisonSummary } from '../../report/comparison/comparison-summary.ts'
import type { Summary } from '../../report/summary.ts'

/** The numbers of a run, without whom they are about. */
export async function figuresOfRun(summary: Summary, store: RunStore): Promise<RunFigures> {
  const { run, site, options, status, list, outcomes, expected, quota, waits, verified } = summary
  const reader = await store.run(run)
  const { users, first } = await store.waiting(site)
  // Asked while the platform was down; the ledger only counts them.
  const probe = summary.requests['probe'] ?? 0
  return {
    id: run,
    kind: kindInWords(options),
    status,
    rows: list.rows,
    outcomes,
    attention: OUTCOMES.filter((outcome) => countsAsAttention(outcome, options.kind)).reduce(
      (sum, outcome) => sum + outcomes[outcome],
      0,
    ),
    toTouch: expected?.users ?? 0,
    requests: [
      ...(await reader.requestsByStatus()),
      ...(probe > 0 ? [{ step: 'probe', status: null, requests: probe }] : []),
    ],
    rejected: quota.rejected,
    waits,
    verified: verified && numbersOf(verified),
    waiting: { users, first },
  }
}

const numbersOf = ({
  deleted,
  gone,
  stillThere,
  somebodyElse,
  notKnown,
}: NonNullable<Summary['verified']>): RunFigures['verified'] => ({
  deleted,
  gone,
  stillThere,
  somebodyElse,
  notKnown,
})

/** The numbers of a comparison: what came of the users who are on no line of the roster. */
export function figuresOfComparison(summary: ComparisonSummary): RunFigures {
  const { compare, status, roster, leavers, others, doubtful, requests } = summary
  const inDoubt = sum(doubtful)
  return {
    id: compare,
    kind: 'comparison',
    status,
    rows: roster.lines,
    outcomes: { proposed: leavers, not_proposed: sum(others), doubtful: inDoubt },
    attention: inDoubt,
    toTouch: 0,
    requests: [{ step: 'list', status: 200, requests: requests.total }],
    rejected: requests.rejected,
    waits: {},
    verified: null,
    waiting: null,
  }
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, n) => total + n, 0)
