import { secretsIn } from '../../offboarding/text/redact.ts'
import { UsageError } from '../usage-error.ts'
import { guard, text, type Flag } from './flag.ts'

const SCHEMA = 'konstantly_offboard'
const EXAMPLE = 'postgres://user@db.example.com/offboarding'

/** The text of a secret address is never in a message: it may hold a password. Throws UsageError. */
export function parseLedgerAddress(value: string, name: string): URL {
  const address = URL.parse(value.trim())
  if (address !== null && /^postgres(?:ql)?:$/.test(address.protocol)) return address
  throw new UsageError(
    `${name} must be the address of a PostgreSQL server, like ${EXAMPLE}. For a ledger in a file, leave it out and name the folder with --out.`,
  )
}

/** The password in an address of a server, wherever it stands; empty for none. */
export const passwordIn = ({ password, searchParams }: URL): string =>
  password === '' ? (searchParams.get('password') ?? '') : decoded(password)

/** What of an address must not be written anywhere: its password, alone and behind its user. Nothing of a text that is no address. */
export function ledgerSecrets(text: string): string[] {
  const address = URL.parse(text.trim())
  const password = address === null ? '' : passwordIn(address)
  if (address === null || password === '') return []
  const plain = new URL('https://host')
  plain.username = address.username
  plain.password = password
  return secretsIn(null, plain)
}

/** Where the ledger is, if it is not in the folder. A guard, since its limits and grace periods count only what that ledger knows. */
export const ledgerFlags = {
  ledger: guard<string | undefined>({
    describe: 'The PostgreSQL server that has the ledger, instead of a file in --out',
    placeholder: 'url',
    initial: undefined,
    parse(value, name) {
      const address = parseLedgerAddress(value, name)
      if (name.startsWith('--') && passwordIn(address) !== '') {
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
