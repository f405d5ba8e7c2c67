import { sentence } from '../../logging/sentence.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { inWords } from '../../offboarding/run/expected-duration.ts'
import { needsAttention } from '../../offboarding/outcome.ts'

/** The progress of a run from its events: first of the look-ups, then of the work. */
export class RunProgress {
  readonly #now: () => Date
  #lookUps: (RunEvent & { type: 'looking_up' }) | null = null
  #users = 0
  #expectedMs = 0
  #ended = 0
  #attention = 0
  #waitsUntil = new Date(0)
  #isDown = false

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Updates the progress. */
  note(event: RunEvent): void {
    switch (event.type) {
      case 'looking_up':
        this.#lookUps = event
        break
      case 'looked_up':
      case 'verified':
      case 'run_ended':
        // The status is cleared, because the operator may be asked now.
        this.#lookUps = null
        this.#users = 0
        break
      case 'work_started':
        this.#users = event.users
        this.#expectedMs = event.expectedMs
        this.#ended = 0
        this.#attention = 0
        break
      case 'row_ended':
        this.#ended += 1
        if (needsAttention(event.outcome)) this.#attention += 1
        break
      case 'waiting':
        this.#waitsUntil = new Date(this.#now().getTime() + event.ms)
        break
      case 'platform_down':
        this.#isDown = true
        break
      case 'platform_up':
        this.#isDown = false
        break
      case 'list_read':
      case 'run_started':
      case 'retry':
    }
  }

  /** The text of the status line; null if there is nothing to show. */
  get line(): string | null {
    const parts = this.#lookUps === null ? this.#work() : [sentence(this.#lookUps), ...this.#hold()]
    return parts.length === 0 ? null : parts.join(', ')
  }

  #work(): string[] {
    if (this.#users === 0) return []
    const left = this.#users - this.#ended
    return [
      `${this.#ended} of ${this.#users} done`,
      ...(left > 0 && !this.#isDown ? [`${inWords((this.#expectedMs * left) / this.#users)} left`] : []),
      ...this.#hold(),
      ...(this.#attention > 0 ? [`${this.#attention} for attention`] : []),
    ]
  }

  #hold(): string[] {
    if (this.#isDown) return ['the platform does not answer']
    return this.#waitsUntil > this.#now() ? [`quota back at ${clock(this.#waitsUntil)}`] : []
  }
}

/** The time in the machine's time zone, as in the log: `14:03:20`. */
const clock = (at: Date): string => at.toTimeString().slice(0, 8)
