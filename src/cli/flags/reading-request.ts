import type { Deps } from '../deps.ts'
import type { ReadingRequest } from '../inputs/leaver-list.ts'
import type { FlagValues } from './flag.ts'
import { machineTimezone } from './machine-timezone.ts'
import type { readingFlags } from './reading-flags.ts'

/** How to read a list, according to the flags; the time zone may come from the environment. Throws UsageError. */
export function readingRequest(flags: FlagValues<typeof readingFlags>, env: Deps['env']): ReadingRequest {
  return {
    columns: {
      id: flags['id-column'],
      email: flags['email-column'],
      leaveDate: flags['leave-date-column'],
      name: flags['name-column'],
      attribute: flags.attribute === undefined ? undefined : (flags['attribute-column'] ?? null),
    },
    attribute: flags.attribute?.trim(),
    ignored: flags['ignore-column'],
    delimiter: flags.delimiter,
    encoding: flags.encoding,
    sheet: flags.sheet,
    skipLines: flags['skip-lines'] ?? undefined,
    header: !flags['no-header'],
    dateFormat: flags['date-format'],
    emptyLeaveDate: flags['empty-leave-date'],
    timezone: flags.timezone ?? machineTimezone(env['TZ']),
    before: flags.before,
    recallsLayouts: !flags['no-remembered-layout'],
  }
}
