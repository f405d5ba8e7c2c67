import { dayIn } from '../../leavers/dates/calendar.ts'
import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { looseningSources } from '../flags/loosening-sources.ts'
import { machineTimezone } from '../flags/machine-timezone.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readConnection } from '../inputs/connection.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import { rosterFile } from '../inputs/roster.ts'
import { compareSession } from '../session/comparison/compare-session.ts'
import { UsageError } from '../usage-error.ts'
import type { Parsed } from './command.ts'
import { compareMeta } from './compare.meta.ts'

/** `compare <roster>`: finds the users of a site who are not on the list of everybody who still works here. */
export async function compare(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(compareMeta.flags, parsed, deps)
  if (flags.attribute === undefined && flags['attribute-column'] !== undefined) {
    throw new UsageError('--attribute-column names the column of --attribute: give that, too.')
  }
  const attribute = flags.attribute?.trim()
  const timezone = flags.timezone ?? machineTimezone(deps.env['TZ'])
  const path = String(parsed['roster'])
  const reading = {
    columns: {
      id: flags['id-column'],
      email: flags['email-column'],
      name: flags['name-column'],
      attribute: attribute === undefined ? undefined : (flags['attribute-column'] ?? null),
    },
    ignored: flags['ignore-column'],
    delimiter: flags.delimiter,
    encoding: flags.encoding,
    sheet: flags.sheet,
    skipLines: flags['skip-lines'] ?? undefined,
    header: !flags['no-header'],
    timezone,
  }
  return compareSession(
    {
      flags,
      attribute,
      connection: readConnection(flags, deps.env, true),
      roster: path,
      openRoster: rosterFile(path, reading, dayIn(timezone, deps.now())),
      protect: readProtectFile(flags.protect),
      loosened: looseningSources(compareMeta.flags, parsed, deps),
      warnings,
    },
    deps,
  )
}
