import type { RunEvent } from '../../offboarding/event.ts'
import { needsAttention, OUTCOMES, type Outcome } from '../../offboarding/outcome.ts'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { durationInWords } from './duration.ts'
import { fitted, type Part } from './fitted.ts'
import type { Palette } from './palette.ts'
import { RequestsAMinute } from './requests-a-minute.ts'

export interface ProgressOptions {
  palette: Palette
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  /** Requests a minute at most, by `--rate`; null without it. */
  rate: number | null
}

/** The progress of a run from its events: first of the look-ups, then of the work. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #requests = new RequestsAMinute()
  #lookUps: (RunEvent & { type: 'looking_up' }) | null = null
  #work: { users: number; expectedMs: number; ended: number; outcomes: Map<Outcome, number> } | null = null
  #quota: { left: number; limit: number } | null = null
  #wait: { until: number; ms: number } | null = null
  #downSince: number | null = null

  constructor(options: ProgressOptions) {
    this.#options = options
  }

  /** Updates the progress. */
  note(event: RunEvent): void {
    const now = this.#options.now()
    switch (event.type) {
      case 'looking_up':
        this.#lookUps = event
        break
      case 'looked_up':
        this.#lookUps = null
        break
      case 'verified':
      case 'run_ended':
        this.#lookUps = null
        this.#work = null
        break
      case 'work_started':
        this.#work = { users: event.users, expectedMs: event.expectedMs, ended: 0, outcomes: new Map() }
        break
      case 'row_ended':
        this.#rowEnded(event.outcome)
        break
      case 'attempt':
        this.#requests.note(now)
        this.#quota = event.quota ?? this.#quota
        break
      case 'waiting':
        this.#wait = { until: now + event.ms, ms: event.ms }
        break
      case 'platform_down':
        this.#downSince = now
        break
      case 'platform_up':
        this.#downSince = null
        break
      case 'list_read':
      case 'run_started':
      case 'retry':
    }
  }

  #rowEnded(outcome: Outcome): void {
    const work = this.#work
    if (work === null) return
    work.ended += 1
    work.outcomes.set(outcome, (work.outcomes.get(outcome) ?? 0) + 1)
  }

  /** The moving line, in at most `columns` columns; null if there is nothing to show. */
  line(columns: number): string | null {
    if (this.#lookUps !== null) {
      const { what, done, of } = this.#lookUps
      const doing = what === 'deleted users' ? 'asking once more' : 'looking up users'
      const text = `${doing}: ${done} of ${of} ${what}`
      return fitted({ done, of }, [{ text, rank: 0 }, ...this.#pace()], columns, this.#options.palette)
    }
    if (this.#work === null) return null
    const { users, ended } = this.#work
    const parts = [
      { text: `${ended} of ${users}`, rank: 0 },
      ...this.#outcomes(this.#work.outcomes),
      ...this.#pace(),
    ]
    return fitted({ done: ended, of: users }, parts, columns, this.#options.palette)
  }

  #outcomes(counts: ReadonlyMap<Outcome, number>): Part[] {
    const { good, attention } = this.#options.palette
    return OUTCOMES.filter((outcome) => counts.has(outcome)).map((outcome) => ({
      text: `${counts.get(outcome) ?? 0} ${outcome.replaceAll('_', ' ')}`,
      rank: needsAttention(outcome) ? 2 : 3,
      color: needsAttention(outcome) ? attention : good,
    }))
  }

  /** What holds the run up, how fast it is, and how long it still takes. */
  #pace(): Part[] {
    const now = this.#options.now()
    const { bad } = this.#options.palette
    const requests = this.#requests.at(now)
    const quota = this.#quota
    const hold = this.#hold(now)
    return [
      ...(hold === null ? this.#timeLeft() : [{ text: hold, rank: 1, color: bad }]),
      ...(requests === 0 ? [] : [{ text: `${requests} requests/min`, rank: 5 }]),
      ...(quota === null
        ? []
        : [{ text: `${Math.floor((100 * quota.left) / quota.limit)} % of the quota left`, rank: 4 }]),
    ]
  }

  #timeLeft(): Part[] {
    if (this.#work === null) return []
    const { users, ended, expectedMs } = this.#work
    return ended === users
      ? []
      : [{ text: `${inWords((expectedMs * (users - ended)) / users)} left`, rank: 2 }]
  }

  #hold(now: number): string | null {
    if (this.#downSince !== null)
      return `the platform does not answer, for ${durationInWords(now - this.#downSince)} now`
    if (this.#wait === null || this.#wait.until <= now) return null
    const { until, ms } = this.#wait
    const { rate } = this.#options
    const isOwnRate = rate !== null && ms <= 60_000 / rate
    return `${isOwnRate ? 'by --rate' : 'quota used up'}, on in ${durationInWords(until - now)}`
  }
}
