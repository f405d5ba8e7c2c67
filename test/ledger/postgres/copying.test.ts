import { expect, onTestFinished, test } from 'vitest'
import { copyLedger } from '../../../src/ledger/copying/copy-ledger.ts'
import { Ledger } from '../../../src/ledger/ledger.ts'
import { openLedger } from '../../../src/ledger/open-ledger.ts'
import type { OpenLedger } from '../../../src/ledger/access.ts'
import { cleanText } from '../../../src/ledger/postgres/statements/clean-text.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { describeOnServer, forTests, NOW, SERVER_URL } from './server.ts'

const now = (): Date => NOW

async function inFile(folder = temporaryFolder()): Promise<OpenLedger> {
  const ledger = await openLedger({ folder, create: true, toCopyInto: true, now })
  onTestFinished(() => ledger.close())
  return ledger
}

describeOnServer('a copy between a file and a server', () => {
  const { newSchema, open } = forTests()

  test('is the same on either side, and back again', async () => {
    const folder = temporaryFolder()
    const ledger = await Ledger.open({ folder, create: true, now })
    const rows = [leaverRow(1, 'u1', ['u1', 'Zoë "1"\n\\', '\u0000']), leaverRow(2, 'u2')]
    const { session } = await beginRun(ledger, rows)
    await session.journal().intend(1, { do: 'delete', userId: 'u1' })
    await ledger.close()

    const [file, server] = [await inFile(folder), await open(newSchema(), { toCopyInto: true })]
    await file.keys.write(Buffer.alloc(32, 7))
    const there = await copyLedger(file, server, cleanText)
    expect(there.find(({ name }) => name === 'rows')?.rows).toBe(2)
    const other = await inFile()
    expect(await copyLedger(server, other)).toEqual(there)
    expect(await other.keys.read()).toEqual(Buffer.alloc(32, 7))
    // The next run there gets a number of its own.
    expect(await server.db.nextRun()).toBe(2)
  })

  test('that was interrupted is no ledger, until it is made again', async () => {
    const schema = newSchema()
    const begun = await open(schema, { toCopyInto: true })
    await begun.close()
    const server = { url: SERVER_URL, schema }
    await expect(Ledger.open({ folder: '.', server, create: true, now })).rejects.toThrow(
      'holds a copy of a ledger that is not whole',
    )
    await copyLedger(await inFile(), await open(schema, { toCopyInto: true }), cleanText)
    const ledger = await Ledger.open({ folder: '.', server, create: false, now })
    expect(await ledger.runs()).toEqual([])
    await ledger.close()
  })

  test('waits for whoever works on one of its sites', async () => {
    const schema = newSchema()
    const server = { url: SERVER_URL, schema }
    const ledger = await Ledger.open({ folder: '.', server, create: true, now })
    const { session } = await beginRun(ledger, [leaverRow(1, 'u1')])
    const { site } = await session.run.record()
    await ledger.hold(site)
    await expect(copyLedger(await open(schema), await inFile())).rejects.toThrow('is in use by process')
    await ledger.close()
  })
})
