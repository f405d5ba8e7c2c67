import { expect, test } from 'vitest'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { codesOf } from '../support/told-results.ts'
import { person, sandbox } from '../support/sandbox.ts'

// A run that has ended may have left somebody deactivated, and said so. Who is to stay by a later list may be still.

const users = Array.from({ length: 30 }, (_, index) => person(`u${index + 10}`))

/** A site on which u10 and u11 were deactivated by a run that could not delete them, and the run. */
async function leftDeactivated() {
  let isDown = true
  const platform = await sandbox({
    users,
    fault: ({ method }) => (isDown && method === 'DELETE' ? 'unavailable' : null),
  })
  const out = temporaryFolder()
  const list = writeList(out, 'id\nu10\nu11\n', 'first.csv')
  const { summary, rows } = await runAgainst(platform, list, out, ['--retries', '0'])
  expect(rows.map((row) => row['offboard_outcome'])).toEqual(['failed', 'failed'])
  isDown = false
  let runs = 0
  return {
    platform,
    run: summary.run,
    later: async (text: string, ...flags: string[]) => {
      runs += 1
      const { summary, exitCode } = await runAgainst(
        platform,
        writeList(out, text, `${runs}.csv`),
        out,
        flags,
      )
      return { exitCode, codes: await codesOf(out, summary.run) }
    },
    protect: (entry: string) => ['--protect', writeList(out, `${entry}\n`, 'protect.txt')],
  }
}

test.each([
  ['by ID, and stands there by ID', 'id\nu10\nu20\n', 'u10'],
  ['by ID, and stands there by address', 'email\nu10@example.com\nu20@example.com\n', 'u10'],
  ['by address, and stands there by ID', 'id\nu10\nu20\n', 'u10@example.com'],
])('who was left deactivated and is protected %s, is told of', async (_, list, entry) => {
  const { later, protect } = await leftDeactivated()
  const { codes, exitCode } = await later(list, ...protect(entry))
  expect(exitCode).toBe(0)
  expect(codes).toEqual(['on_protected_list deactivated_before', ''])
})

test('so is who turns out not to be due', async () => {
  const { later } = await leftDeactivated()
  const { codes } = await later('id,leave date\nu11,2099-12-31\nu20,2020-01-31\n')
  expect(codes).toEqual(['leave_date_to_come deactivated_before', ''])
})

test('not who was seen active since, or was never touched', async () => {
  const { platform, later, protect } = await leftDeactivated()
  platform.site.unban('u10')
  const byAddress = await later('id\nu10\nu20\n', ...protect('u10@example.com'))
  expect(byAddress.codes).toEqual(['on_protected_list', ''])
  const untouched = await later('id\nu21\nu22\n', ...protect('u21'))
  expect(untouched.codes).toEqual(['on_protected_list', ''])
})

test('nor who was reactivated, or deleted, by a run after that', async () => {
  const { platform, later, protect } = await leftDeactivated()
  await later('id\nu10\n', '--preflight', 'off', '--roles', 'intern')
  expect(platform.site.person('u10')).toMatchObject({ isBanned: false })
  await later('id\nu11\n')
  expect(platform.site.person('u11')).toBeUndefined()
  const { codes } = await later('id\nu10\nu11\n', ...protect('u10\nu11'))
  expect(codes).toEqual(['on_protected_list', 'on_protected_list'])
})
