import type { RecordFields } from '../offboarding/identity/user.ts'
import type { TrainingRecords } from '../offboarding/ports/training-records.ts'
import type { CertificateStore, OwnedCertificate } from './certificate-store.ts'
import { Deliveries } from './deliveries.ts'
import { ownerOf } from './owner.ts'
import { readEntries, type NotRead } from './read-entries.ts'

/** A listing of an earlier session that seems to be begun later than this was begun while a clock was wrong. */
const CLOCK_TOLERANCE_MS = 60_000

type OnRetry = Parameters<TrainingRecords['certificates']>[2]

/** Why the certificates of a course cannot be had. `owner_unknown`: one of them does not say whose it is. */
export type NotListed = NotRead | { kind: 'owner_unknown' }

/** The certificates of courses. There is no list of a user's, so each course is listed once, for all users who take it. */
export class CourseCertificates {
  readonly #platform: TrainingRecords
  readonly #store: CertificateStore
  readonly #now: () => number
  readonly #stopSignal: AbortSignal
  readonly #underWay = new Map<string, Promise<NotListed | null>>()
  /** In which turn the latest complete listing of a course was begun, as far as that was in this session. */
  readonly #turns = new Map<string, number>()
  #turn = 0

  /**
   * `platformTime`: milliseconds since the epoch, by the platform's clock as far as that is known. It may go back a little. Once `stopSignal` is
   * aborted nothing is listed any more: a course may take hundreds of requests.
   */
  constructor(
    platform: TrainingRecords,
    store: CertificateStore,
    { platformTime, stopSignal }: { platformTime: () => number; stopSignal: AbortSignal },
  ) {
    this.#platform = platform
    this.#store = store
    this.#now = platformTime
    this.#stopSignal = stopSignal
  }

  /** Begins to save a user. What is listed in this turn or a later one has all that the user has. */
  nextTurn(): number {
    this.#turn += 1
    return this.#turn
  }

  /**
   * Has a course listed, unless that was done after `since`, in milliseconds since the epoch, or in this turn. Users who wait for the same listing
   * share it, and only the first of them has its requests in their `deliveries`. Returns null when the certificates can be taken.
   */
  async list(
    course: string,
    { since, turn }: { since: number; turn: number },
    deliveries: Deliveries,
    onRetry: OnRetry,
  ): Promise<NotListed | null> {
    for (;;) {
      if (this.#isListed(course, since) || (this.#turns.get(course) ?? 0) >= turn) return null
      const underWay = this.#underWay.get(course)
      if (underWay === undefined) return this.#begin(course, deliveries, onRetry)
      const notListed = await underWay
      if (notListed !== null) return notListed
    }
  }

  #isListed(course: string, since: number): boolean {
    const begun = this.#store.begun(course)
    return begun !== null && begun >= since && begun <= this.#now() + CLOCK_TOLERANCE_MS
  }

  /** The certificates of a user, in the order of the course's list. */
  of(course: string, userId: string): RecordFields[] {
    return this.#store.of(course, userId)
  }

  #begin(course: string, deliveries: Deliveries, onRetry: OnRetry): Promise<NotListed | null> {
    const turn = this.#turn
    const end = this.#listAll(course, deliveries, onRetry)
      .then((notListed) => {
        if (notListed === null) this.#turns.set(course, turn)
        return notListed
      })
      .finally(() => {
        this.#underWay.delete(course)
      })
    this.#underWay.set(course, end)
    return end
  }

  #ask(course: string, offset: number, onRetry: OnRetry): ReturnType<TrainingRecords['certificates']> {
    return this.#stopSignal.aborted
      ? Promise.resolve({ kind: 'stopped', delivery: new Deliveries().total })
      : this.#platform.certificates(course, offset, onRetry)
  }

  async #listAll(course: string, deliveries: Deliveries, onRetry: OnRetry): Promise<NotListed | null> {
    const listing = this.#store.begin(course, this.#now())
    let ownerless = 0
    const notRead = await readEntries(
      (offset) => this.#ask(course, offset, onRetry),
      {
        add: (certificates) => {
          const owned = certificates.map(withOwner).filter((each) => each !== null)
          ownerless += certificates.length - owned.length
          this.#store.add(listing, owned)
        },
        startAnew: () => {
          this.#store.clear(listing)
        },
      },
      deliveries,
    )
    if (notRead !== null) return notRead
    if (ownerless > 0) return { kind: 'owner_unknown' }
    this.#store.complete(listing)
    return null
  }
}

function withOwner(certificate: RecordFields): OwnedCertificate | null {
  const userId = ownerOf(certificate)
  return userId === undefined ? null : { userId, certificate }
}
