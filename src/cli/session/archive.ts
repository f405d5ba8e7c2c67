import { join } from 'node:path'
import type { Ending } from '../../batch/ending.ts'
import type { TransportOptions } from '../../konstantly/http/transport-options.ts'
import type { Archive } from '../../offboarding/ports/archive.ts'
import type { RunSession } from '../../offboarding/ports/run-session.ts'
import { ARCHIVE_FOLDER, savesRecords } from '../../offboarding/archived-user.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { AskedPlatform } from './platform.ts'

/** What it takes to open the archive of a run. */
export interface ArchiveRequest {
  session: Pick<RunSession, 'archive'>
  record: RunRecord
  /** The folder of the ledger and the reports. */
  out: string
  platform: AskedPlatform
  transport: TransportOptions
}

/**
 * Works on a run with the archive it saves users in, or with null where it saves none. The code of archives is loaded only where there is one.
 * Rejects with ArchiveWriteError or RecordsDamagedError before anybody is touched, and with the errors of `work`.
 */
export async function withArchive(
  { session, record: { id, site, options }, out, platform, transport }: ArchiveRequest,
  { now }: Pick<Deps, 'now'>,
  work: (archive: Archive | null) => Promise<Ending>,
): Promise<Ending> {
  if (!savesRecords(options)) return work(null)
  const { UserArchive } = await import('../../archive/user-archive.ts')
  const { LinkedImages } = await import('../../konstantly/images/linked-images.ts')
  const images = options.archive === 'images' ? new LinkedImages(transport) : null
  const archive = UserArchive.open({
    folder: join(out, id, ARCHIVE_FOLDER),
    ledger: options.archiveIn === 'ledger' ? session.archive() : null,
    ...{ site, run: id, platform, images, now },
    platformTime: () => (platform.platformTime ?? now()).getTime(),
    stopSignal: transport.stopSignal,
  })
  let isOver = false
  try {
    const ending = await work(archive)
    isOver = ending.status !== 'stopped'
    return ending
  } finally {
    archive.close(isOver)
    images?.close()
  }
}
