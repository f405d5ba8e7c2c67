interface Waiting<Pass> {
  alone: boolean
  letGo: (pass: Pass | null) => void
}

/**
 * Who waits to be let through: first come, first served, but for those who have to be out alone. They go before all others, once everyone
 * who is out has come back, and nobody follows before they say so.
 */
export class Line<Pass> {
  #waiting: Waiting<Pass>[] = []
  #out = 0
  #isOneOutAlone = false

  /** Resolves with a pass, or with null for whoever is turned away. */
  wait(alone: boolean): Promise<Pass | null> {
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

  /** Lets go who is next; `makePass` is told whether alone. */
  letGo(makePass: (alone: boolean) => Pass): void {
    const next = this.#waiting.shift()
    next?.letGo(makePass(next.alone))
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
