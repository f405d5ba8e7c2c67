import { Counted } from '../quota/sent-requests.ts'
import { usualMs } from '../quota/window-length.ts'
import type { Permission } from '../quota/permission.ts'
import type { Exchange } from '../quota/window-end.ts'

/** How often all of it is granted without a 429 before more is tried; doubled each time there was no more. */
const FIRST_QUIET = 3
const MAX_QUIET = 32
/** The same, where that takes long: milliseconds without a 429. */
const QUIET_MS = 100_000
/** Requests that stay away for so long were not kept waiting. */
const IDLE_MS = 5_000
/** So few requests between two waits are rather made twice as many, with twice the wait: to a bucket it is the same. */
const FEW = 25
/** This share of it is worth going on for. */
const WORTHWHILE_SHARE = 0.1
/** A 429 after nearly all of it, or only a little too early, says that it takes a little longer, not that there is less. */
const NEARLY_ALL = 0.9
const LITTLE_LONGER = { share: 1.15, ms: 2_000 }
/** Where so much more is granted than was known, what was known was wrong. */
const FAR_MORE_SHARE = 0.25
/** No more of what was granted than this is kept in mind. */
const MAX_COUNTED = 10_000

/** So many requests are granted in so long a time, in milliseconds. */
interface Lesson {
  count: number
  ms: number
}

interface Rejection {
  at: number
  resumeAt: number
}

/**
 * What the platform allows where it tells no quota, learned from its 429s: so many requests in so long a time. Once that is known, a
 * request is sent when so many of the earlier ones are older than that, which suits windows of every kind, and buckets, too.
 *
 * The first 429 tells when to go on and nothing more: the run may have begun in the middle of a window, of which others may have spent
 * the most. What is granted from there to the second one is the first lesson. Pure: times, in milliseconds of our own clock, come in.
 */
export class Allowance {
  #lesson: Lesson | null = null
  /** A lesson that allowed more, given up after a 429. */
  #before: Lesson | null = null
  #inFlight = 0
  #lastEndedAt = 0
  /** Nothing is sent before that, nor, while one goes ahead alone, before its answer. */
  #resumeAt = -Infinity
  #alone: 'after a 429' | 'for more' | null = null
  /** Not learned from yet: requests that were sent before it may still be granted. */
  #rejection: Rejection | null = null
  /** Granted since the latest 429, and when the first of them was sent. */
  #episode: { since: number | null; granted: number } = { since: null, granted: 0 }
  /** The same since anything was changed or tried. */
  #quiet: { since: number; granted: number } = { since: 0, granted: 0 }
  #hasTried = false
  /** Granted since the first 429. At a later one nothing is left, so that is what came back in all that time. */
  #history: { since: number; granted: number } | null = null
  readonly #counted = new Counted()
  /** 429s in a row that came before half of the lesson was granted. */
  #misjudged = 0
  /** 429s in a row between which hardly anything was granted. */
  #futile = 0
  #enoughQuiet = FIRST_QUIET
  /** How many more than the lesson have turned out to be granted since the latest 429. */
  #more = 0

  permit(now: number): Permission {
    if (now < this.#resumeAt) return { granted: false, until: this.#resumeAt }
    if (this.#alone !== null) return { granted: false, until: null }
    if (this.#lesson === null || this.#free(this.#lesson, now) > 0) return { granted: true }
    if (this.#isWorthATry(this.#lesson, now))
      return this.#inFlight === 0 ? { granted: true } : { granted: false, until: null }
    const agedAt = this.#counted.agedAt(1 - this.#left(this.#lesson), this.#lesson.ms)
    return { granted: false, until: agedAt === Infinity ? null : agedAt }
  }

  sent(now: number): void {
    const isIdle = this.#isIdle(now)
    if (this.#rejection !== null) {
      this.#learn(this.#rejection)
      this.#alone = 'after a 429'
    }
    if (isIdle) this.#startOver(now)
    if (this.#alone === null && this.#lesson !== null && this.#free(this.#lesson, now) <= 0) {
      this.#alone = 'for more'
      this.#hasTried = true
    }
    if (this.#episode.since === null) {
      this.#episode.since = now
      this.#quiet = { since: now, granted: 0 }
    }
    this.#inFlight += 1
  }

  /** A request has ended. `status`: of its answer, or null where there was none. */
  ended(exchange: Exchange, status: number | null): void {
    this.#inFlight -= 1
    const { sentAt, receivedAt } = exchange
    const isGranted = status !== null && status !== 429
    const wasAlone = this.#alone !== null && sentAt >= (this.#episode.since ?? Infinity)
    if (isGranted) {
      // It went well: next time twice as many more at once, so that a quota that was raised is found soon.
      if (this.#alone === 'for more') this.#more = (this.#more + 1) * 2
      this.#episode.granted += 1
      this.#quiet.granted += 1
      if (this.#history !== null) this.#count(exchange, this.#history)
    }
    if (wasAlone || this.#inFlight === 0) this.#alone = null
    // As long as nobody had an answer, nothing was asked of the quota either.
    const wasSilent = this.#lastEndedAt <= sentAt && receivedAt - sentAt > IDLE_MS
    if (status === null && wasSilent) this.#startOver(receivedAt)
    this.#lastEndedAt = receivedAt
    const isQuiet = this.#lesson !== null && this.#isWorthATry(this.#lesson, receivedAt)
    if (this.#before !== null && isQuiet) this.#takeBack(this.#before, receivedAt)
  }

  /** The first 429 of several. `resumeAt`: when it lets up. */
  rejected({ sentAt, receivedAt: at }: Exchange, resumeAt: number): void {
    // Of those that were turned away earlier, this one came back late.
    if (sentAt < (this.#episode.since ?? at)) return
    this.#rejection = { at, resumeAt }
    this.#resumeAt = Math.max(resumeAt, this.#worthwhileAt(at))
    // What was granted in a while may come back in as long a while: then all of it is back.
    if (this.#history === null && this.#episode.granted > 0)
      this.#resumeAt += Math.min(at - (this.#episode.since ?? at), resumeAt - at)
  }

  /** Where hardly anything is granted between two 429s, time and again, it is better to wait until there is more. */
  #worthwhileAt(at: number): number {
    if (this.#lesson === null) return at
    const { count, ms } = this.#lesson
    this.#futile = this.#episode.granted < count * WORTHWHILE_SHARE ? this.#futile + 1 : 0
    return this.#futile > 1 ? at + ms * WORTHWHILE_SHARE : at
  }

  #count(exchange: Exchange, history: { granted: number }): void {
    history.granted += 1
    this.#counted.add(exchange)
    const enough =
      this.#lesson === null ? MAX_COUNTED : Math.min(MAX_COUNTED, 2 * (this.#lesson.count + this.#more))
    // Not each time: that would be a copy for each request.
    if (this.#counted.count > 2 * enough) this.#counted.keepLatest(enough)
  }

  /** How many may be sent now. */
  #free(lesson: Lesson, now: number): number {
    return this.#left(lesson) + this.#counted.aged(now, lesson.ms)
  }

  /** How many could be sent if nothing ever aged. */
  #left({ count }: Lesson): number {
    return count + this.#more - this.#counted.count - this.#inFlight
  }

  #isWorthATry({ count }: Lesson, now: number): boolean {
    const { since, granted } = this.#quiet
    return granted >= this.#enoughQuiet * count || now - since >= this.#enoughQuiet * QUIET_MS
  }

  /** A 429 that was an exception taught too little: after a quiet time, what was known before it is tried. */
  #takeBack(before: Lesson, now: number): void {
    this.#lesson = before
    this.#before = null
    this.#quiet = { since: now, granted: 0 }
    this.#enoughQuiet = Math.min(MAX_QUIET, this.#enoughQuiet * 2)
  }

  /** Whether nothing was asked for though it might have been: while a person was thinking, or the platform was down. */
  #isIdle(now: number): boolean {
    if (this.#inFlight > 0 || this.#episode.since === null) return false
    const could = this.permit(this.#lastEndedAt)
    const since = could.granted ? this.#lastEndedAt : (could.until ?? this.#lastEndedAt)
    return now - since > Math.max(IDLE_MS, (this.#lesson?.ms ?? 0) * WORTHWHILE_SHARE)
  }

  /** The time in which nothing was asked for is none that the platform took. */
  #startOver(now: number): void {
    this.#history = this.#lesson === null ? null : { since: now, granted: 0 }
    this.#counted.keepLatest(0)
    this.#episode = { since: null, granted: 0 }
    this.#more = 0
  }

  #learn(rejection: Rejection): void {
    if (this.#history === null) this.#history = { since: rejection.at, granted: 0 }
    else this.#lesson = this.#lesson === null ? this.#first(rejection) : this.#next(this.#lesson, rejection)
    this.#rejection = null
    this.#hasTried = false
    this.#more = 0
    this.#episode = { since: null, granted: 0 }
  }

  #first({ at, resumeAt }: Rejection): Lesson {
    const { granted, since } = this.#episode
    return { count: Math.max(1, granted), ms: usualMs(resumeAt - (since ?? at)) }
  }

  #next(lesson: Lesson, rejection: Rejection): Lesson | null {
    const latest = this.#counted.count - this.#counted.aged(rejection.at, lesson.ms)
    if (this.#hasTried) return this.#afterATry(lesson, latest)
    const lower = this.#lower(lesson, latest, rejection)
    if (lower.count / lower.ms < lesson.count / lesson.ms) this.#before ??= lesson
    return lower
  }

  #lower({ count, ms }: Lesson, latest: number, { at, resumeAt }: Rejection): Lesson {
    /** From when so many had been sent to when there is more. */
    const msTo = (n: number): number => usualMs(resumeAt - (this.#counted.sentAt(n) ?? at))
    // Sent only a little too early: it is so many, in a little longer.
    const longer = msTo(count)
    if (latest >= count * NEARLY_ALL || longer <= ms * LITTLE_LONGER.share + LITTLE_LONGER.ms) {
      this.#misjudged = 0
      return { count, ms: Math.max(ms, Math.min(longer, this.#msByHistory(count, at))) }
    }
    // It is fewer, in as long a time, or in as long as they were granted in, whichever agrees better with all that was granted.
    if (latest >= count / 2) {
      this.#misjudged = 0
      const byHistory = Math.log(this.#msByHistory(latest, at))
      const isCloser = (a: number, b: number): boolean =>
        Math.abs(Math.log(a) - byHistory) < Math.abs(Math.log(b) - byHistory)
      const granted = msTo(latest)
      return { count: latest, ms: isCloser(granted, ms) ? granted : ms }
    }
    // Once may be somebody else's doing; twice in a row, what one stretch seems to say is worth less than all that was granted.
    this.#misjudged += 1
    return { count, ms: Math.max(ms, this.#misjudged > 1 ? this.#msByHistory(count, at) : longer) }
  }

  #afterATry({ count, ms }: Lesson, latest: number): Lesson | null {
    const gain = latest - count
    if (gain > count * WORTHWHILE_SHARE) {
      this.#enoughQuiet = FIRST_QUIET
      // So much more is a sign that all of it was wrong.
      return gain > count * FAR_MORE_SHARE ? null : { count: latest, ms }
    }
    // A little more may have gathered in a bucket in all the time since the latest 429.
    const each = Math.floor(Math.max(0, gain) / this.#enoughQuiet)
    this.#enoughQuiet = Math.min(MAX_QUIET, this.#enoughQuiet * 2)
    return count < FEW ? { count: count * 2 + each, ms: ms * 2 } : { count: count + each, ms }
  }

  /** How long it takes for so many to come back, if they do as they did since the first 429. */
  #msByHistory(count: number, at: number): number {
    const { since, granted } = this.#history ?? { since: at, granted: 0 }
    return (count * (at - since)) / Math.max(1, granted)
  }
}
