import type { ServerState } from '../../ledger/postgres/examining/examine-server.ts'
import { EXIT } from '../exit-code.ts'
import { runsInWords } from './folder.ts'
import { failed, ok, warning, type Facts, type Finding } from './finding.ts'

/** Whether the ledger on a server can be used. `name`: where it is, for people. */
export function serverFinding(state: ServerState, name: string): Finding {
  const server: Facts = { server: name }
  if (state.kind === 'unreachable')
    return failed('ledger', state.why, null, { exitCode: EXIT.unavailable, facts: server })
  if (state.kind === 'unusable') return failed('ledger', state.why, null, { facts: server })
  const { postgres, missing, pooler } = state
  const facts: Facts = { ...server, postgres, exists: state.kind === 'sound' }
  if (missing.length > 0) {
    return failed('ledger', `${name}: the role lacks rights: ${missing.join('; ')}`, RIGHTS, { facts })
  }
  if (state.kind === 'sound' && state.inUseBy !== null) {
    return failed('ledger', `the site is in use by ${state.inUseBy}`, 'Wait until that has ended.', {
      exitCode: EXIT.unavailable,
      facts: { ...facts, inUse: true },
    })
  }
  const found = `PostgreSQL ${postgres}, ${name}; ${contentInWords(state)}`
  const all = state.kind === 'none' ? facts : { ...facts, ...factsOf(state) }
  return pooler === null ? ok('ledger', found, all) : warning('ledger', `${found}. ${pooler}`, null, all)
}

const RIGHTS = 'Grant them; docs/postgresql.md has the statements.'

type Sound = ServerState & { kind: 'sound' }

function contentInWords(state: ServerState & { kind: 'none' | 'sound' }): string {
  if (state.kind === 'none') return 'there is no ledger yet; the first run makes it'
  const { version, newest, runs, unfinished } = state
  const older =
    version < newest ? `; of an earlier version (${version}); the next run brings it to ${newest}` : ''
  return `${runsInWords(runs, unfinished)}${older}`
}

const factsOf = ({ version, runs, unfinished }: Sound): Facts => ({
  inUse: false,
  version,
  runs,
  unfinished,
})
