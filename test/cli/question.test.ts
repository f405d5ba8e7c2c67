import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { confirm } from '../../src/cli/terminal/confirm.ts'
import type { Summary } from '../../src/report/summary.ts'
import type { AffectedUser } from '../../src/offboarding/identity/affected-user.ts'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, person, sandbox } from '../support/sandbox.ts'

const people: readonly AffectedUser[] = Array.from({ length: 45 }, (_, index) => ({
  ...{ row: 2 * index + 1, userId: `u${index + 1}`, name: `User ${index + 1}`, email: null },
  ...{ isLookedUp: true, isDeactivated: false, isUndated: false, waitsUntil: null },
}))

/** Asks about the first `count` of them, and types a line at each prompt. `shown`: what stands before each prompt. */
async function ask(
  count: number,
  lines: readonly string[],
): Promise<{ answer: string; shown: string[]; paused: number[] }> {
  let text = ''
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard })
  const left = [...lines]
  const screen = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString()
        if (chunk.toString().includes('Type the number')) {
          // Whatever is behind the first line was typed ahead.
          setImmediate(() => keyboard.write(left.shift() ?? '\r'))
        }
        done()
      },
    }),
    { isTTY: true },
  )
  const paused: number[] = []
  const question = {
    ...{ site: 'acme.konstant.ly', users: count, what: 'deleted for good', deactivated: 0 },
    ...{ undated: { count: 0, rows: [] }, outcomes: { not_attempted: count }, expectedMs: 0, loosened: [] },
    remembered: null,
    people: (row: number, most: number) =>
      Promise.resolve(
        people
          .slice(0, count)
          .filter((user) => user.row > row)
          .slice(0, most),
      ),
  }
  const deps = {
    stdin: keyboard,
    stderr: screen,
    pause: async (ms: number) => {
      paused.push(ms)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
  const answer = await confirm(question, deps, new AbortController().signal, () => undefined)
  return { answer, shown: text.split(/Type the number[^:]*:/).slice(0, -1), paused }
}

const usersIn = (text: string): number[] => [...text.matchAll(/User (\d+)/g)].map(([, n]) => Number(n))
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('shows everybody where they are twenty, and offers no more', async () => {
  const { answer, shown } = await ask(20, ['20\r'])
  expect(answer).toBe('confirmed')
  expect(usersIn(shown[0] ?? '')).toEqual(range(1, 20))
  expect(shown[0]).not.toContain('more')
})

test('shows the next twenty for each `list`, begins anew after the last, and takes the number at any time', async () => {
  const { answer, shown, paused } = await ask(45, ['list\r', 'LIST\r', 'list\r', '45\r'])
  expect(answer).toBe('confirmed')
  expect(shown.map(usersIn)).toEqual([range(1, 20), range(21, 40), range(41, 45), range(1, 20)])
  expect(shown.map((text) => /and (\d+) more/.exec(text)?.[1])).toEqual(['25', '5', undefined, '25'])
  // What is typed ahead of a question is thrown away each time.
  expect(paused).toEqual([1_000, 1_000, 1_000, 1_000])
})

test('a number that was typed behind `list` answers nothing', async () => {
  const { answer } = await ask(45, ['list\r45\r', 'no\r'])
  expect(answer).toBe('declined')
})

test('names who is touched, with what is unusual about them, and says what Ctrl+C does', async () => {
  const platform = await sandbox({
    users: [person('u1', { name: 'Ann Smith' }), person('u2'), person('u3', { isBanned: true })],
  })
  const out = temporaryFolder()
  const list = writeList(out, 'id,leave date\nu1,\nu2,2020-01-31\nu3,2020-01-31\n')
  const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const known = await cli([...argv, '--empty-leave-date', 'due'], { env, types: ['no'] })
  expect(known.exitCode).toBe(4)
  expect(known.stderr).toMatch(/^ {2}row 1 {2}Ann Smith +u1@example\.com {2}\(no leave date\)$/m)
  expect(known.stderr).toMatch(/^ {2}row 2 .* u2@example\.com$/m)
  expect(known.stderr).toMatch(/^ {2}row 3 .* {2}\(deactivated already\)$/m)
  expect(known.stderr).toContain('Ctrl+C now touches nobody.')
  const blind = await cli([...argv, '--preflight', 'off'], { env, types: ['no'] })
  expect(blind.stderr).toMatch(/^ {2}row 2 {2}u2 {2}\(not looked up\)$/m)
  expect(changes(platform)).toEqual([])
})

test('says until when somebody waits whom a list would have deleted now', async () => {
  const platform = await sandbox({ users: [person('u1')] })
  const out = temporaryFolder()
  const argv = ['run', '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const first = await cli([...argv, writeList(out, 'id\nu1\n'), '--grace', '30d', '--yes', '--json'], { env })
  const [until = ''] = Object.keys((JSON.parse(first.stdout) as Summary).due)
  const again = writeList(out, 'id\nu1\n\n', 'again.csv')
  const { stderr } = await cli([...argv, again], { env, types: ['no'] })
  expect(until).toMatch(/^\d{4}-/)
  expect(stderr).toMatch(new RegExp(`^ {2}row 1 .* {2}\\(grace period until ${until}\\)$`, 'm'))
})

test('says until when somebody waits whom an undo would reactivate, and not that they are deactivated: all of them are', async () => {
  const platform = await sandbox({ users: [person('u1')] })
  const out = temporaryFolder()
  const at = ['--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const list = writeList(out, 'id\nu1\n')
  const first = await cli(['run', list, '--grace', '30d', '--yes', '--json', ...at], { env })
  const { run, due } = JSON.parse(first.stdout) as Summary
  const [until = ''] = Object.keys(due)
  const { stderr } = await cli(['undo', run, ...at], { env, types: ['no'] })
  expect(until).toMatch(/^\d{4}-/)
  expect(stderr).toMatch(new RegExp(`^ {2}row 1 .* {2}\\(grace period until ${until}\\)$`, 'm'))
  expect(stderr).toContain(
    '1 not attempted: Read above why the run was refused. Correct that, and run the command again.',
  )
})
