import type { Delivery, Interruption, PageAnswer } from '../../offboarding/answer.ts'
import type { User } from '../../offboarding/identity/user.ts'
import { PAGE_SIZE } from '../../offboarding/run/preflight-mode.ts'
import { askPage, type AskPageDeps } from '../look-ups/ask-page.ts'
import { forEachThrottled } from '../pool.ts'

/** All users of a site, as far as its pages show them. */
export interface ListedSite {
  users: readonly User[]
  /** How many users the site has, as the last page told. */
  told: number
  /** How many of these no page showed: a page could not be read, a user was not readable, or the site changed meanwhile. */
  unseen: number
  /** Whether the number of users changed while they were paged through. */
  isChanged: boolean
  requests: RequestCounts
}

export interface RequestCounts {
  /** Requests sent, with all retries. */
  total: number
  retries: number
  /** Requests that a 429 turned away, which do not count above. */
  rejected: number
}

/** The first page was not had: nothing is known of the site. */
export interface NotListed {
  answer: Exclude<PageAnswer, { kind: 'page' }> | Interruption
  requests: RequestCounts
}

/**
 * Pages through all users of a site, in as many requests as it has pages. A page that cannot be read is left out: whoever stands on it is
 * then not known, which can make nobody a leaver. Returns early once the session is told to stop.
 */
export async function listSite(concurrency: number, deps: AskPageDeps): Promise<ListedSite | NotListed> {
  const { run, stop, emit } = deps
  const listing = new Listing()
  let done = 0
  const read = async (offset: number): Promise<PageAnswer | Interruption> => {
    const answer = await askPage(offset, deps, () => Promise.resolve())
    listing.add(offset, answer)
    done += 1
    emit({
      type: 'looking_up',
      run,
      what: 'pages',
      done,
      of: Math.max(done, Math.ceil(listing.end / PAGE_SIZE)),
    })
    return answer
  }
  const answer = await read(0)
  if (answer.kind !== 'page') return { answer, requests: listing.requests }
  let next = PAGE_SIZE
  function* offsets(): Generator<number> {
    for (; next < listing.end; next += PAGE_SIZE) yield next
  }
  // The last pages may show that there are more.
  while (next < listing.end && !stop.signal.aborted) {
    await forEachThrottled(offsets(), concurrency, stop.signal, async (offset) => {
      if (offset < listing.end) await read(offset)
    })
  }
  return listing.result()
}

/** What the pages have shown so far. */
class Listing {
  readonly requests = { total: 0, retries: 0, rejected: 0 }
  readonly #users = new Map<string, User>()
  readonly #totals = new Set<number>()
  #told = 0
  #end = 1
  #isOver = false

  /** The offset before which pages are to be asked for. */
  get end(): number {
    return this.#end
  }

  add(offset: number, answer: PageAnswer | Interruption): void {
    this.#count(answer.delivery)
    if (answer.kind !== 'page') return
    const { entries, totalCount, users } = answer
    this.#told = totalCount
    this.#totals.add(totalCount)
    for (const user of users) this.#users.set(user.id, user)
    // An empty page is the last one, however many users the site claims to have.
    if (entries === 0) {
      this.#end = Math.min(this.#end, offset)
      this.#isOver = true
    }
    if (this.#isOver) return
    // A page with more users than the site claims to have shows that there may be more of them.
    const last = offset + entries
    this.#end = Math.max(this.#end, totalCount, last > totalCount ? last + 1 : 0)
  }

  result(): ListedSite {
    return {
      users: [...this.#users.values()],
      told: this.#told,
      unseen: Math.max(0, this.#told - this.#users.size),
      isChanged: this.#totals.size > 1,
      requests: this.requests,
    }
  }

  #count({ attempts, retries, throttled }: Delivery): void {
    this.requests.total += attempts
    this.requests.retries += retries.length
    this.requests.rejected += throttled
  }
}
