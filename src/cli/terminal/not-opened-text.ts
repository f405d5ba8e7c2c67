import { join } from 'node:path'
import type { CannotUndo, NotOpened, RunTooOld } from '../../batch/opening/opened.ts'
import { rememberedInWords } from '../../offboarding/run/layout.ts'
import { PLAN_FILE } from '../../report/results.ts'

const DAY_MS = 24 * 3_600_000

/** Whether the request makes no sense, as opposed to being refused by a guard. */
export const isUsageError = ({ kind }: NotOpened): boolean =>
  [
    'on_another_site',
    'nothing_left',
    'ruled_out',
    'cannot_undo',
    'no_user_ids',
    'attribute_ruled_out',
  ].includes(kind)

/** Why there is no run to work on, in words. `out`: the folder of the ledger. */
export function notOpenedText(why: NotOpened, out: string): string {
  switch (why.kind) {
    case 'on_another_site':
      return `run ${why.run} is one on ${why.itsSite}, not on ${why.site}. Name that site.`
    case 'nothing_left':
      return `run ${why.run} is ${why.status}: there is nothing left to finish. Begin a new one with its list.`
    case 'ruled_out':
      return why.what === 'run'
        ? `run ${why.id} was begun without ${why.flag}, and goes on as it was begun. Leave ${why.flag} out.`
        : `the plan ${why.id} was made without ${why.flag}, and is carried out as it was made. Leave ${why.flag} out, or make a new plan with it.`
    case 'cannot_undo':
      return `run ${why.run} ${NOTHING_TO_UNDO[why.because]}. There is nothing to undo.`
    case 'no_user_ids':
      return `${why.list}: no column holds user IDs, and with --preflight off nobody is looked up by e-mail address. Leave --preflight out, or name the column with --id-column.`
    case 'attribute_ruled_out':
      return `${why.list}: the list would be ${rememberedInWords(why.remembered)}; with --preflight ${why.preflight} nobody is found by an attribute. Leave --preflight out, or read the list without that: --no-remembered-layout.`
    case 'run_too_old':
      return runTooOldText(why)
    case 'saves_more':
      return `run ${why.run} of the same list, which is unfinished, was begun with ${why.flag}, and this one would delete its users without. Give ${why.flag}, and it goes on; or finish it first: run --resume ${why.run}.`
    case 'plan_too_old':
      return `the plan ${why.plan} was made at ${why.made.toISOString()}, longer ago than --plan-max-age allows. Make a new one.`
    case 'plan_carried_out':
      return `the plan ${why.plan} was carried out by run ${why.by}, and a plan is carried out once. Make a new one.`
    case 'plan_file_changed':
      return `${join(out, why.plan, PLAN_FILE)} is not there, or not what this version makes of the plan, and a plan is carried out as it was made. If people were taken out of it: put them on the --protect list, or make a new plan of a corrected list. Otherwise have it written anew first: report ${why.plan}.`
  }
}

const NOTHING_TO_UNDO: Readonly<Record<CannotUndo['because'], string>> = {
  plan: 'is a plan, and deactivated nobody',
  dry_run: 'is a dry run, and deactivated nobody',
  purge: 'is a purge: it deactivated nobody, and whom it deleted is gone for good',
  undo: 'is an undo, and deactivated nobody',
  nobody: 'deactivated nobody',
  forgotten: 'was forgotten, so nobody knows whom it deactivated',
}

function runTooOldText({ run, workedOn, ageMs, begun }: RunTooOld): string {
  const left =
    begun === 0
      ? 'Nobody is left half done.'
      : `${begun} of its users may be deactivated, and ${begun === 1 ? 'is' : 'are'} not deleted: whoever is to stay has to be reactivated on the platform.`
  return `run ${run} was last worked on at ${workedOn.toISOString()}, longer ago than --resume-max-age allows, so its list may not be true any more. ${left} results.csv of that run says who they are (report ${run} writes it again). To go on all the same, with all that is left of it: --resume-max-age ${Math.ceil(ageMs / DAY_MS)}d.`
}
