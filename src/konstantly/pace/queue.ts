interface Waiting<Ticket> {
  alone: boolean
  letGo: (ticket: Ticket | null) => void
}

/**
 * Who waits to be let through: first come, first served, but for those who have to be out alone. They go before all others, once everyone
 * who is out has come back, and nobody follows before they say so.
 */
export class Queue<Ticket> {
  #waiting: Waiting<Ticket>[] = []
  #out = 0
  #isOneOutAlone = false

  /** Resolves with a ticket, or with null for whoever is turned away. */
  wait(alone: boolean): Promise<Ticket | null> {
    return new Promise((letGo) => {
      if (alone) this.#waiting.unshift({ alone, letGo })
      else this.#waiting.push({ alone, letGo })
    })
  }

  /** Whether somebody waits whose turn it is. */
  get isReady(): boolean {
    const [next] = this.#waiting
    return next !== undefined && !this.#isOneOutAlone && !(next.alone && this.#out > 0)
  }

  /** Lets go who is next; `makeTicket` is told whether alone. */
  letGo(makeTicket: (alone: boolean) => Ticket): void {
    const next = this.#waiting.shift()
    next?.letGo(makeTicket(next.alone))
  }

  /** Somebody is out, be it past the line. */
  left(alone: boolean): void {
    this.#out += 1
    this.#isOneOutAlone ||= alone
  }

  /** Somebody has come back. */
  returned(): void {
    this.#out -= 1
  }

  /** The one who had to be out alone has come back, and it is known what has become of that. */
  goOn(): void {
    this.#isOneOutAlone = false
  }

  turnAway(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { letGo } of waiting) letGo(null)
  }
}
