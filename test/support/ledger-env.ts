import { serverOf } from './ledger.ts'

/** Commands that have no ledger on a server, name more than one, or of which the tests are about files and folders. */
const WITHOUT = ['demo', 'sandbox', 'help', 'completion', '--all', 'copy', 'check']

/**
 * The variables that lead a command to the ledger of its `--out` where the tests keep ledgers on a server. None where the test itself says where
 * the ledger is.
 */
export function ledgerEnv(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const isSaid = argv.some((word) => word.startsWith('--ledger')) || 'KONSTANTLY_LEDGER' in env
  if (isSaid || argv.some((word) => WITHOUT.includes(word))) return {}
  const server = serverOf(valueOf('out', argv) ?? env['KONSTANTLY_OUT'] ?? './offboarding')
  if (server === null) return {}
  return { KONSTANTLY_LEDGER: server.url, KONSTANTLY_LEDGER_SCHEMA: server.schema }
}

function valueOf(flag: string, argv: readonly string[]): string | undefined {
  const joined = argv.find((word) => word.startsWith(`--${flag}=`))
  const at = argv.indexOf(`--${flag}`)
  return joined?.slice(flag.length + 3) ?? (at === -1 ? undefined : argv[at + 1])
}
