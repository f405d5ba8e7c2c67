import { dayIn } from '../../leavers/dates/calendar.ts'
import { shownPath } from '../../offboarding/text/shown.ts'
import { CONFIGURATION_FILE, type Configuration } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { machineTimezone } from '../flags/machine-timezone.ts'
import { settingsInWords } from '../terminal/settings-text.ts'
import { UsageError } from '../usage-error.ts'
import { failed, ok, warning, type Finding } from './finding.ts'

/** Whoever gets here has a Node.js that is new enough: the bin file refuses any other. */
export const node = ({ node, sqlite }: { node: string; sqlite?: string }): Finding =>
  ok('node', `${node}${sqlite === undefined ? '' : `, with SQLite ${sqlite}`}`, { version: node })

/** `warnings`: what is unusual about the environment. */
export const variables = (warnings: readonly string[]): Finding =>
  warnings.length === 0
    ? ok('variables', 'nothing unusual', { unusual: 0 })
    : warning('variables', warnings.join(' '), 'Correct their names, or take them out of the environment.', {
        unusual: warnings.length,
      })

/** Which file sets what. `out`: the folder in which it is looked for if none is named. */
export function configuration(read: Configuration, out: string): Finding {
  if (read.kind === 'unusable') return failed('configuration', read.why, null)
  if (read.kind === 'none')
    return ok(
      'configuration',
      `none: --config is not given, and there is no ${CONFIGURATION_FILE} in ${shownPath(out)}`,
      {
        path: null,
      },
    )
  const { path, section, sha256, used, others } = read
  const rest = others.length === 0 ? '' : `; for other commands: ${others.join(', ')}`
  return ok('configuration', `${settingsInWords(read) ?? ''}${rest}`, { path, section, sha256, used })
}

/** The time zone that decides whose leave date is over. `named`: `--timezone`. */
export function timeZone(named: string | undefined, { env, now }: Pick<Deps, 'env' | 'now'>): Finding {
  try {
    const zone = named ?? machineTimezone(env['TZ'])
    const day = dayIn(zone, now())
    return ok('time_zone', `${zone}, where it is ${day}`, { zone, day })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return failed('time_zone', error.message, null)
  }
}
