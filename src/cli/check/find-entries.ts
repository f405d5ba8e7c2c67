import { isOwnNotFound, readPage, readUser, type ReadPage } from '../../konstantly/schemas.ts'
import { pageRequest, requestFor, type ApiRequest } from '../../konstantly/request.ts'
import type { SingleAnswer } from '../../konstantly/single-requests.ts'
import { emailKey } from '../../offboarding/identity/email.ts'
import { isProtected, protectedList, type ProtectedList } from '../../offboarding/identity/protection.ts'
import type { User } from '../../offboarding/identity/user.ts'
import { isListingCheaper, PAGE_SIZE } from '../../offboarding/run/preflight-mode.ts'
import type { ProtectLine } from '../inputs/protect-file.ts'

/** Which lines of a protected list name somebody on the site, which nobody, and of which that could not be told. */
export interface FoundLines {
  found: number[]
  nobody: number[]
  unknown: number[]
  /** Why it could not be told of some, in words; null where it could be of all. */
  why: string | null
}

export interface Search {
  /** The first page of the site's users, which has been read already. */
  first: ReadPage
  /** The attribute by which users are found, too, or none. */
  attribute: string | undefined
  /** The requests that may be sent: what is left of the quota. */
  budget: number
  send: (request: ApiRequest) => Promise<SingleAnswer>
}

/** An entry that was not found yet, with all lines that have it. */
interface Entry {
  entry: string
  list: ProtectedList
  lines: number[]
}

/**
 * Looks for everybody on a protected list, in as few requests as that takes, and never in more than the budget: by paging through the users if
 * that is cheaper, or if there are patterns, which the platform cannot look up; otherwise one by one. Stops at the first answer that tells
 * nothing.
 */
export async function findEntries(lines: readonly ProtectLine[], search: Search): Promise<FoundLines> {
  const { first, attribute, budget } = search
  const open = new OpenEntries(lines)
  open.see(first.users)
  if (open.entries.length === 0) return open.result(null)
  const pages = Math.ceil(first.totalCount / PAGE_SIZE) - 1
  const singly = open.entries.filter(({ entry }) => canBeLookedUp(entry, attribute))
  const needsPages = singly.length < open.entries.length
  if ((needsPages || isListingCheaper(singly.length, first.totalCount)) && pages <= budget)
    return open.result(await readPages(pages, open, search))
  for (const [index, each] of singly.entries()) {
    if (index >= budget) break
    const why = await lookUp(each, open, search)
    if (why !== null) return open.result(why)
  }
  const wanted = needsPages ? pages : singly.length
  return open.result(
    `that would take ${wanted} more request${wanted === 1 ? '' : 's'}, and ${budget} ${budget === 1 ? 'is' : 'are'} left of the quota`,
  )
}

/** The platform looks up IDs and addresses. Where users are found by an attribute, what looks like an ID may be its value. */
const canBeLookedUp = (entry: string, attribute: string | undefined): boolean =>
  !entry.includes('*') && (attribute === undefined || entry.includes('@'))

/** Reads all pages but the first, until everybody is found. Returns why that was not possible, or null. */
async function readPages(
  pages: number,
  open: OpenEntries,
  { send, attribute }: Search,
): Promise<string | null> {
  for (let page = 1; page <= pages && open.entries.length > 0; page += 1) {
    const answer = await send(pageRequest(page * PAGE_SIZE))
    const read =
      answer.kind === 'answered' && answer.status === 200 ? readPage(answer.body, { attribute }) : null
    if (read === null) return whyNot(answer)
    open.see(read.users)
    if (read.entries === 0) break
  }
  open.nobodyElse()
  return null
}

/** Looks one entry up. Returns why that was not possible, or null. */
async function lookUp(each: Entry, open: OpenEntries, { send }: Search): Promise<string | null> {
  const { entry } = each
  const answer = await send(
    requestFor(entry.includes('@') ? { do: 'find', email: entry } : { do: 'read', userId: entry }),
  )
  if (answer.kind !== 'answered') return whyNot(answer)
  const user = answer.status === 200 ? readUser(answer.body) : null
  if (user !== null) open.see([user])
  // What the platform shows for an address may be somebody who has another one, and whom the entry does not protect.
  if (user === null && !(answer.status === 404 && isOwnNotFound(answer.body))) return whyNot(answer)
  open.isNobody(each)
  return null
}

const whyNot = (answer: SingleAnswer): string =>
  answer.kind === 'unanswered' ? answer.reason : `the platform answered ${answer.status}`

/** The entries that are still looked for. */
class OpenEntries {
  #open: readonly Entry[]
  readonly #found: number[] = []
  readonly #nobody: number[] = []

  constructor(lines: readonly ProtectLine[]) {
    this.#open = [...Map.groupBy(lines, ({ entry }) => emailKey(entry)).values()].map((same) => ({
      entry: same[0]?.entry ?? '',
      list: protectedList(same.map(({ entry }) => entry)),
      lines: same.map(({ line }) => line),
    }))
  }

  get entries(): readonly Entry[] {
    return this.#open
  }

  /** Whom these users protect is found. */
  see(users: readonly User[]): void {
    this.#take(this.#found, ({ list }) =>
      users.some(({ id, email, attribute = null }) => isProtected(list, id, email, attribute)),
    )
  }

  isNobody(entry: Entry): void {
    this.#take(this.#nobody, (each) => each === entry)
  }

  nobodyElse(): void {
    this.#take(this.#nobody, () => true)
  }

  /** `why`: why nothing can be told of the entries that are still open. */
  result(why: string | null): FoundLines {
    const lines = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b)
    const unknown = lines(this.#open.flatMap((each) => each.lines))
    return {
      found: lines(this.#found),
      nobody: lines(this.#nobody),
      unknown,
      why: unknown.length === 0 ? null : why,
    }
  }

  #take(into: number[], isIt: (entry: Entry) => boolean): void {
    const [taken, left] = [this.#open.filter(isIt), this.#open.filter((entry) => !isIt(entry))]
    into.push(...taken.flatMap(({ lines }) => lines))
    this.#open = left
  }
}
