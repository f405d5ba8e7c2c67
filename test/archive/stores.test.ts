import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ArchiveFolder } from '../../src/archive/archive-folder.ts'
import type { ArchivedUser } from '../../src/offboarding/archived-user.ts'
import type { ArchiveStore } from '../../src/offboarding/ports/archive.ts'
import { allOf, beginRun, leaverRow } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { openLedger } from '../support/ledger.ts'

// What is saved of users is kept the same way in either place.

const RUN = '20261123T184500Z-3f9c'
const FILE = 'images/u1-0123456789abcdef.png'

const user = (userId: string, row: number): ArchivedUser => ({
  time: '2026-11-23T18:45:00.000Z',
  ...{ site: 'acme.konstant.ly', run: RUN, row, userId },
  user: { id: userId, name: 'Ute\nVogel\u2028\0\ud800' },
  assignments: [],
  certificates: [],
})
const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

interface Place {
  store: ArchiveStore
  lines: () => Promise<string[]>
  image: (file: string) => Promise<Buffer>
  close: () => Promise<void>
}

function inFolder(folder: string): Promise<Place> {
  const store = ArchiveFolder.open(join(folder, 'archive'))
  const bytesOf = (file: string): Promise<Buffer> =>
    Promise.try(() => readFileSync(join(folder, 'archive', file)))
  return Promise.resolve({
    store,
    lines: async () => (await bytesOf('records.jsonl')).toString().split('\n').slice(0, -1),
    image: bytesOf,
    close: () =>
      Promise.try(() => {
        store.close(false)
      }),
  })
}

async function inLedger(folder: string): Promise<Place> {
  const ledger = await openLedger({ folder, create: true, now: () => new Date() })
  const isBegun = (await ledger.runs()).length > 0
  const session = isBegun
    ? await ledger.resume(RUN, '0.0.0')
    : (await beginRun(ledger, [leaverRow(1, 'u1')], RUN)).session
  return {
    store: session.archive(),
    lines: () => allOf(session.run.archivedLines()),
    async image(file) {
      const pieces: Uint8Array[] = []
      for await (const piece of session.run.archivedImage(file)) pieces.push(piece)
      return Buffer.concat(pieces)
    },
    close: () => ledger.close(),
  }
}

describe.each([
  ['in files of the folder of the run', inFolder],
  ['in the ledger', inLedger],
])('an archive %s', (_, open) => {
  test('has a line for each user, with the hash that was told of it', async () => {
    const { store, lines, close } = await open(temporaryFolder())
    const users = [user('u1', 1), user('u2', 2), user('u3', 3)]
    const hashes = await Promise.all(users.map((one) => store.add(one)))
    const saved = await lines()
    expect(saved.map((line) => JSON.parse(line) as unknown)).toEqual(users)
    expect(saved.map(sha256)).toEqual(hashes)
    await close()
  })

  test('knows who is saved when it is opened again', async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    const hash = await first.store.add(user('u1', 1))
    await first.close()
    const { store, close } = await open(folder)
    expect(await store.hashOf(user('u1', 1))).toBe(hash)
    expect(await store.hashOf(user('u2', 2))).toBeNull()
    // The row means somebody else by now.
    expect(await store.hashOf(user('u2', 1))).toBeNull()
    await close()
  })

  test.each([0, 1, 192 * 1024, 700_001])('has an image of %i bytes as it was fetched last', async (size) => {
    const { store, image, close } = await open(temporaryFolder())
    const bytes = Uint8Array.from({ length: size }, (_, n) => n % 251)
    await store.addImage(FILE, Buffer.alloc(1_000_000, 'first'))
    // A view into more than the image, as bytes from the network are.
    await store.addImage(
      FILE,
      Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]).subarray(6, 6 + size),
    )
    expect(Buffer.compare(await image(FILE), bytes)).toBe(0)
    await close()
  })
})
