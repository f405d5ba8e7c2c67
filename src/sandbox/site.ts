import type { Person } from './people.ts'
import { hasCourse, trainingOf, type Certificate, type Training } from './training.ts'

/** What the platform answers, before headers. */
export interface Reply {
  status: number
  body: unknown
}

const PAGE = 20
/** How many certificates a page may hold at most. */
const MAX_PAGE = 100

const error = (status: number, message: string): Reply => ({ status, body: { status, message } })
const notFound = error(404, 'Not found')

/** How the site behaves where the API reference does not say, or where a platform could misbehave. */
export interface SiteOptions {
  /** Whether to deactivate a deactivated user is 422 instead of 200. */
  rejectRepeatedBan: boolean
  /** E-mail addresses that lead to the account of another one, by user ID. */
  aliases?: Readonly<Record<string, string>>
  /** What lists claim to hold, or null for what they do. */
  totalCount?: number | null
  /** How many users may be active, or null for any number. Whoever is active at first has a seat. */
  seats?: number | null
  /** How roles are shown, since the API reference has both. An object with the role's alias where it is not said. */
  role?: 'object' | 'text'
  /** What a user has learned, or by the user's ID where it is not said. */
  training?: (person: Readonly<Person>) => Training
}

/** The site's own attributes of users. */
const ATTRIBUTES = [
  {
    id: 1,
    name: 'Employee ID',
    type: 1,
    apiId: 'employee_id',
    position: 1,
    isRequired: false,
    extraData: null,
    isEditable: true,
  },
]

const COLLATOR = new Intl.Collator('en')

/** The stand-in site: its users in memory, and what the API of KONSTANTLY does with them. */
export class Site {
  readonly #people: Map<string, Person>
  readonly #options: SiteOptions
  #sorted: Readonly<Person>[] | null = null
  /** The certificates of each course that was asked for, until users come or go. */
  readonly #certificates = new Map<number, readonly Certificate[]>()
  /** Where the images of certificates are. */
  images = 'https://sandbox.invalid/certificates'

  constructor(people: readonly Person[], options: SiteOptions) {
    this.#people = new Map(people.map((person) => [person.id, { ...person }]))
    this.#options = options
  }

  /** A user as the site has it now. For tests that check what a run did. */
  person(id: string): Readonly<Person> | undefined {
    return this.#people.get(id)
  }

  people(): Readonly<Person>[] {
    return [...this.#people.values()]
  }

  /** Somebody else changes a user meanwhile. */
  change(id: string, change: Partial<Person>): void {
    const person = this.#people.get(id)
    if (person !== undefined) Object.assign(person, change)
    this.#changed()
  }

  /** Somebody else adds a user meanwhile. */
  add(person: Person): void {
    this.#people.set(person.id, { ...person })
    this.#changed()
  }

  /** Somebody else deletes a user meanwhile. */
  remove(id: string): void {
    this.#people.delete(id)
    this.#changed()
  }

  #changed(): void {
    this.#sorted = null
    this.#certificates.clear()
  }

  /** GET /users?offset=N&query=TEXT */
  list(offset: number, query: string): Reply {
    const wanted = query.toLowerCase()
    const everyone = this.#byName()
    const users =
      wanted === ''
        ? everyone
        : everyone.filter(
            ({ name, email }) => email.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted),
          )
    return {
      status: 200,
      body: {
        users: users.slice(offset, offset + PAGE).map((person) => this.#show(person)),
        totalCount: this.#options.totalCount ?? users.length,
      },
    }
  }

  /** Sorted once and kept until a user is added, deleted or changed: a large site is listed in thousands of requests. */
  #byName(): readonly Readonly<Person>[] {
    const { compare } = COLLATOR
    this.#sorted ??= this.people().sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
    return this.#sorted
  }

  /** GET /users/{userId} */
  read(id: string): Reply {
    const person = this.#people.get(id)
    return person === undefined ? notFound : { status: 200, body: this.#show(person) }
  }

  /** GET /users/byEmail/{email} */
  readByEmail(email: string): Reply {
    if (!/^[^@\s]+@[^@\s]+$/.test(email))
      return error(400, 'Validation failed: email must be an e-mail address')
    const wanted = email.toLowerCase()
    const alias = this.#options.aliases?.[wanted]
    const person =
      alias === undefined
        ? this.people().find((candidate) => candidate.email.toLowerCase() === wanted)
        : this.#people.get(alias)
    return person === undefined ? notFound : { status: 200, body: this.#show(person) }
  }

  /** GET /users/{userId}/assignments */
  assignments(id: string): Reply {
    const person = this.#people.get(id)
    return person === undefined
      ? notFound
      : { status: 200, body: { assignments: this.#training(person).assignments } }
  }

  /** GET /courses/{courseId}/certificates?offset=N&limit=N */
  certificates(course: number, offset: number, limit: number): Reply {
    const all = this.#certificatesOf(course)
    if (all.length === 0 && !this.#hasCourse(course)) return notFound
    const certificates = all.slice(offset, offset + Math.min(limit, MAX_PAGE))
    return { status: 200, body: { certificates, totalCount: all.length } }
  }

  #hasCourse(id: number): boolean {
    return (
      hasCourse(id) ||
      this.people().some((person) =>
        this.#training(person).assignments.some(({ course }) => course.id === id),
      )
    )
  }

  /** Those of users who were deleted are gone with them. */
  #certificatesOf(course: number): readonly Certificate[] {
    const known = this.#certificates.get(course)
    if (known !== undefined) return known
    const all = this.people().flatMap((person) =>
      this.#training(person)
        .certificates.filter(({ courseId }) => courseId === course)
        .map((certificate) => ({ ...certificate, user: this.#show(person) })),
    )
    this.#certificates.set(course, all)
    return all
  }

  /** What a user has learned, as the platform has it now. For tests that check what was kept of it. */
  training(id: string): Training {
    const person = this.#people.get(id)
    return person === undefined ? { assignments: [], certificates: [] } : this.#training(person)
  }

  #training(person: Readonly<Person>): Training {
    return this.#options.training?.(person) ?? trainingOf(person, this.images)
  }

  /** GET /custom/attributes/users */
  attributes(): Reply {
    return { status: 200, body: ATTRIBUTES }
  }

  /** GET /statistics */
  statistics(): Reply {
    return { status: 200, body: { usersCount: this.#people.size, usersWithoutActivity: [] } }
  }

  /** POST /users/blocked */
  ban(id: unknown): Reply {
    const person = typeof id === 'string' ? this.#people.get(id) : undefined
    if (person === undefined) return notFound
    if (person.isExpert) return error(422, 'User cannot be banned: the user is an expert on a course')
    if (person.isBanned && this.#options.rejectRepeatedBan)
      return error(422, 'User cannot be banned: the user is banned already')
    person.isBanned = true
    return { status: 200, body: this.#show(person) }
  }

  /** DELETE /users/blocked/{userId} */
  unban(id: string): Reply {
    const person = this.#people.get(id)
    if (person === undefined) return notFound
    const { seats = null } = this.#options
    const active = this.people().filter(({ isBanned }) => !isBanned).length
    if (person.isBanned && seats !== null && active >= seats)
      return error(402, `License limit exceeded: all ${seats} seats are taken`)
    person.isBanned = false
    return { status: 200, body: {} }
  }

  /** DELETE /users/{userId} */
  delete(id: string): Reply {
    const person = this.#people.get(id)
    if (person === undefined) return notFound
    if (!person.isBanned) return error(422, 'You should block users before deleting them')
    this.#people.delete(id)
    this.#changed()
    return { status: 200, body: null }
  }

  /** The user object of the API. */
  #show({ isExpert, role, attributes, ...person }: Readonly<Person>): unknown {
    return {
      ...person,
      role: this.#options.role === 'text' ? role.alias : role,
      fromApi: false,
      image: null,
      attributes: attributes ?? {},
    }
  }
}
