import type { Flags } from '../flags/flag.ts'
import {
  actionFlags,
  connectionFlags,
  jsonFlags,
  languageFlag,
  logFlags,
  outFlag,
  paceFlags,
  safetyFlags,
} from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { monitoringFlags, notifyAheadFlag } from '../flags/monitoring-flags.ts'
import { readingFlags } from '../flags/reading-flags.ts'

/** The title of flags that no group names. */
export const OWN = 'This command'

/** Under which title help shows the flags that several commands share. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  [OWN, []],
  ['The site', Object.keys(connectionFlags)],
  ['Settings', ['config']],
  ['What to do', [...Object.keys(actionFlags), 'resume', 'plan', 'dry-run', 'yes']],
  ['Safety', [...Object.keys(safetyFlags), 'plan-max-age', 'resume-max-age']],
  ['Reading the list', Object.keys(readingFlags)],
  ['Pace', Object.keys(paceFlags)],
  ['Telling somebody', Object.keys({ ...monitoringFlags, ...notifyAheadFlag })],
  ['Output', Object.keys({ ...outFlag, ...ledgerFlags, ...jsonFlags, ...languageFlag, ...logFlags })],
]

/** The flags of a command by the titles under which help shows them, in that order. */
export function groupFlags(flags: Flags): readonly (readonly [title: string, flags: Flags])[] {
  const titleOf = (name: string): string => GROUPS.find(([, names]) => names.includes(name))?.[0] ?? OWN
  return GROUPS.flatMap(([title]) => {
    const own = Object.entries(flags).filter(([name]) => titleOf(name) === title)
    return own.length === 0 ? [] : [[title, Object.fromEntries(own)] as const]
  })
}
