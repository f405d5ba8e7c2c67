import { realpathSync } from 'node:fs'
import { UsageError } from '../usage-error.ts'

/**
 * The time zone of this machine, as `date` has it: `TZ`, or what the system is set to. Intl knows the names of the time zone database
 * and not the rules of POSIX (`<-03>3`, `AST4ADT,M3.2.0,M11.1.0`), which it takes for UTC, or for the other side of Greenwich.
 * Throws UsageError where no name can be told.
 */
export function machineTimezone(tz: string | undefined): string {
  const name =
    tz === undefined ? Intl.DateTimeFormat().resolvedOptions().timeZone : nameOf(tz.replace(/^:/, ''))
  if (isTimezone(name)) return name
  const why = tz === undefined ? '' : ` by TZ=${JSON.stringify(tz)}`
  throw new UsageError(
    `this machine's time zone, which decides which day it is, cannot be told${why}. Name it: --timezone Europe/Berlin.`,
  )
}

/** Empty means UTC, and a path the zone whose file it is. */
function nameOf(tz: string): string {
  if (tz === '') return 'UTC'
  if (!tz.startsWith('/')) return tz
  try {
    return /\/zoneinfo\/(.+)$/.exec(realpathSync(tz))?.[1] ?? ''
  } catch {
    return ''
  }
}

/** Whether it is a name of the time zone database, spelled as there: for `date`, another case is another name, and none. */
function isTimezone(name: string | undefined): name is string {
  if (name === undefined || !/^[A-Z]/.test(name)) return false
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase()
  } catch {
    return false
  }
}
