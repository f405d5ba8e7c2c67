import { shownJson } from '../../offboarding/text/shown.ts'
import { SCHEMA_VERSION } from '../../report/summary.ts'
import { checkSetup } from '../check/check-setup.ts'
import { CheckText, conclusion } from '../check/check-text.ts'
import type { Finding } from '../check/finding.ts'
import { NO_CONFIGURATION } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { worstOf, type ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readVersion } from '../version.ts'
import { checkMeta } from './check.meta.ts'
import type { Parsed } from './command.ts'

/** What `check --json` prints. */
export interface CheckOutput {
  schemaVersion: typeof SCHEMA_VERSION
  version: string
  exitCode: ExitCode
  /** Null where none is named. */
  site: string | null
  /** How many were sent. */
  requests: number
  checks: readonly Finding[]
}

/** `check`: says whether everything is set up, and changes nothing. */
export async function check(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(checkMeta.flags, parsed, withoutMistakes(deps))
  const { stdout } = deps
  const width = stdout.columns || null
  const text = new CheckText({ hasMarks: stdout.isTTY === true && deps.env['TERM'] !== 'dumb', width })
  const version = readVersion()
  const setup = checkSetup({ ...flags, warnings, version }, deps)
  const checks: Finding[] = []
  let next = await setup.next()
  for (; next.done !== true; next = await setup.next()) {
    checks.push(next.value)
    if (!flags.json) stdout.write(text.add(next.value))
  }
  const { site, requests } = next.value
  const exitCode = worstOf(checks.map((one) => one.exitCode))
  const json: CheckOutput = { schemaVersion: SCHEMA_VERSION, version, exitCode, site, requests, checks }
  stdout.write(flags.json ? shownJson(json) : text.rest() + conclusion(checks, requests, width))
  return exitCode
}

/** A configuration file that cannot be used is a finding, and everything else is checked without it. */
const withoutMistakes = (deps: Deps): Deps =>
  deps.configuration.kind === 'unusable' ? { ...deps, configuration: NO_CONFIGURATION } : deps
