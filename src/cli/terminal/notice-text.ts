import { attributesInWords } from '../../batch/look-ups/no-such-attribute.ts'
import type { Notice } from '../../batch/operator.ts'
import { unknownRolesInWords } from '../../offboarding/identity/roles.ts'
import { shellWord } from '../../offboarding/text/shell-word.ts'
import { shown } from '../../offboarding/text/shown.ts'
import { whyStopped } from './why-stopped.ts'

/** Why a session ended if the remaining users could not be looked up again. */
export const USERS_NOT_SHOWN =
  'the platform does not show the list of its users any more, so nobody who is left could be looked up again. Run the same command when it does.'

/** Whether a notice is logged as an error, and so shown even with `--log-level error`: it says why the run goes no further. */
export function isError(notice: Notice): boolean {
  if (notice.kind === 'stopping') return !['signal', 'max_duration'].includes(notice.reason.kind)
  return notice.kind === 'refused' || notice.kind === 'users_not_shown'
}

/** A notice in words. `ledger`: where that is. */
export function noticeText(notice: Notice, ledger: string): string {
  switch (notice.kind) {
    case 'stopping':
      return whyStopped(notice.reason)
    case 'refused':
      return notice.message
    case 'users_not_shown':
      return USERS_NOT_SHOWN
    case 'look_ups_too_old':
      return 'some users were looked up more than a day ago: everybody is looked up again, and who changed is left alone.'
    case 'clock_behind':
      return `by the platform's clock it is ${notice.platform.toISOString()}, and by this machine's ${notice.machine.toISOString()}: what is recorded now is taken for older than it is, also by the 24-hour limits. Set this machine's clock right`
    case 'list_not_read':
      return 'the list was not read to its end: nobody was touched, and nothing of it is kept.'
    case 'joined':
      return joinedText(notice)
    case 'unfinished_runs':
      return unfinishedText(notice)
    case 'attribute_proposed':
      return proposalText(notice)
    case 'nobody_due':
      return notice.waiting === 0
        ? `nobody on ${notice.site} waits for the end of a grace period, as far as this ledger knows.`
        : `nobody's grace period is over on ${notice.site}: ${notice.waiting} ${notice.waiting === 1 ? 'user waits' : 'users wait'}, the first of them until ${notice.first ?? ''}.`
    case 'ends_waits':
      return `${notice.users} of the users to be deleted ${notice.users === 1 ? 'waits' : 'wait'} for the end of a grace period, and ${notice.users === 1 ? 'is' : 'are'} deleted now, because this list says that they left.`
    case 'attribute_found':
      return foundText(notice)
    case 'closes_run':
      return `run ${notice.run} is unfinished, with ${notice.rows} ${notice.rows === 1 ? 'row' : 'rows'} to go. Once its undo is confirmed it is over: whom it has not touched is left alone.`
    case 'unknown_roles':
      return `${unknownRolesInWords(notice)}.`
    case 'no_earlier_run':
      return `the ledger ${ledger} knows of no earlier run on ${notice.site}. If people were offboarded there in the last 24 hours with another --out or --ledger, --max-users and --max-percent do not count them`
  }
}

function proposalText({ column, attributes }: Notice & { kind: 'attribute_proposed' }): string {
  const [only, ...others] = attributes
  const which =
    only === undefined || others.length > 0
      ? `If one of the site's attributes holds them, too, name it with --attribute: ${attributesInWords(attributes)}`
      : `If the site's attribute ${attributesInWords(attributes)} holds them, too, have users found by it: --attribute ${shown(only.apiId)}`
  return `most rows are not found, and the column ${shown(JSON.stringify(column))} holds employee numbers. ${which}, and leave out an --id-column that names them.`
}

function foundText({ named, attribute, found }: Notice & { kind: 'attribute_found' }): string {
  const flags = `--attribute ${shellWord(attribute)} --attribute-column ${shellWord(named)}`
  return `most rows are not found, and ${found} of the values in column ${shown(named)} are those that users of the site have of the attribute ${shown(attribute)}. To have users found by it: ${shown(flags)}, and leave out an --id-column that names that column.`
}

function joinedText({ run, users, isOver }: Notice & { kind: 'joined' }): string {
  const taken = users === 0 ? '' : `: ${users} ${users === 1 ? 'user' : 'users'} it had begun with`
  return isOver
    ? `run ${run}, which was unfinished, is left to this one${taken}.`
    : `this run goes on with what run ${run}, which is unfinished, had begun${taken}.`
}

function unfinishedText({ site, runs }: Notice & { kind: 'unfinished_runs' }): string {
  const names = runs.map(({ id, begun }) =>
    begun === 0 ? id : `${id} (${begun} may be deactivated, and not deleted)`,
  )
  return `unfinished on ${site}: ${names.join(', ')}. Whoever is to stay belongs on the --protect list, or has to be reactivated. To finish a run without its list: run --resume ${runs.at(-1)?.id ?? ''}`
}
