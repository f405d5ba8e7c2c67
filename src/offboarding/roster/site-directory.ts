import { emailKey } from '../identity/email.ts'
import type { User } from '../identity/user.ts'
import { alikeKeys, exactKey, localKey, nameKey, nearKey } from './keys.ts'

/** The numbers of users. A key has the same list whenever it is asked for. */
export type Users = readonly number[]

const NOBODY: Users = []

/** Users by a key. */
class Index {
  readonly #users = new Map<string, number[]>()

  add(key: string, user: number): void {
    if (key === '') return
    const found = this.#users.get(key)
    if (found === undefined) this.#users.set(key, [user])
    else found.push(user)
  }

  get(key: string): Users {
    return (key === '' ? undefined : this.#users.get(key)) ?? NOBODY
  }
}

/** What names a user. */
export type Identifier = 'id' | 'email' | 'attribute'

/** What a number may be. */
export type NumberKind = Exclude<Identifier, 'email'>

/** All users of a site, to be found by whatever may mean them. Each is known by its number, from 0. */
export class SiteDirectory {
  readonly users: readonly User[]
  readonly #exact: Readonly<Record<Identifier, Index>> = {
    id: new Index(),
    email: new Index(),
    attribute: new Index(),
  }
  readonly #near: Readonly<Record<NumberKind, Index>> = { id: new Index(), attribute: new Index() }
  readonly #nearAddresses = new Index()
  readonly #names = new Index()
  readonly #alike = new Index()

  constructor(users: readonly User[]) {
    this.users = users
    for (const [user, { id, email, name, attribute }] of users.entries()) {
      this.#exact.id.add(id, user)
      this.#near.id.add(nearKey(id), user)
      // Also an address that cannot be read as one has a key.
      if (email !== null) this.#exact.email.add(emailKey(email), user)
      if (email !== null) this.#nearAddresses.add(localKey(email), user)
      if (typeof attribute === 'string') this.#exact.attribute.add(attribute, user)
      if (typeof attribute === 'string') this.#near.attribute.add(nearKey(attribute), user)
      if (name === null) continue
      this.#names.add(nameKey(name), user)
      for (const key of alikeKeys(name)) this.#alike.add(key, user)
    }
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
    return alikeKeys(name).map((key) => this.#alike.get(key))
  }
}
