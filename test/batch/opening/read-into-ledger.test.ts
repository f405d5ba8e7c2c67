import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NOTHING_LEFT_OUT } from '../../../src/offboarding/run/left-out.ts'
import { listRead } from '../../../src/cli/terminal/list-read.ts'
import { readFlags } from '../../../src/cli/flags/read-flags.ts'
import { readIntoLedger } from '../../../src/batch/opening/read-into-ledger.ts'
import { readingFlags } from '../../../src/cli/flags/reading-flags.ts'
import { readingRequest } from '../../../src/cli/flags/reading-request.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { Opened, NotOpened } from '../../../src/batch/opening/opened.ts'
import { leaverList } from '../../../src/cli/inputs/leaver-list.ts'
import { dayIn } from '../../../src/leavers/dates/calendar.ts'
import { allOf } from '../../support/begin-run.ts'
import type { RunOptions, RunRecord } from '../../../src/offboarding/run/run.ts'
import { COMMAND_LINE } from '../../support/cli.ts'
import { openLedger } from '../../support/ledger.ts'

let folder: string
let ledger: Ledger
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'list-'))
  ledger = await openLedger({ folder, create: true, now: () => new Date() })
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true })
})

const OPTIONS: Omit<RunOptions, 'reading'> = {
  deactivate: true,
  delete: true,
  roles: 'any',
  matchName: false,
  protect: [],
  kind: 'run',
  executes: null,
  preflight: 'auto',
}
const LIST = 'User ID;Leave date\nu1a;2026-11-22\nu2b;2026-11-23\nu3c;\n'

interface Given {
  list?: string | Buffer
  file?: string
  flags?: Record<string, string | boolean>
  now?: string
  options?: Partial<RunOptions>
  signal?: AbortSignal
}

async function open({
  list = LIST,
  file = 'list.csv',
  flags = {},
  now = '2026-11-23T12:00:00Z',
  options = {},
  signal = AbortSignal.any([]),
}: Given = {}): Promise<Opened | NotOpened> {
  const path = file === '-' ? '-' : join(folder, file)
  if (file !== '-') writeFileSync(path, list)
  const reading = readingRequest(readFlags(readingFlags, { timezone: 'UTC', ...flags }, COMMAND_LINE), {})
  const request = {
    open: leaverList(path, reading, Readable.from([Buffer.from(list)])),
    reading,
    site: 'acme.konstant.ly',
    options: { ...OPTIONS, ...options },
    languageFor: () => 'en' as const,
    resumeMaxAgeMs: Infinity,
    version: '0.0.0',
  }
  const deps = { now: () => new Date(now), dayIn, random: Math.random }
  return readIntoLedger(ledger, request, deps, signal)
}

async function read(given: Given = {}): Promise<{ record: RunRecord; resumed: boolean; outcomes: string[] }> {
  const opened = await open(given)
  if ('kind' in opened) throw new Error(opened.kind)
  const { run } = opened.session
  const outcomes = (await allOf(run.rows())).map(({ outcome }) => outcome)
  return { record: await run.record(), resumed: opened.resumed, outcomes }
}

describe('readIntoLedger', () => {
  test('keeps how the list was read, and says so without a word of what is in it', async () => {
    const { record } = await read()
    expect(record.list).toMatchObject({
      encoding: 'utf-8',
      delimiter: ';',
      emptyLeaveDates: 1,
      today: '2026-11-23',
    })
    expect(listRead(record, 0)).toEqual({
      type: 'list_read',
      run: record.id,
      sha256: record.list.sha256,
      rows: 3,
      encoding: 'utf-8',
      delimiter: ';',
      choice: 'user ID from column 1 "User ID", leave date from column 2 "Leave date"',
      remembered: null,
      emptyLeaveDates: 1,
      emptyLeaveDate: 'hold',
      undatedDue: 0,
      leftOut: NOTHING_LEFT_OUT,
      today: '2026-11-23',
    })
  })

  test('decides who is due by the day it is in the time zone', async () => {
    expect((await read({ now: '2026-11-23T23:30:00Z' })).outcomes).toEqual([
      'not_attempted',
      'not_due',
      'invalid',
    ])
    expect(
      (await read({ now: '2026-11-23T23:30:00Z', flags: { timezone: 'Europe/Berlin' } })).outcomes,
    ).toEqual(['not_attempted', 'not_attempted', 'invalid'])
  })

  test('goes on the next day with what was due the day before', async () => {
    const first = await read()
    const second = await read({ now: '2026-11-24T12:00:00Z' })
    expect(second.resumed).toBe(true)
    expect(second.outcomes).toEqual(first.outcomes)
    expect(second.record.list.today).toBe('2026-11-23')
  })

  test('looks ahead with --before, in a run of its own', async () => {
    await read()
    const ahead = await read({ flags: { before: '2026-12-01' } })
    expect(ahead.resumed).toBe(false)
    expect(ahead.outcomes).toEqual(['not_attempted', 'not_attempted', 'invalid'])
  })

  test('takes rows without a leave date for due where that is said, in a run of its own', async () => {
    const held = await read()
    expect(held.record.options.reading).not.toHaveProperty('emptyLeaveDate')
    const due = await read({ flags: { 'empty-leave-date': 'due' } })
    expect(due.resumed).toBe(false)
    expect(due.record.options.reading).toMatchObject({ emptyLeaveDate: 'due' })
    expect(due.outcomes).toEqual(['not_attempted', 'not_due', 'not_attempted'])
    expect((await read({ flags: { 'empty-leave-date': 'due' } })).resumed).toBe(true)
  })

  test('does not care for the time zone where nothing depends on it', async () => {
    const list = 'User ID\nu1a\n'
    await read({ list })
    expect((await read({ list, flags: { timezone: 'Asia/Tokyo' } })).resumed).toBe(true)
  })

  test('unpacks .gz and standard input', async () => {
    expect((await read({ list: gzipSync(LIST), file: 'list.csv.GZ' })).outcomes).toHaveLength(3)
    expect((await read({ list: gzipSync(LIST), file: '-' })).outcomes).toHaveLength(3)
    await expect(read({ list: gzipSync(LIST) })).rejects.toThrow('is a gzip file')
  })

  test('refuses a list of addresses, and rows without an ID, where nobody is looked up', async () => {
    const off = { preflight: 'off' as const }
    expect(await open({ list: 'Email\nanna@example.com\n', options: off })).toMatchObject({
      kind: 'no_user_ids',
    })
    expect(
      (await read({ list: 'ID,Email\nu1a,a@example.com\n,b@example.com\n', options: off })).outcomes,
    ).toEqual(['not_attempted', 'invalid'])
  })

  test('can be stopped while it finds out who is on several rows, and then keeps nothing', async () => {
    const stop = new AbortController()
    let isOpen = false
    await ledger.close()
    // After the ledger, the first that asks for the time is who settles the rows: all have been read by then.
    ledger = await openLedger({
      folder,
      create: true,
      now: () => {
        if (isOpen) stop.abort()
        return new Date()
      },
    })
    isOpen = true
    const list = 'id;email;leave date\nu1;;2099-01-01\nu1;m1@x.de;2026-01-01\nu2;m1@x.de;2026-01-01\n'
    await expect(read({ list, signal: stop.signal })).rejects.toThrow('aborted')
    expect(await ledger.runs()).toEqual([])
  })

  test('leaves no trace of a list that breaks on its last line', async () => {
    await expect(read({ list: `${LIST}u4d;"` })).rejects.toThrow('line 5 opens a quote')
    expect(await ledger.runs()).toEqual([])
  })
})
