import type { Chosen, Kept } from '../../../batch/forgetting/choose-runs.ts'
import type { ForgottenRuns } from '../../../batch/forgetting/forget-runs.ts'
import { kindInWords } from '../../../offboarding/run-kind.ts'
import type { RunRecord } from '../../../offboarding/run/run.ts'
import { shown } from '../../../offboarding/text/shown.ts'

/** How many runs the question names. */
const NAMED = 10
const DAY_MS = 24 * 3_600_000

/** What is about to be forgotten. `allowed`: what variables of the environment allow, in words, or null. */
export function questionText({ runs, kept }: Chosen, allowed: string | null): string {
  const more = runs.length - NAMED
  return [
    '',
    `${counted(runs.length, 'run')} will be forgotten: names, e-mail addresses and cells are erased from the ledger and the folders,`,
    'and user IDs become pseudonyms. That cannot be undone. Copies elsewhere, such as backups and logs, are not touched.',
    ...runs.slice(0, NAMED).map(runLine),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...kept.map((one) => `Kept: ${keptLine(one)}`),
    ...(allowed === null ? [] : [allowed]),
    '',
  ].join('\n')
}

/** What was forgotten, or, where `done` is null, would be. `olderThanMs`: how long ago such a run must have ended. */
export function forgottenText(
  { runs, kept }: Chosen,
  done: ForgottenRuns | null,
  olderThanMs: number,
): string {
  const ids = done === null ? null : new Set(done.runs)
  const these = runs.filter(({ id }) => ids === null || ids.has(id))
  const what = done === null ? 'would be forgotten' : these.length === 1 ? 'is forgotten' : 'are forgotten'
  const first =
    runs.length === 0
      ? `Nothing to forget: no ${kept.length === 0 ? '' : 'other '}run that ended more than ${counted(olderThanMs / DAY_MS, 'day')} ago holds names.`
      : `${counted(these.length, 'run')} ${what}.`
  return `${[
    first,
    ...these.map(runLine),
    ...(ids === null || these.length === runs.length
      ? []
      : [`${counted(runs.length - these.length, 'run')} left to forget: the same command goes on.`]),
    ...kept.map((one) => `Kept: ${keptLine(one)}`),
    ...(done?.left ?? []).map(
      ({ run, names }) =>
        `In the folder of run ${run} somebody put ${names.map((name) => shown(name)).join(', ')}: look whether that names people.`,
    ),
  ].join('\n')}\n`
}

/** Why a run is kept. */
export const keptLine = ({ run, why }: Chosen['kept'][number]): string =>
  `run ${run.id}, ${keptBecause(run, why)}`

function keptBecause({ id }: RunRecord, why: Kept): string {
  switch (why.kind) {
    case 'unfinished':
      return `which is unfinished: run --resume ${id} finishes it`
    case 'somebody_waits':
      return why.since === id
        ? 'on which somebody still waits to be deleted'
        : `which may tell what became of somebody who still waits to be deleted since run ${why.since}`
    case 'after_waits':
      return `from which it is known what became of those who waited since run ${why.since}: forget that run first, or both`
    case 'plan_of':
      return `the plan that run ${why.run} carries out, which is unfinished`
    case 'archive':
      return why.in === 'folder'
        ? 'whose folder has training records in archive/: move them to where they are kept, or have them deleted with --delete-archive'
        : 'whose training records are in the ledger: `report` writes them into its folder, and --delete-archive has them deleted'
    case 'too_young':
      return `which ended at ${why.ended}, and that is not longer ago than --older-than says`
  }
}

const runLine = ({ id, site, list, options, ended, started }: RunRecord): string =>
  `  ${id}  ${shown(site)}, ${kindInWords(options)} of ${shown(list.name)}, ${counted(list.rows, 'row')}, ended ${(ended ?? started).slice(0, 10)}`

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
