import { ATTRIBUTES, PROBE, STATISTICS, type ApiRequest } from '../../konstantly/request.ts'
import { readPage } from '../../konstantly/schemas.ts'
import { SingleRequests, type Answered, type SingleAnswer } from '../../konstantly/single-requests.ts'
import { DOCUMENTED_QUOTA } from '../../offboarding/run/expected-duration.ts'
import type { Deps } from '../deps.ts'
import type { ProtectLine } from '../inputs/protect-file.ts'
import { connection, isApi, isPassing, type Way } from './connection-finding.ts'
import { findEntries, type FoundLines } from './find-entries.ts'
import { skip, type Finding } from './finding.ts'
import { keyAccepted, rights } from './key-findings.ts'
import { attribute, clock, quota, users } from './site-findings.ts'

/** How long to wait before the one further attempt at a site that did not answer as it should, in milliseconds. */
const SECOND_ATTEMPT_MS = 1_000

export interface SiteCheck {
  way: Way
  proxy: URL | null
  /** Null where there is none that can be used: then it is only tried whether the site is reached. */
  apiKey: string | null
  /** The attribute by which users are found, or none. */
  attribute: string | undefined
  version: string
}

/** Asks the site what a check wants to know, each thing once, and only reads. */
export class SiteToCheck {
  readonly #check: SiteCheck
  readonly #deps: Pick<Deps, 'monotonic' | 'now' | 'pause'>
  readonly #requests: SingleRequests
  readonly #answers: SingleAnswer[] = []
  /** The first page of users; null before it was asked for, and where the site or the key cannot be used. */
  #first: Answered | null = null

  constructor(check: SiteCheck, deps: Pick<Deps, 'monotonic' | 'now' | 'pause'>) {
    const { way, proxy, apiKey, version } = check
    this.#check = check
    this.#deps = deps
    this.#requests = new SingleRequests({
      baseUrl: way.baseUrl,
      apiKey: apiKey ?? '',
      proxy,
      timeoutMs: way.timeoutMs,
      version,
      now: deps.monotonic,
      wallClock: () => deps.now().getTime(),
    })
  }

  /** Requests so far. */
  get sent(): number {
    return this.#requests.sent
  }

  close(): void {
    this.#requests.close()
  }

  /** Everything about the site itself: the connection first. */
  async *findings(): AsyncGenerator<Finding> {
    const { way, apiKey } = this.#check
    const first = await this.#askFirst()
    yield connection(first, way)
    if (!isApi(first)) {
      yield* skip('the site was not reached', [
        'key_accepted',
        'rights',
        'clock',
        'quota',
        'users',
        'attribute',
      ])
      return
    }
    if (apiKey === null) {
      yield* skip('there is no key to be tried', ['key_accepted', 'rights'])
      yield clock(first)
      yield* skip('there is no key to ask with', ['quota', 'users', 'attribute'])
      return
    }
    yield* this.#withKey(first)
  }

  /** Which lines of a protected list name somebody on the site; null where nobody could be looked for. */
  async find(lines: readonly ProtectLine[]): Promise<FoundLines | null> {
    const first =
      this.#first === null ? null : readPage(this.#first.body, { attribute: this.#check.attribute })
    if (first === null) return null
    const budget = this.#remaining
    const send = (request: ApiRequest): Promise<SingleAnswer> => this.#ask(request)
    return findEntries(lines, { first, attribute: this.#check.attribute, budget, send })
  }

  async *#withKey(first: Answered): AsyncGenerator<Finding> {
    // Whoever is turned away by a 401 or a 429 would be once more.
    const attributes = first.status === 200 || first.status === 403 ? await this.#ask(ATTRIBUTES) : null
    const goesOn = attributes?.kind === 'answered' && attributes.status !== 429
    const statistics = goesOn ? await this.#ask(STATISTICS) : null
    const accepted = keyAccepted({ users: first, attributes, statistics })
    yield accepted
    if (accepted.result === 'ok') yield rights({ users: first, attributes, statistics })
    else yield* skip('the key was not accepted', ['rights'])
    yield clock(first)
    yield quota(this.#answers)
    yield users(first, statistics)
    yield attribute(this.#check.attribute, attributes)
    if (first.status === 200 && attributes?.kind === 'answered') this.#first = first
  }

  /** The first request; one more if what went wrong may pass. */
  async #askFirst(): Promise<SingleAnswer> {
    const first = await this.#ask(PROBE)
    if (!isPassing(first)) return first
    await this.#deps.pause(SECOND_ATTEMPT_MS, new AbortController().signal)
    return this.#ask(PROBE)
  }

  async #ask(request: ApiRequest): Promise<SingleAnswer> {
    const answer = await this.#requests.send(request)
    this.#answers.push(answer)
    return answer
  }

  /** What is left of the quota, so that a check never waits for it. */
  get #remaining(): number {
    const told = this.#answers.findLast((answer) => answer.kind === 'answered' && answer.quota !== null)
    if (told?.kind === 'answered' && told.quota !== null) return told.quota.remaining
    return DOCUMENTED_QUOTA - this.sent
  }
}
