import type { SandboxRequest } from '../../src/sandbox/server.ts'
import type { Site } from '../../src/sandbox/site.ts'
import { changeAsked, userRead } from './asked.ts'
import type { Witness } from './witness.ts'

/** All that a site was asked, and all that it did. */
export class Memory {
  readonly witness: Witness = {
    requests: 0,
    changes: [],
    deleted: [],
    deletedTwice: [],
    unsaved: [],
    touchedAgain: [],
  }
  /** Users whose rows had ended, by a ledger that a killed process left. Nothing about them is to be asked any more. */
  ended: ReadonlySet<string> = new Set()
  readonly #site: Site
  /** Users who are not deleted yet. */
  readonly #left: Set<string>
  readonly #confirmed = new Set<string>()
  #notifyAt = Infinity
  #onMoment = (): void => undefined

  constructor(site: Site) {
    this.#site = site
    this.#left = new Set(site.people().map(({ id }) => id))
  }

  /** Calls `then` once, at the `requests`-th request from now on. */
  watch(requests: number, then: () => void): void {
    this.#notifyAt = this.witness.requests + requests
    this.#onMoment = then
  }

  /** `status`: what was answered, or null where the connection was cut. */
  note(request: SandboxRequest, status: number | null): void {
    const { witness } = this
    witness.requests += 1
    const change = changeAsked(request)
    const userId = change?.userId ?? userRead(request)
    if (change !== null) witness.changes.push({ ...change, status })
    if (userId !== null && this.ended.has(userId)) witness.touchedAgain.push(userId)
    if (change?.do === 'delete') this.#noteDelete(change.userId, status)
    if (witness.requests >= this.#notifyAt) {
      this.#notifyAt = Infinity
      this.#onMoment()
    }
  }

  #noteDelete(userId: string, status: number | null): void {
    // Whatever was answered, or lost on the way: only whether the user is gone counts.
    const isGone = this.#site.person(userId) === undefined
    if (isGone && this.#left.delete(userId)) this.witness.deleted.push(userId)
    if (status !== 200) return
    if (this.#confirmed.has(userId)) this.witness.deletedTwice.push(userId)
    this.#confirmed.add(userId)
  }
}
