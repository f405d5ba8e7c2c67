/** Time that stands still until nobody can go on without it; then it goes to the next moment somebody waits for. */
export class VirtualTime {
  #now = 0
  #timers: { at: number; wake: () => void }[] = []

  readonly now = (): number => this.#now

  readonly pause = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const timer = { at: this.#now + Math.max(0, ms), wake: resolve }
      this.#timers.push(timer)
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
        resolve()
      })
    })

  /** Lets time pass until `done` settles. Throws if everyone waits for something that no time brings. */
  async run<Result>(done: Promise<Result>): Promise<Result> {
    const state = { isDone: false }
    const finish = (): void => {
      state.isDone = true
    }
    done.then(finish, finish)
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (state.isDone) return done
      this.#timers.sort((a, b) => a.at - b.at)
      const next = this.#timers.shift()
      if (next === undefined) throw new Error('everyone waits for ever')
      this.#now = next.at
      next.wake()
    }
  }
}
