import { resolve, sep } from 'node:path'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readingRequest } from '../flags/reading-request.ts'
import { inboxJob } from '../inbox/job.ts'
import { readConnection } from '../inputs/connection.ts'
import { optionsOf } from '../session/session-options.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { inboxFlags } from './inbox.meta.ts'

/** `inbox <folder>`: plans or runs each list that was dropped into a folder, and puts what came of it beside it. */
export function inbox(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = { ...readFlags(inboxFlags, parsed, deps), before: undefined, jsonl: false }
  const folder = String(parsed['folder'])
  refuseLedgerWithin(folder, flags.out)
  if (flags.then === 'plan' && flags.preflight === 'off')
    throw new UsageError('a plan is made by looking users up: leave --preflight off out, or give --then run.')
  // Once for all lists, so that what is wrong with the protected list is nobody's list's trouble.
  const { kind: _, ...options } = optionsOf(flags, { kind: 'run' })
  return inboxJob(
    {
      flags,
      folder,
      connection: readConnection(flags, deps.env, true),
      reading: readingRequest(flags, deps.env),
      options,
      loosened: looseningSources(inboxFlags, parsed, deps),
      warnings,
    },
    deps,
  )
}

/** Refuses a ledger in a folder that others drop files into. Throws UsageError. */
function refuseLedgerWithin(folder: string, out: string): void {
  const [inside, outside] = [resolve(out), resolve(folder)]
  if (inside !== outside && !inside.startsWith(`${outside}${sep}`)) return
  throw new UsageError(
    `--out ${out} is in the inbox, which is shared with others: name a folder for the ledger that is not.`,
  )
}
