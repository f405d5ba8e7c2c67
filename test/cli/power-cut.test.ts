import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { onSqlite } from '../support/ledger.ts'
import { cutPower, momentOf, type Moment } from '../support/power-cut.ts'
import { changes, person, sandbox } from '../support/sandbox.ts'

const IDS = Array.from({ length: 8 }, (_, n) => `u${n}`)

onSqlite('a run whose machine loses its power', () => {
  test.each([1, 4, 9, 15, 16])(
    'at change %i goes on, and loses nothing that was announced, whatever of the rest reached the disk',
    async (change) => {
      for (let seed = 1; seed <= 3; seed += 1) {
        const out = join(temporaryFolder(), 'out')
        const moments: Moment[] = []
        let seen = 0
        let isPowerOn = true
        const platform = await sandbox({
          users: [...IDS, ...IDS.map((id) => `x${id}`)].map((id) => person(id)),
          fault({ method }) {
            if (!isPowerOn) return null
            if (method !== 'GET') seen += 1
            if (seen < change) return null
            moments.push(momentOf(out))
            // Carried out, and its answer was never seen; nothing after it was ever sent.
            return moments.length === 1 ? 'lost' : 'reset'
          },
        })
        const list = writeList(temporaryFolder(), `id\n${IDS.join('\n')}\n`)
        await runAgainst(platform, list, out, ['--retries', '1', '--concurrency', '3'])
        isPowerOn = false
        const [synced, ...later] = moments
        if (synced === undefined) throw new Error('the power was never cut')
        const deleted = IDS.filter((id) => !platform.site.people().some((one) => one.id === id))

        const left = join(temporaryFolder(), 'left')
        cutPower(left, synced, later.at(-1) ?? synced, /-wal$/, seed)
        const again = await runAgainst(platform, list, left)
        expect(again.exitCode).toBe(0)
        expect(again.stderr).toContain('run resumed')
        expect(again.rows.map((row) => row['offboard_outcome'])).toEqual(IDS.map(() => 'deleted'))
        // Nobody was asked to be deleted once more who was gone before.
        const deletions = changes(platform)
          .slice(seen)
          .filter((one) => one.startsWith('DELETE'))
        expect(deletions.filter((one) => deleted.some((id) => one.endsWith(`/${id}`)))).toEqual([])
      }
    },
  )
})
