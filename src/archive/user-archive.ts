import { readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeOwnFolderInside } from '../files/own-folder.ts'
import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { Retry } from '../offboarding/event.ts'
import type { RecordFields } from '../offboarding/identity/user.ts'
import type { Archive, ArchiveStore, NotWritten } from '../offboarding/ports/archive.ts'
import type { ImageSource, TrainingRecords } from '../offboarding/ports/training-records.ts'
import type { ArchivedImage } from '../offboarding/archived-user.ts'
import type { ArchiveStep } from '../offboarding/step.ts'
import { ArchiveFolder } from './archive-folder.ts'
import { CertificateImages } from './certificate-images.ts'
import { CertificateStore } from './certificate-store.ts'
import { CourseCertificates, type NotListed } from './course-certificates.ts'
import { Deliveries } from './deliveries.ts'
import { ArchiveWriteError } from './errors.ts'
import { idOf } from './owner.ts'
import { readEntries } from './read-entries.ts'

export interface UserArchiveOptions {
  /** The folder of the run's archive. */
  folder: string
  /** Where users are saved in place of that folder; null for the folder. */
  ledger: ArchiveStore | null
  site: string
  run: string
  platform: TrainingRecords
  /** Null where the images of certificates are not asked for. */
  images: ImageSource | null
  /** This machine's time. */
  now: () => Date
  /** The platform's time, in milliseconds since the epoch, as far as it is known. */
  platformTime: () => number
  /** Once aborted, nothing is begun that may take long. */
  stopSignal: AbortSignal
}

/** How long after the end of a course its certificate may come. */
const CERTIFICATE_DELAY_MS = 10 * 60_000

type Failed = Extract<Answer, { kind: 'failed' | 'not_found' }> | Interruption

/** A part of the records, or why there is none. */
type Part<Value> = { kind: 'had'; value: Value } | Failed

/** Saves users, each one's records in one line. */
export class UserArchive implements Archive {
  readonly #options: UserArchiveOptions
  readonly #store: ArchiveStore
  readonly #listed: CertificateStore
  readonly #certificates: CourseCertificates
  readonly #images: CertificateImages | null

  private constructor(options: UserArchiveOptions, store: ArchiveStore, listed: CertificateStore) {
    const { platform, images } = options
    this.#options = options
    this.#store = store
    this.#listed = listed
    this.#certificates = new CourseCertificates(platform, listed, options)
    this.#images = images === null ? null : new CertificateImages(store, images)
  }

  /** Opens the archive of an earlier session, or makes it. Throws ArchiveWriteError or RecordsDamagedError. */
  static open(options: UserArchiveOptions): UserArchive {
    const { folder, ledger } = options
    try {
      makeOwnFolderInside(folder)
      const store = ledger ?? ArchiveFolder.open(folder)
      return new UserArchive(options, store, new CertificateStore(join(folder, 'certificates.sqlite')))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      throw new ArchiveWriteError(
        `the archive in ${folder} cannot be written (${error.message}), so nobody is deleted. Make room for it, or give this user the right to write there, then run the same command again.`,
        { cause: error },
      )
    }
  }

  /** To be called when nothing is being saved. `isOver`: whether the run has come to its end. */
  close(isOver: boolean): void {
    const { folder } = this.#options
    this.#store.close(isOver)
    this.#listed.close(isOver)
    if (isOver && readdirSync(folder).length === 0) rmdirSync(folder)
  }

  async save(
    step: ArchiveStep & { row: number },
    onRetry: (retry: Retry) => void,
  ): Promise<Answer | Interruption | NotWritten> {
    const deliveries = new Deliveries()
    try {
      const saved = await this.#store.hashOf(step)
      if (saved !== null) return done(saved, deliveries)
      return await this.#save(step, deliveries, onRetry)
    } catch (error) {
      // Errors of the file system and of SQLite have a code; anything else is a defect.
      if (!(error instanceof Error && 'code' in error)) throw error
      return { kind: 'not_written', message: error.message, delivery: deliveries.total }
    }
  }

  async #save(
    { userId, record, row }: ArchiveStep & { row: number },
    deliveries: Deliveries,
    onRetry: (retry: Retry) => void,
  ): Promise<Answer | Interruption> {
    const { site, run, now } = this.#options
    if (Object.keys(record).length === 0) return failed('the user object is not known', null, deliveries)
    const assignments = await this.#assignments(userId, deliveries, onRetry)
    if (assignments.kind !== 'had') return { ...assignments, delivery: deliveries.total }
    const certificates = await this.#certificatesOf(userId, assignments.value, deliveries, onRetry)
    if (certificates.kind !== 'had') return { ...certificates, delivery: deliveries.total }
    const images = await this.#imagesOf(userId, certificates.value, deliveries)
    if (images.kind !== 'had') return { ...images, delivery: deliveries.total }
    const sha256 = await this.#store.add({
      time: now().toISOString(),
      ...{ site, run, row, userId },
      user: record,
      assignments: assignments.value,
      certificates: certificates.value,
      ...(images.value !== null && { images: images.value }),
    })
    return done(sha256, deliveries)
  }

  async #assignments(
    userId: string,
    deliveries: Deliveries,
    onRetry: (retry: Retry) => void,
  ): Promise<Part<readonly RecordFields[]>> {
    let value: RecordFields[] = []
    const notRead = await readEntries(
      (offset) => this.#options.platform.assignments(userId, offset, onRetry),
      {
        add: (some) => value.push(...some),
        startAnew: () => (value = []),
      },
      deliveries,
    )
    if (notRead === null) return { kind: 'had', value }
    return notRead.kind === 'not_found' ? notRead : notHad('the assignments', notRead, deliveries)
  }

  async #certificatesOf(
    userId: string,
    assignments: readonly RecordFields[],
    deliveries: Deliveries,
    onRetry: (retry: Retry) => void,
  ): Promise<Part<readonly RecordFields[]>> {
    const turn = this.#certificates.nextTurn()
    const courses = coursesOf(assignments)
    if (courses === null) {
      return failed('an assignment does not say which course it is of', null, deliveries)
    }
    for (const [course, finishedAt] of courses) {
      const since = finishedAt * 1000 + CERTIFICATE_DELAY_MS
      const notListed = await this.#certificates.list(course, { since, turn }, deliveries, onRetry)
      if (notListed !== null) return notHad(`the certificates of course ${course}`, notListed, deliveries)
    }
    return {
      kind: 'had',
      value: [...courses.keys()].flatMap((course) => this.#certificates.of(course, userId)),
    }
  }

  async #imagesOf(
    userId: string,
    certificates: readonly RecordFields[],
    deliveries: Deliveries,
  ): Promise<Part<readonly ArchivedImage[] | null>> {
    if (this.#images === null) return { kind: 'had', value: null }
    const value: ArchivedImage[] = []
    for (const certificate of certificates) {
      const saved = await this.#images.save(userId, certificate)
      if (saved.kind === 'stopped') return { kind: 'stopped', delivery: deliveries.total }
      if (saved.kind === 'failed') {
        const which = idOf(certificate['id']) ?? 'without an ID'
        return failed(`the image of certificate ${which}: ${saved.reason}`, null, deliveries)
      }
      if (saved.kind === 'saved') value.push(saved.image)
    }
    return { kind: 'had', value }
  }
}

/** The IDs of all courses, each with when the user finished it, in Unix seconds, or 0. Null where an assignment has no course that can be named. */
function coursesOf(assignments: readonly RecordFields[]): Map<string, number> | null {
  const courses = new Map<string, number>()
  for (const { course, finishedAt } of assignments) {
    const id = typeof course === 'object' && course !== null && 'id' in course ? idOf(course.id) : undefined
    if (id === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) return null
    const at = typeof finishedAt === 'number' && Number.isFinite(finishedAt) ? finishedAt : 0
    courses.set(id, Math.max(at, courses.get(id) ?? 0))
  }
  return courses
}

const done = (sha256: string, { total: delivery }: Deliveries): Answer => ({
  kind: 'done',
  status: 200,
  delivery,
  sha256,
})

const failed = (
  reason: string,
  status: number | null,
  { total: delivery }: Deliveries,
): Extract<Answer, { kind: 'failed' }> => ({ kind: 'failed', status, reason, delivery })

/** What is missing, and why. What interrupts the run is passed on. */
function notHad(what: string, why: NotListed, deliveries: Deliveries): Failed {
  switch (why.kind) {
    case 'stopped':
    case 'key_rejected':
      return why
    case 'not_found':
      return failed(`${what}: the platform answered 404`, why.status, deliveries)
    case 'rejected':
      return failed(`${what}: ${why.message}`, why.status, deliveries)
    case 'failed': {
      const { attempts } = why.delivery
      const tries = attempts > 1 ? ` (${attempts} attempts)` : ''
      return failed(`${what}: ${why.reason}${tries}`, why.status, deliveries)
    }
    case 'changing':
      return failed(`${what} changed again and again while they were read`, null, deliveries)
    case 'owner_unknown':
      return failed(`${what} do not say whose they are`, null, deliveries)
  }
}
