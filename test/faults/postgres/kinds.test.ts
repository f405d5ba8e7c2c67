import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPostgres, PostgresServer } from '../../support/postgres.ts'
import { someSeed } from '../arrange.ts'
import { MODES } from '../mode.ts'
import { canMount, mountMemory } from '../volume.ts'
import { play } from './play.ts'
import { KINDS, type Kind, type Sizes } from './played.ts'

/** A part of what `npm run test:faults:postgres` has. */
const SIZES = { users: 12, workers: 3, times: 1, modes: [MODES[0]] } satisfies Sizes

const isHere = findPostgres() !== null
if (!isHere)
  process.stderr.write(
    'SKIPPED: faults of a ledger on a server were not tried, since there is no PostgreSQL\n',
  )
const mayMount = isHere && canMount(() => mountMemory(64), "a full disk of a ledger's server")

let server: PostgresServer | null = null
beforeAll(async () => {
  server = await PostgresServer.start({ isDurable: true })
})
afterAll(() => server?.remove())

describe.skipIf(!isHere)('a ledger on a server', () => {
  test.for(Object.entries(KINDS) as [Kind, string][])('%s: %s', async ([kind], { skip }) => {
    skip(kind === 'full disk' && !mayMount)
    if (server === null) throw new Error('there is no server')
    const { seed, mode, wrong } = await play(kind, someSeed(), server, SIZES)
    expect(wrong, `seed ${seed}, ${mode}`).toEqual([])
  })
})
