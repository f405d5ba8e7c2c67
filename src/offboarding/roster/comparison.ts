import type { User } from '../identity/user.ts'
import type { Policy } from '../policy.ts'
import { whyNotEligible } from '../workflow/eligibility.ts'
import { isStronger, type Doubt } from './doubt.ts'
import type { LineMatch } from './match-line.ts'
import type { Finding } from './finding.ts'
import type { Identifier, SiteDirectory, Users } from './site-directory.ts'

/** How many lines of a roster came to what. */
export type LineCounts = Record<LineMatch['conclusion'], number> & {
  /** Lines that fit a user whom an earlier line fits. */
  repeated: number
}

/** What decides whether a user may be proposed. */
export type ComparePolicy = Pick<Policy, 'roles' | 'protect'>

/** The users of a site against the lines of a roster: who is on it, who may be, and who is not. */
export class Comparison {
  readonly #site: SiteDirectory
  readonly #onRoster = new Set<number>()
  /** By the lists of the directory: a list may be long, and be doubted by many lines. */
  readonly #doubts = new Map<Users, Doubt>()
  readonly lines: LineCounts = {
    fits: 0,
    ambiguous: 0,
    fits_nobody: 0,
    unreadable: 0,
    says_left: 0,
    repeated: 0,
  }
  /** The first lines that may mean anybody, and how many there are. */
  readonly anybody: { count: number; first: number | null } = { count: 0, first: null }
  /** By what the lines that fit nobody name their people; each way once. */
  readonly #unknownBy = new Map<string, readonly Identifier[]>()

  constructor(site: SiteDirectory) {
    this.#site = site
  }

  /** Takes what a line came to. */
  note(line: number, { conclusion, users, doubts, named, mayBeAnybody }: LineMatch): void {
    this.lines[conclusion] += 1
    const [user] = users
    if (conclusion === 'fits' && user !== undefined) {
      if (this.#onRoster.has(user)) this.lines.repeated += 1
      this.#onRoster.add(user)
    }
    if (conclusion === 'fits_nobody' && named.length > 0) this.#unknownBy.set(named.join(), named)
    if (mayBeAnybody) {
      this.anybody.count += 1
      this.anybody.first ??= line
    }
    for (const { users, doubt } of doubts) keepStronger(this.#doubts, users, doubt)
  }

  /** The site's users who are not deactivated, and those of them whom a line of the roster names. */
  coverage(): { active: number; covered: number } {
    const active = [...this.#site.users.entries()].filter(([, { deactivated }]) => !deactivated)
    return { active: active.length, covered: active.filter(([user]) => this.#onRoster.has(user)).length }
  }

  /** Everybody whom no line of the roster names, by name, with why they are not proposed; null where they are. */
  *missing(policy: ComparePolicy): Generator<{ user: User; why: Finding | null }> {
    const missing = [...this.#site.users.entries()].filter(([user]) => !this.#onRoster.has(user))
    missing.sort(
      ([, one], [, other]) => compare(one.name ?? '', other.name ?? '') || compare(one.id, other.id),
    )
    const doubts = this.#doubtsByUser()
    for (const [index, user] of missing) {
      yield { user, why: this.#whyNotProposed(user, policy, doubts.get(index) ?? null) }
    }
  }

  #doubtsByUser(): Map<number, Doubt> {
    const doubts = new Map<number, Doubt>()
    for (const [users, doubt] of this.#doubts) {
      for (const user of users) if (!this.#onRoster.has(user)) keepStronger(doubts, user, doubt)
    }
    return doubts
  }

  #whyNotProposed(user: User, policy: ComparePolicy, doubt: Doubt | null): Finding | null {
    if (user.deactivated) return { code: 'deactivated_already' }
    const claim = { id: user.id, email: null, name: null }
    const why = whyNotEligible(user, claim, { ...policy, matchName: false })
    const [reason] = why?.reasons ?? []
    if (reason !== undefined) return { code: reason.code, reason }
    return doubt ?? this.#whyNotComparable(user)
  }

  /** Whether a line that fits nobody may mean the user, since it names its person by something that the platform does not tell of them. */
  #whyNotComparable({ email, attribute }: User): Finding | null {
    const has: Readonly<Record<Identifier, boolean>> = {
      id: true,
      email: email !== null && email !== '',
      attribute: typeof attribute === 'string',
    }
    const by = [...this.#unknownBy.values()].find((named) => named.every((one) => !has[one]))
    return by === undefined ? null : { code: 'not_comparable', by }
  }
}

function keepStronger<Key>(doubts: Map<Key, Doubt>, key: Key, doubt: Doubt): void {
  const known = doubts.get(key)
  if (known === undefined || isStronger(doubt, known)) doubts.set(key, doubt)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
