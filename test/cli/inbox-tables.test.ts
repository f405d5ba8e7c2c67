import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Inbox } from '../../src/inbox/inbox.ts'
import { planNames } from '../../src/inbox/names.ts'
import { writeList } from '../support/cli.ts'
import { entries, inboxScene, listOf } from '../support/inbox.ts'

// The tables of plans, beside their lists.

test('a list that waits looks at its own table and at no other, so that thousands of lists can wait', async () => {
  const { folder, job } = await inboxScene()
  const all = vi.spyOn(Inbox.prototype, 'hashesOfTables')
  try {
    for (const user of ['u1', 'u2']) writeList(folder, listOf(user), `${user}.csv`)
    await job()
    expect((await job()).lists.map(({ is }) => is)).toEqual(['waiting', 'waiting'])
    expect(all).not.toHaveBeenCalled()
    writeList(folder, listOf('u1'), 'same.csv')
    expect((await job()).lists.map(({ is }) => is)).toEqual(['waiting', 'waiting', 'planned'])
    expect(all).toHaveBeenCalledOnce()
  } finally {
    all.mockRestore()
  }
})

test('a table that somebody has changed is kept aside, however long its name is', async () => {
  const { folder, job } = await inboxScene()
  const name = `${'x'.repeat(251)}.csv`
  writeList(folder, listOf('u1'), name)
  await job()
  for (const user of ['u2', 'u3']) {
    writeFileSync(join(folder, planNames(name).table), `notes of ${user}`)
    writeList(folder, listOf(user), name)
    const { lists, stderr } = await job()
    expect(lists, stderr).toMatchObject([{ is: 'planned', exitCode: 0 }])
  }
  const aside = entries(folder).filter((entry) => entry.includes('.changed'))
  expect(aside.map((entry) => entry.slice(entry.lastIndexOf('.')))).toEqual(['.changed', '.changed-2'])
})
