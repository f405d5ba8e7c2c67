import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { shownPath } from '../../offboarding/text/shown.ts'
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
  const { configuration } = deps
  refuseWithin(folder, [
    ['--out', flags.out],
    ['--protect', flags.protect ?? null],
    ['the configuration file', configuration.kind === 'read' ? configuration.path : null],
  ])
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

/** Refuses a ledger, and what decides who is touched, in a folder that others drop files into. Throws UsageError. */
function refuseWithin(
  folder: string,
  named: readonly (readonly [name: string, path: string | null])[],
): void {
  const inbox = realPathOf(folder)
  for (const [name, path] of named) {
    if (path === null || !`${realPathOf(path)}${sep}`.startsWith(`${inbox}${sep}`)) continue
    throw new UsageError(
      `${name} ${shownPath(path)} is in the inbox, where others can change it: name one that is elsewhere.`,
    )
  }
}

/** Where a path leads, through all links; its end may not exist yet. */
function realPathOf(path: string): string {
  const whole = resolve(path)
  if (dirname(whole) === whole) return whole
  try {
    return realpathSync(whole)
  } catch {
    return join(realPathOf(dirname(whole)), basename(whole))
  }
}
