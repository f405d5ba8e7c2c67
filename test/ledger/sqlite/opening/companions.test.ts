import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LedgerUnusableError } from '../../../../src/ledger/errors.ts'
import { Ledger, LEDGER_FILE } from '../../../../src/ledger/ledger.ts'
import { cli, temporaryFolder } from '../../../support/cli.ts'
import { testOnSqlite } from '../../../support/ledger.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
const open = (folder: string): Promise<Ledger> => Ledger.open({ folder, create: true, now })
const look = (folder: string): Promise<Ledger> =>
  Ledger.open({ folder, create: false, onlyToRead: true, now })

const FILES = ['', '-wal', '-shm', '-journal', '.lock', '.lock-journal', '.owner.json'].map(
  (suffix) => LEDGER_FILE + suffix,
)
const isRoot = process.geteuid?.() === 0

describe.each(FILES)('in the place of %s', (file) => {
  function folderWith(make: (path: string) => void): string {
    const folder = temporaryFolder()
    make(join(folder, file))
    return folder
  }

  async function expectRefused(folder: string, what: string): Promise<void> {
    const before = readdirSync(folder)
    for (const opening of [open, look]) {
      if (opening === look && file !== LEDGER_FILE) writeFileSync(join(folder, LEDGER_FILE), '')
      await expect(opening(folder)).rejects.toThrow(LedgerUnusableError)
      await expect(opening(folder)).rejects.toThrow(`${file} is ${what}, where a file of the ledger belongs`)
    }
    rmSync(join(folder, LEDGER_FILE), { force: true, recursive: true })
    expect(readdirSync(folder)).toEqual(before.filter((name) => name !== LEDGER_FILE))
  }

  test('a link is not followed', async () => {
    const victim = join(temporaryFolder(), 'victim')
    writeFileSync(victim, 'precious')
    await expectRefused(
      folderWith((path) => {
        symlinkSync(victim, path)
      }),
      'a link',
    )
    expect(readFileSync(victim, 'utf8')).toBe('precious')
  })

  test('no file is begun by way of a link to nowhere', async () => {
    const nowhere = join(temporaryFolder(), 'nowhere')
    await expectRefused(
      folderWith((path) => {
        symlinkSync(nowhere, path)
      }),
      'a link',
    )
    expect(existsSync(nowhere)).toBe(false)
  })

  test('a FIFO is not waited for', async () => {
    await expectRefused(
      folderWith((path) => {
        execFileSync('mkfifo', [path])
      }),
      'a FIFO',
    )
  })

  test('a folder is refused', async () => {
    await expectRefused(
      folderWith((path) => {
        mkdirSync(path)
      }),
      'a folder',
    )
  })

  test.skipIf(!isRoot)("another user's file is refused", async () => {
    const folder = folderWith((path) => {
      writeFileSync(path, '')
      chownSync(path, 65534, 65534)
    })
    await expect(open(folder)).rejects.toThrow(`${file} belongs to uid 65534`)
  })
})

describe("the ledger's companions", () => {
  test('are for their owner alone whatever the umask, also a lock that an earlier version made for everybody', async () => {
    const umask = process.umask(0)
    try {
      const folder = join(temporaryFolder(), 'out')
      await (await open(folder)).close()
      chmodSync(join(folder, `${LEDGER_FILE}.lock`), 0o666)
      const ledger = await open(folder)
      const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)
      await ledger.close()
      expect(modes.length).toBeGreaterThan(3)
      expect(new Set(modes)).toEqual(new Set([0o600]))
      expect(statSync(folder).mode & 0o777).toBe(0o700)
    } finally {
      process.umask(umask)
    }
  })

  test('a note that was left by a process that is gone is written anew', async () => {
    const folder = temporaryFolder()
    const note = join(folder, `${LEDGER_FILE}.owner.json`)
    writeFileSync(note, 'x'.repeat(100_000))
    const ledger = await open(folder)
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ pid: process.pid })
    await ledger.close()
    expect(existsSync(note)).toBe(false)
  })
})

describe('the folder of a ledger', () => {
  test('is refused where everybody may take files away, and mentioned where others may write', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    await expect(open(folder)).rejects.toThrow('everybody on this machine can write in')
    expect(readdirSync(folder)).toEqual([])
    chmodSync(folder, 0o1777)
    const ledger = await open(folder)
    expect(ledger.notices.join()).toContain('everybody on this machine can write in')
    await ledger.close()
  })

  testOnSqlite(
    'may have a name that SQLite would take for an address, and none that it cannot open',
    async () => {
      const parent = temporaryFolder()
      const folder = relative(process.cwd(), join(parent, 'file:out?mode=memory'))
      await (await open(folder)).close()
      expect(readdirSync(parent)).toEqual(['file:out?mode=memory'])
      for (const name of [`${'x'.repeat(250)}/${'x'.repeat(250)}`, 'x'.repeat(300)]) {
        const { exitCode, stderr } = await cli(['runs', '--out', join(parent, name)])
        expect(exitCode).toBe(2)
        expect(stderr).toContain('shorter name')
      }
    },
  )
})
