import { join } from 'node:path'
import { LEDGER_FILE, type Ledger } from '../../ledger/ledger.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/** Says that the 24-hour limits have nothing to count yet: another `--out` is another ledger, and the first run in it goes by them alone. */
export function mentionLedger(
  ledger: Ledger,
  { id, site, options }: RunRecord,
  out: string,
  say: (text: string) => void,
): void {
  const isEarlier = (run: RunRecord): boolean =>
    run.site === site && run.id !== id && run.options.kind === 'run'
  if (options.kind === 'dry_run' || ledger.runs().some(isEarlier)) return
  say(
    `the ledger ${join(out, LEDGER_FILE)} knows of no earlier run on ${site}: whom other ledgers touched in the last 24 hours does not count for --max-users and --max-percent`,
  )
}
