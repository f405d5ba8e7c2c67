import type { RunStore } from '../../offboarding/ports/run-store.ts'
import type { WaitingOnSite } from '../../offboarding/run/waiting.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import { makeRunId } from '../../offboarding/run/run-id.ts'
import type { NotOpened, Opened } from './opened.ts'

export interface PurgeRequest {
  site: string
  options: RunOptions
  /** The version of this tool. */
  version: string
}

/** Begins a purge, or continues the unfinished one of the site. Its users are taken in once the time on the platform is known. */
export async function openPurge(
  store: RunStore,
  { site, options, version }: PurgeRequest,
  { now, random }: { now: () => Date; random: () => number },
): Promise<Opened | NotOpened> {
  const id = makeRunId(now().toISOString(), random())
  // What was promised when they were deactivated holds, whatever this command says.
  const promised = await store.waiting(site)
  const opened = await store.purge(site, { ...options, ...savedOf(options, promised) }, { id, version })
  await store.protect(opened.session.run.id, options.protect)
  return opened
}

/** What a purge saves, and where: the most of what its command says and what was promised. */
function savedOf(
  asked: Pick<RunOptions, 'archive' | 'archiveIn'>,
  promised: WaitingOnSite,
): Pick<RunOptions, 'archive' | 'archiveIn'> {
  const archive = asked.archive === 'images' ? asked.archive : (promised.archive ?? asked.archive)
  if (archive === undefined) return {}
  return {
    archive,
    ...((asked.archiveIn ?? promised.archiveIn) === 'ledger' && { archiveIn: 'ledger' as const }),
  }
}
