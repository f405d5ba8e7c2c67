import { secretsIn } from '../../offboarding/text/redact.ts'
import { UsageError } from '../usage-error.ts'
import { guard, text, type Flag } from './flag.ts'

const SCHEMA = 'konstantly_offboard'
const EXAMPLE = 'postgres://user@db.example.com/offboarding'

/** The text of a secret address is never in a message: it may hold a password. Throws UsageError. */
export function parseLedgerAddress(value: string, name: string): URL {
  const text = value.trim()
  const address = URL.parse(text)
  if (address === null || !/^postgres(?:ql)?:$/.test(address.protocol)) {
    throw new UsageError(
      `${name} must be the address of a PostgreSQL server, like ${EXAMPLE}. For a ledger in a file, leave it out and name the folder with --out.`,
    )
  }
  if (!isCutRight(text, address)) {
    throw new UsageError(
      `${name} must be one address like ${EXAMPLE}, on one line. In a password, write each of @ : / ? # % as what percent-encoding makes of it, such as %40 for @ and %2F for /.`,
    )
  }
  return address
}

/**
 * Whether what stands behind the host is a database and parameters, and not the rest of a password that was cut off at its first slash, or
 * of another address: that would be shown as a name.
 */
const isCutRight = (text: string, { pathname, hash, searchParams }: URL): boolean =>
  !/[\r\n\t]/.test(text) &&
  !/[@/]/.test(pathname.slice(1)) &&
  hash === '' &&
  [...searchParams.keys()].every((key) => /^\w+$/.test(key))

/** The passwords in an address of a server, wherever they stand. Of two, `pg` takes the parameter. */
const passwordsIn = ({ password, searchParams }: URL): string[] =>
  [...new Set([decoded(password), ...searchParams.getAll('password')])].filter((one) => one !== '')

/** What of an address must not be written anywhere: its passwords, alone and behind its user. Nothing of a text that is no address. */
export function ledgerSecrets(text: string): string[] {
  const address = URL.parse(text.trim())
  if (address === null) return []
  return passwordsIn(address).flatMap((password) => {
    const plain = new URL('https://host')
    plain.username = address.username
    plain.password = password
    return secretsIn(null, plain)
  })
}

/** Where the ledger is, if it is not in the folder. A guard, since its limits and grace periods count only what that ledger knows. */
export const ledgerFlags = {
  ledger: guard<string | undefined>({
    describe: 'The PostgreSQL server that has the ledger, instead of a file in --out',
    placeholder: 'url',
    initial: undefined,
    parse(value, name) {
      const address = parseLedgerAddress(value, name)
      if (name.startsWith('--') && passwordsIn(address).length > 0) {
        throw new UsageError(
          `${name} holds a password, and command lines end up in histories and lists of processes: set KONSTANTLY_${name.slice(2).toUpperCase()} instead, or leave the password to a file${name === '--ledger' ? ' (--ledger-file)' : ''}, to PGPASSWORD or to ~/.pgpass.`,
        )
      }
      return value.trim()
    },
  }),
  'ledger-file': guard(text('A file that holds that address, with its password', 'file', undefined)),
  'ledger-schema': guard<string>({
    describe: 'The schema of the ledger there',
    placeholder: 'name',
    initial: SCHEMA,
    shown: SCHEMA,
    parse(value, name) {
      if (/^(?!pg_)[a-z_][a-z0-9_]{0,62}$/.test(value)) return value
      throw new UsageError(
        `${name} must be the name of a schema: small letters, digits and underscores, 63 at most, and no digit or pg_ at its beginning; not "${value}".`,
      )
    },
  }) satisfies Flag<string>,
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}
