import type { RunIdentity, RunStore } from '../../offboarding/ports/run-store.ts'
import { isUnfinished, type RunOptions } from '../../offboarding/run/run.ts'

/**
 * The identity of a list's run; or, where the same command has an unfinished run of the list, that run's. What is remembered of the layout
 * may have changed since, and the run goes on as it was begun.
 */
export async function identityOfSameCommand(store: RunStore, identity: RunIdentity): Promise<RunIdentity> {
  const { site, list, options } = identity
  // Without it the run may be one of an earlier version, which did not record what flags said.
  if (list.layout === undefined) return identity
  const isSame = (run: RunIdentity): boolean =>
    run.site === site &&
    run.list.layout === list.layout &&
    run.list.sha256 === list.sha256 &&
    run.list.encoding === list.encoding &&
    run.list.delimiter === list.delimiter &&
    (hasRemembered(run) || hasRemembered(identity)) &&
    askedFor(run.options) === askedFor(options)
  const begun = (await store.runs()).findLast((run) => isUnfinished(run) && isSame(run))
  if (begun === undefined) return identity
  return { ...identity, options: { ...begun.options, protect: options.protect } }
}

const hasRemembered = ({ options }: RunIdentity): boolean => options.reading.remembered !== undefined

/** What a command asked for, without what was found out or remembered. */
function askedFor({ protect: _, attribute: __, reading, ...options }: RunOptions): string {
  const { columns: ___, dateFormat: ____, remembered: _____, told = {}, ...read } = reading
  return JSON.stringify([options, read, told])
}
