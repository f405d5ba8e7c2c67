import { realpathSync } from 'node:fs'
import { UsageError } from '../usage-error.ts'

/**
 * The time zone of this machine, as `date` uses it: `TZ`, or the setting of the system. Intl knows the names of the time zone
 * database but not the rules of POSIX (`<-03>3`, `AST4ADT,M3.2.0,M11.1.0`), which it reads as UTC or with the opposite sign.
 * Throws UsageError if there is no name.
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

/** The name of the time zone that `TZ` means. An empty `TZ` means UTC; a path means the zone of that file. */
function nameOf(tz: string): string {
  if (tz === '') return 'UTC'
  if (!tz.startsWith('/')) return tz
  try {
    return /\/zoneinfo\/(.+)$/.exec(realpathSync(tz))?.[1] ?? ''
  } catch {
    return ''
  }
}

/**
 * Whether a name is in the time zone database, in exactly that spelling: for `date`, the same letters in another case are no time
 * zone.
 */
function isTimezone(name: string | undefined): name is string {
  if (name === undefined || !/^[A-Z]/.test(name)) return false
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase()
  } catch {
    return false
  }
}
