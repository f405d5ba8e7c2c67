import type { Deps } from '../deps.ts'
import type { ExitCode } from '../exit-code.ts'
import { readFlags } from '../flags/read-flags.ts'
import { readConnection } from '../inputs/connection.ts'
import { verifySession } from '../session/verify-session.ts'
import type { Parsed } from './command.ts'
import { verifyMeta } from './verify.meta.ts'

/** `verify [run]`: asks the platform once more for everyone whom the run deleted. */
export function verify(parsed: Parsed, deps: Deps, warnings: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(verifyMeta.flags, parsed, deps)
  const connection = readConnection(flags, deps.env, true)
  const { run } = parsed
  return verifySession({ flags, connection, warnings, run: typeof run === 'string' ? run : undefined }, deps)
}
