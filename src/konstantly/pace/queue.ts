interface Waiting<Ticket> {
  alone: boolean
  letGo: (ticket: Ticket | null) => void
}

/**
 * The requests that wait to be sent: first come, first served. A request that has to be sent alone goes before all others, when no other
 * one is in flight, and none follows before `goOn` is called.
 */
export class Queue<Ticket> {
  #waiting: Waiting<Ticket>[] = []
  #out = 0
  #isOneOutAlone = false

  /** Resolves with a ticket when the request may be sent, or with null when it is turned away. */
  wait(alone: boolean): Promise<Ticket | null> {
    return new Promise((letGo) => {
      if (alone) this.#waiting.unshift({ alone, letGo })
      else this.#waiting.push({ alone, letGo })
    })
  }

  /** Whether a request waits that may be sent now. */
  get isReady(): boolean {
    const [next] = this.#waiting
    return next !== undefined && !this.#isOneOutAlone && !(next.alone && this.#out > 0)
  }

  /** Lets the next request go. `makeTicket` is told whether it has to be sent alone. */
  letGo(makeTicket: (alone: boolean) => Ticket): void {
    const next = this.#waiting.shift()
    next?.letGo(makeTicket(next.alone))
  }

  /** A request is sent, be it one that did not wait here. */
  left(alone: boolean): void {
    this.#out += 1
    this.#isOneOutAlone ||= alone
  }

  /** A request has ended. */
  returned(): void {
    this.#out -= 1
  }

  /** What came of the request that was sent alone is known: others may follow. */
  goOn(): void {
    this.#isOneOutAlone = false
  }

  /** Ends the wait of all requests. */
  turnAway(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { letGo } of waiting) letGo(null)
  }
}
