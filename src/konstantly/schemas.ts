import * as v from 'valibot'
import type { SiteAttribute } from '../offboarding/answer.ts'
import { attributeValue } from '../offboarding/identity/attribute-value.ts'
import type { RecordFields, User } from '../offboarding/identity/user.ts'

const text = v.pipe(v.string(), v.nonEmpty())

/** The alias of a role. The tables of the API reference have it as a text, and its examples as an object with the alias in it. */
const role = v.union([
  text,
  v.pipe(
    v.object({ alias: text }),
    v.transform(({ alias }) => alias),
  ),
])

/**
 * The user object, as far as it is needed (API reference, *users*). `isBanned` has to be there: without it nothing is proved.
 * Any other field that is missing becomes null, and the rules that need it refuse.
 */
const userObject = v.pipe(
  v.object({
    id: v.union([text, v.pipe(v.number(), v.safeInteger(), v.transform(String))]),
    email: v.fallback(v.nullish(v.string(), null), null),
    name: v.fallback(v.nullish(v.string(), null), null),
    isBanned: v.boolean(),
    role: v.fallback(v.nullable(role), null),
    attributes: v.optional(v.unknown()),
  }),
  v.transform(({ isBanned, role, attributes, ...user }) => ({
    user: { ...user, role, deactivated: isBanned } satisfies User,
    attributes,
  })),
)

/**
 * What the attributes of a user, an object by `apiId`, say of one of them: a text, or null where the user has none. Undefined where they do not
 * tell: they are no such object, or hold something that is no text. An empty list is how some servers write an empty object.
 */
function valueOf(attributes: unknown, apiId: string): string | null | undefined {
  if (Array.isArray(attributes)) return attributes.length === 0 ? null : undefined
  if (!isObject(attributes)) return undefined
  const value = new Map<string, unknown>(Object.entries(attributes)).get(apiId) ?? null
  if (value === null) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined
  return typeof value === 'string' ? attributeValue(value) || null : undefined
}

/** The texts and numbers among the values of all attributes of a user, by `apiId`, or nothing. */
function allValues(user: unknown): Readonly<Record<string, string>>[] {
  const attributes = isObject(user) && 'attributes' in user ? user.attributes : undefined
  if (!isObject(attributes)) return []
  const values = Object.keys(attributes).flatMap((apiId) => {
    const value = valueOf(attributes, apiId)
    return typeof value === 'string' ? [[apiId, value]] : []
  })
  return values.length === 0 ? [] : [Object.fromEntries(values) as Record<string, string>]
}

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

/** What is read of each user besides what every run needs. */
export interface UserReading {
  /** The `apiId` of the attribute that users are found by; absent where they are not found by one. */
  attribute?: string | undefined
  /** Whether to keep the user object whole, because it is to be saved. */
  isSaved?: boolean
  /** Whether pages of users tell the values of all attributes besides. */
  tellsAttributes?: boolean
}

/** The user a body shows; null where it shows none. */
export function readUser(
  body: unknown,
  { attribute: apiId, isSaved = false }: UserReading = {},
): User | null {
  const shown = parse(userObject, body)
  if (shown === null) return null
  const attribute = apiId === undefined ? undefined : valueOf(shown.attributes, apiId)
  return {
    ...shown.user,
    ...(attribute !== undefined && { attribute }),
    ...(isSaved && { record: body as RecordFields }),
  }
}

const siteAttributes = v.array(v.object({ apiId: text, name: v.fallback(v.nullish(v.string(), null), null) }))

/** The site's own attributes of users that a body shows, or null where it shows none. */
export function readAttributes(body: unknown): readonly SiteAttribute[] | null {
  return parse(siteAttributes, body)
}

const statistics = v.object({ usersCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })

/** How many users the site's statistics count, or null where a body does not tell. */
export const readUsersCount = (body: unknown): number | null => parse(statistics, body)?.usersCount ?? null

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

/** The page a body shows, its users as `readUser` does; null where it shows none. */
export function readPage(body: unknown, reading?: UserReading): ReadPage | null {
  const page = parse(userPage, body)
  if (page === null) return null
  const users = page.users.map((user) => readUser(user, reading)).filter((user) => user !== null)
  return { users, entries: page.users.length, totalCount: page.totalCount }
}

/** The texts and numbers among the values of all attributes of the users on a page, by `apiId`, of those who have any. */
export const readAllValues = (body: unknown): Readonly<Record<string, string>>[] =>
  parse(userPage, body)?.users.flatMap(allValues) ?? []
const fields = v.custom<RecordFields>((value) => isObject(value))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Entries of a list, as objects of which nothing is left out. A count that is none counts as not told. */
const entries = (name: 'assignments' | 'certificates'): v.GenericSchema<unknown, Entries> =>
  v.pipe(
    v.object({ [name]: v.array(fields), totalCount: v.fallback(v.nullish(count, null), null) }),
    v.transform((body) => ({
      entries: body[name] as RecordFields[],
      totalCount: body.totalCount as number | null,
    })),
  )
const ENTRIES = { assignments: entries('assignments'), certificates: entries('certificates') }

interface Entries {
  entries: readonly RecordFields[]
  totalCount: number | null
}

/** The assignments or certificates a body shows; null where it shows none, or some of them are no objects. */
export const readEntries = (body: unknown, name: keyof typeof ENTRIES): Entries | null =>
  parse(ENTRIES[name], body)

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
