import * as v from 'valibot'
import type { User } from '../offboarding/identity/user.ts'

/**
 * The user object, as far as it is needed (API reference, *users*). `isBanned` has to be there: without it nothing is proved.
 * Any other field that is missing becomes null, and the rules that need it refuse.
 */
const userObject = v.pipe(
  v.object({
    id: v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.number(), v.safeInteger(), v.transform(String))]),
    email: v.fallback(v.nullish(v.string(), null), null),
    name: v.fallback(v.nullish(v.string(), null), null),
    isBanned: v.boolean(),
    role: v.fallback(v.nullish(v.object({ alias: v.string() }), null), null),
  }),
  v.transform(({ isBanned, role, ...user }): User => ({
    ...user,
    role: role?.alias ?? null,
    deactivated: isBanned,
  })),
)

/** Errors: `{ "status": 404, "message": "…" }`; validation errors may add details per field, which are left out. */
const errorObject = v.object({ message: v.string() })

/** Whether a body says nothing, as that of a success may: it is empty, or `{}`. */
export const isEmpty = (body: unknown): boolean =>
  body === undefined || (isObject(body) && Object.keys(body).length === 0)

/**
 * Whether the body of a 404 is the platform's own: its error object, and nothing else in it. Gateways in between have errors of their own
 * (an empty body, `{"message":"no Route matched"}`), which prove nothing about a user.
 */
export function isOwnNotFound(body: unknown): boolean {
  if (!isObject(body)) return false
  const { status, message, errors, ...others } = body as Record<string, unknown>
  return Number(status) === 404 && typeof message === 'string' && Object.keys(others).length === 0
}

const isObject = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && !Array.isArray(body)

/** The user a body shows, or null where it shows none. */
export function readUser(body: unknown): User | null {
  return parse(userObject, body)
}

/** A page of `GET /users`. Entries that show no user are left out: whoever is missed is asked for singly. */
const userPage = v.object({
  users: v.array(v.unknown()),
  totalCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

export interface ReadPage {
  users: User[]
  /** Entries on the page, readable or not. */
  entries: number
  totalCount: number
}

/** The page a body shows, or null where it shows none. */
export function readPage(body: unknown): ReadPage | null {
  const page = parse(userPage, body)
  if (page === null) return null
  const users = page.users.map(readUser).filter((user) => user !== null)
  return { users, entries: page.users.length, totalCount: page.totalCount }
}

/** The platform's own words in an error's body, on one line and bounded, or null. */
export function readErrorMessage(body: unknown): string | null {
  const message = parse(errorObject, body)?.message.replace(/\s+/g, ' ').trim()
  return message === undefined || message === '' ? null : message.slice(0, 500)
}

/** What a body shows by a schema, or null where it does not fit. */
function parse<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> | null {
  const { success, output } = v.safeParse(schema, body, { abortEarly: true })
  return success ? output : null
}
