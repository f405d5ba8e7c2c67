import { expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-code.ts'
import { documentOf, fencesOf } from '../docs/documents.ts'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'
import { query } from '../support/postgres.ts'
import { person, sandbox } from '../support/sandbox.ts'

/** The statements of the document that make the worker. */
const SQL = fencesOf(documentOf('docs/postgresql.md'))
  .filter(({ info }) => info === 'sql')
  .flatMap(({ lines }) => lines)
  .join('\n')
const server = process.env['TEST_POSTGRES_URL'] ?? ''
const PASSWORD = 'role-s3cret'

/** A database with an owner. Names of roles are those of the whole server, so they begin with that of the database. */
async function makeDatabase() {
  const name = `roles_${process.pid}`
  const urlOf = (role: string | null): string => {
    const url = new URL(server)
    url.pathname = `/${name}`
    if (role === null) return url.href
    url.username = `${name}_${role}`
    url.password = PASSWORD
    return url.href
  }
  await query(server, `CREATE ROLE ${name}_owner LOGIN PASSWORD '${PASSWORD}'`)
  await query(server, `CREATE DATABASE ${name} OWNER ${name}_owner TEMPLATE template0 ENCODING UTF8`)
  const statements = SQL.replaceAll('offboarding', name).replaceAll(
    /konstantly_(owner|worker)/g,
    `${name}_$1`,
  )
  return {
    urlOf,
    makeWorker: async (): Promise<void> => {
      await query(urlOf(null), `${statements}; ALTER ROLE ${name}_worker PASSWORD '${PASSWORD}'`)
    },
    drop: async (): Promise<void> => {
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`)
      await query(server, `DROP ROLE IF EXISTS ${name}_owner, ${name}_worker`)
    },
  }
}

test.runIf(server !== '')(
  'the owner makes a ledger, and the worker works on it and can do no more',
  async () => {
    const { urlOf, makeWorker, drop } = await makeDatabase()
    const platform = await sandbox({ users: Array.from({ length: 30 }, (_, index) => person(`u${index}`)) })
    const folder = temporaryFolder()
    const list = writeList(folder, 'id\nu1\n')
    const env = {
      KONSTANTLY_BASE_URL: platform.baseUrl,
      KONSTANTLY_API_KEY: platform.apiKey,
      KONSTANTLY_OUT: folder,
    }
    const later = (): Date => new Date(Date.now() + 48 * 3_600_000)
    const as = (role: string, [command = '', ...argv]: readonly string[]): ReturnType<typeof cli> =>
      cli([command, ...argv], {
        env: { ...env, KONSTANTLY_LEDGER: urlOf(role) },
        ...(command === 'forget' && { deps: { now: later } }),
      })
    try {
      expect(await as('owner', ['run', list, '--dry-run'])).toMatchObject({ exitCode: EXIT.ok })
      await makeWorker()
      for (const argv of [
        ['check'],
        ['run', list, '--yes', '--archive', '--archive-in', 'ledger'],
        ['verify'],
        ['report'],
        ['report', '--check'],
        ['runs', '--all'],
        ['forget', '--older-than', '1d', '--delete-archive', '--yes'],
      ]) {
        const { exitCode, stderr } = await as('worker', argv)
        expect(exitCode, `${argv.join(' ')}: ${stderr}`).toBe(EXIT.ok)
      }

      for (const sql of [
        'CREATE TABLE konstantly_offboard.more (one integer)',
        'DROP TABLE konstantly_offboard.rows',
        'ALTER TABLE konstantly_offboard.rows ADD COLUMN more integer',
        'CREATE TRIGGER more BEFORE INSERT ON konstantly_offboard.rows EXECUTE FUNCTION suppress_redundant_updates_trigger()',
        'TRUNCATE konstantly_offboard.rows',
        'CREATE SCHEMA more',
        'UPDATE konstantly_offboard.ledger SET version = 1',
      ])
        await expect(query(urlOf('worker'), sql), sql).rejects.toThrow(/permission denied|must be owner/)
    } finally {
      await drop()
    }
  },
)
