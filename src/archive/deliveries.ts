import type { Delivery } from '../offboarding/answer.ts'

/** Adds up how the requests for one user went. */
export class Deliveries {
  #attempts = 0
  #throttled = 0
  readonly #retries: string[] = []

  /** Returns the answer as it is. */
  add<Answer extends { delivery: Delivery }>(answer: Answer): Answer {
    const { attempts, throttled, retries } = answer.delivery
    this.#attempts += attempts
    this.#throttled += throttled
    this.#retries.push(...retries)
    return answer
  }

  /** All of them as one. Nothing was changed by any of them. */
  get total(): Delivery {
    return {
      attempts: this.#attempts,
      throttled: this.#throttled,
      retries: [...this.#retries],
      mayHaveArrived: false,
    }
  }
}
