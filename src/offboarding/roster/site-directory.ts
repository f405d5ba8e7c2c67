import { emailKey } from '../identity/email.ts'
import type { User } from '../identity/user.ts'
import { alikeKeys, exactKey, localKey, nameKey, nearKey } from './keys.ts'

/** The numbers of users. A key has the very same list whenever it is asked for. */
export type Users = readonly number[]

const NOBODY: Users = []

/** Users by a key: of most keys one, whose list all indexes share, because a site may have very many users. */
class Index {
  readonly #users = new Map<string, number | number[]>()
  readonly #alone: readonly Users[]

  /** `alone`: a list for each user, with nobody else on it. */
  constructor(alone: readonly Users[]) {
    this.#alone = alone
  }

  add(key: string, user: number): void {
    if (key === '') return
    const found = this.#users.get(key)
    if (found === undefined) this.#users.set(key, user)
    else if (typeof found === 'number') this.#users.set(key, [found, user])
    else found.push(user)
  }

  get(key: string): Users {
    const found = key === '' ? undefined : this.#users.get(key)
    return (typeof found === 'number' ? this.#alone[found] : found) ?? NOBODY
  }
}

/** What names a user. */
export type Identifier = 'id' | 'email' | 'attribute'

/** What a number may be. */
export type NumberKind = Exclude<Identifier, 'email'>

/** All users of a site, to be found by whatever may mean them. Each is known by its number, from 0. */
export class SiteDirectory {
  readonly users: readonly User[]
  readonly #exact: Readonly<Record<Identifier, Index>>
  readonly #near: Readonly<Record<NumberKind, Index>>
  readonly #nearAddresses: Index
  readonly #names: Index
  /** By two words of a name, where it has more of them. */
  readonly #alike: Index

  constructor(users: readonly User[]) {
    const alone = users.map((_, user) => [user])
    const index = (): Index => new Index(alone)
    this.users = users
    this.#exact = { id: index(), email: index(), attribute: index() }
    this.#near = { id: index(), attribute: index() }
    this.#nearAddresses = index()
    this.#names = index()
    this.#alike = index()
    for (const [user, each] of users.entries()) this.#add(user, each)
  }

  #add(user: number, { id, email, name, attribute }: User): void {
    this.#exact.id.add(id, user)
    this.#near.id.add(nearKey(id), user)
    if (email !== null) {
      // Also an address that cannot be read as one has a key.
      this.#exact.email.add(emailKey(email), user)
      this.#nearAddresses.add(localKey(email), user)
    }
    if (typeof attribute === 'string') {
      this.#exact.attribute.add(attribute, user)
      this.#near.attribute.add(nearKey(attribute), user)
    }
    if (name === null) return
    const whole = nameKey(name)
    this.#names.add(whole, user)
    for (const key of alikeKeys(name)) if (key !== whole) this.#alike.add(key, user)
  }

  /** The users whom a text names just so. */
  exactly(by: Identifier, text: string): Users {
    return this.#exact[by].get(by === 'email' ? emailKey(text) : exactKey(text))
  }

  /** The users whose ID, or value of the attribute, a number may be. */
  nearNumber(by: NumberKind, text: string): Users {
    return this.#near[by].get(nearKey(text))
  }

  /** The users whose address may be meant by another one, or by a broken one. */
  nearAddress(text: string): Users {
    return this.#nearAddresses.get(localKey(text))
  }

  named(name: string): Users {
    return this.#names.get(nameKey(name))
  }

  /** The users with two words of their name in common with this one, by the words. */
  namedAlike(name: string): Users[] {
    return alikeKeys(name).flatMap((key) => [this.#names.get(key), this.#alike.get(key)])
  }
}
