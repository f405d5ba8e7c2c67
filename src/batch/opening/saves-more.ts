import type { RunIdentity, RunStore } from '../../offboarding/ports/run-store.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import type { NotOpened } from './opened.ts'

/**
 * Why a new run must not take the place of an unfinished run of the same list: that one saves records of users before it deletes them, and the new
 * one would not, most likely because the flag was forgotten. Null if there is no such run.
 */
export async function whySavesMore(
  store: Pick<RunStore, 'unfinished'>,
  { site, list, options }: RunIdentity,
): Promise<NotOpened | null> {
  if (options.kind !== 'run' || !options.delete) return null
  const isLeftOut = (one: RunOptions): boolean => one.archiveIn === 'ledger' && options.archiveIn !== 'ledger'
  const savesMore = (one: RunOptions): boolean =>
    one.delete && (saved(one) > saved(options) || isLeftOut(one))
  const unfinished = await store.unfinished(site)
  const other = unfinished.find((run) => run.list.sha256 === list.sha256 && savesMore(run.options))
  if (other === undefined) return null
  const flag = other.options.archive === 'images' ? '--archive-images' : '--archive'
  const isAll = saved(other.options) > saved(options)
  return { kind: 'saves_more', run: other.id, flag: isAll ? flag : '--archive-in ledger' }
}

const saved = ({ archive }: Pick<RunOptions, 'archive'>): number =>
  archive === undefined ? 0 : archive === 'records' ? 1 : 2
