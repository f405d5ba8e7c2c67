import type { RunStore } from '../../offboarding/ports/run-store.ts'
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
  const { archive } = await store.waiting(site)
  const promised = archive !== null && options.archive !== 'images' ? { archive } : {}
  const opened = await store.purge(site, { ...options, ...promised }, { id, version })
  await store.protect(opened.session.run.id, options.protect)
  return opened
}
