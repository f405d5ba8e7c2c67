import { createHash } from 'node:crypto'
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/sandbox/random.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import type { SandboxRequest } from '../../src/sandbox/server.ts'
import type { Assignment, Training } from '../../src/sandbox/training.ts'
import { everythingOn, readArchive, savedIn, whyIncomplete } from '../support/archive.ts'
import {
  cli,
  logLines,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
} from '../support/cli.ts'
import { testOnSqlite } from '../support/ledger.ts'
import { changes, person as user, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, learners, people, plan } from '../stories/site.ts'

// Records are saved before anybody is deleted, or nobody is.

const listOf = (out: string, users: readonly { id: string }[]): string =>
  writeList(
    out,
    csv(
      'id',
      users.map(({ id }) => [id]),
    ),
  )

const asked = ({ requests }: WatchedSandbox, path: RegExp): string[] =>
  requests
    .filter(({ method }) => method === 'GET')
    .map((request) => request.path.replace('/openapi/v1', ''))
    .filter((each) => path.test(each))

/** How many pages the certificates of all courses have that some of these users take. */
function pagesOf({ site }: WatchedSandbox, users: readonly { id: string }[]): number {
  const courses = new Set(
    users.flatMap(({ id }) => site.training(id).assignments.map(({ course }) => course.id)),
  )
  const counts = [...courses].map(
    (course) => (site.certificates(course, 0, 0).body as { totalCount: number }).totalCount,
  )
  // Each page but the first begins with the last certificate of the page before it.
  return counts.reduce((pages, count) => pages + Math.max(1, Math.ceil((count - 1) / 99)), 0)
}

const deletes = ({ method, path }: SandboxRequest): boolean =>
  method === 'DELETE' && !path.includes('blocked')

/** An assignment of a course that was finished long ago. */
const finished = (course: number, more: Partial<Assignment> = {}): Assignment => ({
  ...{ assignedAt: 1_600_000_000, startedAt: 1_600_000_100, deadlineAt: 0, finishedAt: 1_600_100_000 },
  ...{ progressValue: 100, resultValue: 90, isCourseStarted: true, isCourseFinished: true, isExpired: false },
  course: { id: course, name: `Course ${course}` },
  ...more,
})

/** A certificate of a course. */
const certificate = (id: number, courseId: number): Training['certificates'][number] => ({
  ...{ id, name: 'Certificate', description: '', courseId, courseName: `Course ${courseId}` },
  ...{ imageUrl: `https://images.example.com/${id}.png`, achievedAt: 1_600_100_000 },
})

describe('a run with --archive', () => {
  test('saves all that the platform knows of each user who is deleted, in one more request a user and one a course', async () => {
    const platform = await sandbox({ users: people })
    const known = everythingOn(platform.site)
    const leavers = learners.slice(0, 30)
    const pages = pagesOf(platform, leavers)
    const out = temporaryFolder()
    const { exitCode, summary, rows, stderr } = await runAgainst(platform, listOf(out, leavers), out, [
      '--archive',
    ])
    expect(exitCode).toBe(0)
    expect(column(rows, 'outcome')).toEqual(leavers.map(() => 'deleted'))

    const saved = readArchive(out, summary.run)
    expect(saved.map(({ userId }) => userId).sort()).toEqual(leavers.map(({ id }) => id).sort())
    expect(leavers.map(({ id }) => whyIncomplete(id, saved, known.get(id) as never))).toEqual(
      leavers.map(() => null),
    )
    // What nothing here needs is saved, too, and it is the user as they were at last.
    expect(saved[0]?.user).toMatchObject({
      isBanned: true,
      occupation: expect.any(String) as string,
      fromApi: false,
    })
    expect(saved[0]).toMatchObject({
      site: summary.site,
      run: summary.run,
      row: expect.any(Number) as number,
    })
    expect(saved.flatMap(({ certificates }) => certificates).length).toBeGreaterThan(10)

    expect(pages).toBeGreaterThan(4)
    expect(asked(platform, /assignments/)).toHaveLength(leavers.length)
    expect(asked(platform, /certificates/)).toHaveLength(pages)
    expect(summary.requests).toMatchObject({
      archive: leavers.length + pages,
      deactivate: 30,
      delete: 30,
    })
    expect(summary.archive).toEqual({ users: 30 })
    expect(summary.options.archive).toBe('records')
    // 90 requests do not fit into the first minute's 100 with 31 more.
    const started = logLines(stderr).find(({ msg }) => msg === 'run started')
    expect(started).toMatchObject({ expectedMs: 0 })
  })

  test('counts the request for the assignments in what it should take', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = listOf(out, learners.slice(0, 30))
    const expectedOf = async (flags: string[]): Promise<unknown> => {
      const { run } = await plan(platform, out, list, undefined, flags)
      return (JSON.parse(readFileSync(join(out, run, 'summary.json'), 'utf8')) as { expected: unknown })
        .expected
    }
    expect(await expectedOf([])).toEqual({ users: 30, requests: 90, seconds: 0 })
    expect(await expectedOf(['--archive'])).toEqual({ users: 30, requests: 120, seconds: 60 })
  })

  test('writes the same for people, a line for each assignment, with no cell that a spreadsheet would run', async () => {
    const out = temporaryFolder()
    const platform = await sandbox({
      users: [user('u1', { name: '=HYPERLINK("x")', email: 'ü@example.com' }), user('u2')],
      training: ({ id }) => ({
        assignments:
          id === 'u1'
            ? [
                finished(7, { course: { id: 7, name: '@SUM(A1)' } }),
                finished(8, { finishedAt: 0, deadlineAt: 1_700_000_000 }),
              ]
            : [],
        certificates: id === 'u1' ? [certificate(1, 7), certificate(2, 7)] : [],
      }),
    })
    const { summary } = await runAgainst(platform, listOf(out, [{ id: 'u1' }, { id: 'u2' }]), out, [
      '--archive',
    ])
    const bytes = readFileSync(join(out, summary.run, 'archive', 'training-records.csv'), 'utf8')
    expect(bytes.startsWith('\uFEFFuser_id,')).toBe(true)
    expect(readResults(out, summary.run, 'archive/training-records.csv')).toEqual([
      {
        ...{
          user_id: 'u1',
          name: `'=HYPERLINK("x")`,
          email: 'ü@example.com',
          course_id: '7',
          course: `'@SUM(A1)`,
        },
        ...{
          assigned: '2020-09-13T12:26:40Z',
          started: '2020-09-13T12:28:20Z',
          deadline: '',
          finished: '2020-09-14T16:13:20Z',
        },
        ...{ progress: '100', result: '90', certificate_image: '' },
        certificate: 'https://images.example.com/1.png https://images.example.com/2.png',
      },
      expect.objectContaining({
        course_id: '8',
        deadline: '2023-11-14T22:13:20Z',
        finished: '',
        certificate: '',
      }),
    ])
    // Who has no assignment is saved all the same.
    expect(
      readArchive(out, summary.run)
        .map(({ userId }) => userId)
        .sort(),
    ).toEqual(['u1', 'u2'])
  })

  test('keeps its files to this user, and has their hashes in the summary, on the page and in the log', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { summary, stderr } = await runAgainst(platform, listOf(out, learners.slice(0, 3)), out, [
      '--archive',
    ])
    const folder = join(out, summary.run, 'archive')
    expect(readdirSync(folder).sort()).toEqual(['records.jsonl', 'training-records.csv'])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const page = readFileSync(join(out, summary.run, 'report.html'), 'utf8').replaceAll('<wbr>', '')
    const ended = logLines(stderr).find(({ msg }) => msg === 'run ended') as {
      hashes: Record<string, string>
    }
    for (const name of ['records.jsonl', 'training-records.csv']) {
      const path = join(folder, name)
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(summary.files).toContainEqual({ path, sha256 })
      expect(page).toContain(sha256)
      expect(ended.hashes[`archive/${name}`]).toBe(sha256)
    }
    expect(page).toContain('training records of 3 users saved')
    // Names and addresses are in the files only.
    expect(stderr).not.toContain('@example.com')
  })

  test('saves whoever was deactivated already, by what the look-up has shown', async () => {
    const platform = await sandbox({ users: [user('u1', { isBanned: true, occupation: 'Nurse' })] })
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, listOf(out, [{ id: 'u1' }]), out, ['--archive'])
    expect(readArchive(out, summary.run)).toMatchObject([
      { user: { id: 'u1', isBanned: true, occupation: 'Nurse' } },
    ])
    expect(summary.requests).toMatchObject({ delete: 1 })
    expect(changes(platform)).toEqual(['DELETE /users/u1'])
  })

  testOnSqlite(
    'leaves no whole user object in the ledger, and no list of certificates, once it is over',
    async () => {
      const platform = await sandbox({
        users: [
          user('u1', { occupation: 'Lighthouse keeper' }),
          user('u2', { isExpert: true, occupation: 'Lighthouse keeper' }),
        ],
      })
      const out = temporaryFolder()
      await runAgainst(platform, listOf(out, [{ id: 'u1' }, { id: 'u2' }]), out, ['--archive'])
      const ledger = readdirSync(out).filter((name) => name.startsWith('ledger'))
      const bytes = ledger.map((name) => readFileSync(join(out, name), 'latin1')).join('')
      expect([bytes.includes('Name of u1'), bytes.includes('Lighthouse')]).toEqual([true, false])
    },
  )

  test('makes no folder where nobody is saved', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { exitCode, summary } = await runAgainst(platform, listOf(out, learners.slice(0, 60)), out, [
      '--archive',
      '--max-percent',
      '20',
    ])
    expect(exitCode).toBe(4)
    expect(readdirSync(join(out, summary.run))).not.toContain('archive')
  })
})

describe('at the moment of each deletion', () => {
  test.each([1, 2, 3])(
    'the records are complete on the disk, whatever the platform does (seed %i)',
    async (seed) => {
      const random = seededRandom(seed)
      const kinds: Fault[] = ['unavailable', 'maintenance', 'reset', 'lost', 'broken', 'cut']
      const out = temporaryFolder()
      const wrong: (string | null)[] = []
      let deletions = 0
      const platform = await sandbox({
        users: people,
        latencyMs: 1,
        // Asked before the request is carried out.
        fault(request) {
          const userId = request.path.split('/').at(-1) ?? ''
          if (deletes(request)) {
            deletions += 1
            wrong.push(whyIncomplete(userId, savedIn(out), known.get(userId) as never))
          }
          return random() < 0.15 ? (kinds[Math.floor(random() * kinds.length)] ?? null) : null
        },
      })
      const known = everythingOn(platform.site)
      const leavers = learners.slice(0, 60)
      const { summary } = await runAgainst(platform, listOf(out, leavers), out, [
        '--archive',
        '--concurrency',
        '5',
        '--retries',
        '3',
      ])
      expect(deletions).toBeGreaterThan(40)
      expect(wrong.filter((words) => words !== null)).toEqual([])
      expect(summary.outcomes.deleted).toBeGreaterThan(40)
    },
  )
})

describe('records that cannot be had', () => {
  test('leave their user deactivated, and not deleted, and the row says what is missing', async () => {
    const [first, second, third] = learners
    const platform = await sandbox({
      users: people,
      fault: ({ path }) => (path.includes(`${second?.id}/assignments`) ? 'unavailable' : null),
    })
    const out = temporaryFolder()
    const { exitCode, summary, rows } = await runAgainst(
      platform,
      listOf(out, [first, second, third] as never),
      out,
      ['--archive', '--retries', '1'],
    )
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'failed', 'deleted'])
    expect(rows[1]).toMatchObject({
      offboard_reason: 'step_failed',
      offboard_detail:
        'archive: the assignments: the platform answered 503 (2 attempts); the user is deactivated, not deleted',
      offboard_http_status: '503',
    })
    expect(platform.site.person(second?.id ?? '')).toMatchObject({ isBanned: true })
    expect(readResults(out, summary.run, 'retry.csv')).toEqual([{ id: second?.id }])
    expect(readArchive(out, summary.run)).toHaveLength(2)
  })

  test.each([
    [
      'of which the platform says no',
      { status: 400, message: 'no' },
      'archive: the certificates of course 101: no; ',
    ],
    [
      'of a course that it does not know',
      { status: 404, message: 'Not found' },
      'archive: the certificates of course 101: the platform answered 404; ',
    ],
  ])('are certificates, too, %s', async (_, reply, words) => {
    const platform = await sandbox({ users: people })
    const { site } = platform
    site.certificates = () => ({ status: reply.status, body: reply })
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, listOf(out, learners.slice(0, 2)), out, ['--archive'])
    expect(column(rows, 'outcome')).toEqual(['failed', 'failed'])
    expect(rows[0]?.['offboard_detail']).toContain(words)
    expect(platform.site.people()).toHaveLength(people.length)
  })

  test('are certificates that do not say whose they are, and those of nobody harm nobody', async () => {
    const run = async (owner: unknown): Promise<unknown[]> => {
      const platform = await sandbox({
        users: [user('u1')],
        training: () => ({ assignments: [finished(7)], certificates: [] }),
      })
      platform.site.certificates = () => ({
        status: 200,
        body: { certificates: [{ ...certificate(1, 7), ...(owner as object) }], totalCount: 1 },
      })
      const out = temporaryFolder()
      const { rows, summary } = await runAgainst(platform, listOf(out, [{ id: 'u1' }]), out, ['--archive'])
      return [
        rows[0]?.['offboard_outcome'],
        rows[0]?.['offboard_detail'],
        readArchive(out, summary.run)[0]?.certificates.length,
      ]
    }
    const unknown =
      'archive: the certificates of course 7 do not say whose they are; the user is deactivated, not deleted'
    expect(await run({})).toEqual(['failed', unknown, undefined])
    expect(await run({ user: { name: 'Ute' } })).toEqual(['failed', unknown, undefined])
    expect(await run({ user: null })).toEqual(['deleted', '', 0])
    expect(await run({ user: { id: 'u1' } })).toEqual(['deleted', '', 1])
    expect(await run({ userId: 'u1' })).toEqual(['deleted', '', 1])
    expect(await run({ user: { id: 'u2' } })).toEqual(['deleted', '', 0])
  })

  test.each([
    ['no list', {}],
    ['a list of something else', { assignments: ['101'] }],
    ['nothing', null],
  ])('are assignments that the answer does not show: %s', async (_, body) => {
    const platform = await sandbox({ users: [user('u1')] })
    platform.site.assignments = () => ({ status: 200, body })
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, listOf(out, [{ id: 'u1' }]), out, [
      '--archive',
      '--retries',
      '1',
    ])
    expect(rows[0]).toMatchObject({ offboard_outcome: 'failed' })
    expect(rows[0]?.['offboard_detail']).toContain(
      'archive: the assignments: the platform answered without what was asked for',
    )
  })

  test('are those of an assignment whose course cannot be asked for', async () => {
    const platform = await sandbox({ users: [user('u1')] })
    platform.site.assignments = () => ({
      status: 200,
      body: { assignments: [finished(1, { course: { id: '../x' } as never })] },
    })
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, listOf(out, [{ id: 'u1' }]), out, ['--archive'])
    expect(rows[0]?.['offboard_detail']).toContain('an assignment does not say which course it is of')
    expect(asked(platform, /courses/)).toEqual([])
  })

  test('are no fault where somebody else deletes the user meanwhile', async () => {
    const [leaver] = learners
    const platform = await sandbox({
      users: people,
      fault({ path }) {
        if (path.includes('assignments')) platform.site.remove(leaver?.id ?? '')
        return null
      },
    })
    const out = temporaryFolder()
    const { rows, exitCode } = await runAgainst(platform, listOf(out, [leaver as never]), out, ['--archive'])
    expect(exitCode).toBe(0)
    expect(rows[0]).toMatchObject({ offboard_outcome: 'not_found', offboard_reason: 'deleted_by_others' })
  })

  test('stop the run after twelve users, before it deactivates everybody', async () => {
    const platform = await sandbox({ users: people })
    platform.site.certificates = () => ({ status: 403 + 2, body: { status: 405, message: 'not allowed' } })
    const out = temporaryFolder()
    const { exitCode, summary } = await runAgainst(platform, listOf(out, learners.slice(0, 60)), out, [
      '--archive',
      '--concurrency',
      '1',
    ])
    expect(exitCode).toBe(4)
    expect(summary.outcomes).toMatchObject({ failed: 12, not_attempted: 48 })
  })
})

describe('the certificates of a course', () => {
  const everybody = (count: number): ReturnType<typeof user>[] =>
    Array.from({ length: count }, (_, n) => user(`u${n}`))
  const certified = (id: string): Training => ({
    assignments: [finished(7)],
    certificates: [certificate(Number(id.slice(1)), 7)],
  })

  test('are read once for all users of a run, even ten thousand of them', async () => {
    const platform = await sandbox({ users: everybody(10_000), training: ({ id }) => certified(id) })
    const out = temporaryFolder()
    const leavers = [0, 5_000, 9_998, 9_999].map((n) => ({ id: `u${n}` }))
    const { summary } = await runAgainst(platform, listOf(out, leavers), out, [
      '--archive',
      '--preflight',
      'lookup',
    ])
    expect(summary.outcomes.deleted).toBe(4)
    const saved = readArchive(out, summary.run).map(({ userId, certificates }) => [
      userId,
      certificates.map(({ id }) => id),
    ])
    expect(new Map(saved as [])).toEqual(new Map(leavers.map(({ id }) => [id, [Number(id.slice(1))]])))
    // 99 new ones on each page but the first: the last of the page before it is read once more.
    expect(asked(platform, /certificates/)).toHaveLength(101)
  })

  test('are all found though users are deleted between two pages', async () => {
    let pages = 0
    const platform = await sandbox({
      users: everybody(300),
      training: ({ id }) => certified(id),
      fault({ path }) {
        if (path.includes('certificates')) pages += 1
        // All that follows moves up by one, past the end of the page that was read.
        if (pages === 2) platform.site.remove('u3')
        return null
      },
    })
    const out = temporaryFolder()
    const leavers = Array.from({ length: 20 }, (_, n) => ({ id: `u${95 + n}` }))
    const { summary } = await runAgainst(platform, listOf(out, leavers), out, [
      '--archive',
      '--concurrency',
      '1',
    ])
    expect(summary.outcomes.deleted).toBe(20)
    const saved = readArchive(out, summary.run)
    expect(saved.map(({ certificates }) => certificates.length)).toEqual(saved.map(() => 1))
  })

  test('are read again for a user who has finished the course since they were read', async () => {
    const now = (): number => Math.floor(Date.now() / 1000)
    const late = { at: 0 }
    const platform = await sandbox({
      users: [user('u1'), user('u2')],
      now: () => Date.now(),
      training: ({ id }) =>
        id === 'u1'
          ? certified('u1')
          : {
              assignments: [finished(7, { finishedAt: late.at })],
              certificates: late.at === 0 ? [] : [certificate(2, 7)],
            },
      fault({ path }) {
        if (path.includes('u2/assignments')) {
          late.at = now() + 1
          // As the site itself would notice.
          platform.site.change('u2', {})
        }
        return null
      },
    })
    const out = temporaryFolder()
    const clock = { deps: { now: () => new Date() } }
    const { summary } = await runAgainst(
      platform,
      listOf(out, [{ id: 'u1' }, { id: 'u2' }]),
      out,
      ['--archive', '--concurrency', '1'],
      clock,
    )
    expect(
      readArchive(out, summary.run).map(({ userId, certificates }) => [userId, certificates.length]),
    ).toEqual([
      ['u1', 1],
      ['u2', 1],
    ])
    expect(asked(platform, /certificates/)).toHaveLength(2)
  })
})

describe('a run with --archive-images', () => {
  test('saves the images of the certificates, too, and sends their host no key', async () => {
    const platform = await sandbox({ users: people })
    const known = everythingOn(platform.site)
    const out = temporaryFolder()
    const leavers = learners.slice(0, 10)
    const { summary, exitCode } = await runAgainst(platform, listOf(out, leavers), out, ['--archive-images'])
    expect(exitCode).toBe(0)
    const saved = readArchive(out, summary.run)
    expect(leavers.map(({ id }) => whyIncomplete(id, saved, known.get(id) as never))).toEqual(
      leavers.map(() => null),
    )
    const folder = join(out, summary.run, 'archive')
    const files = saved.flatMap(({ certificates, images = [] }) => {
      expect(images.map(({ link }) => link)).toEqual(certificates.map(({ imageUrl }) => imageUrl))
      return images
    })
    expect(files.length).toBeGreaterThan(5)
    expect(new Set(files.map(({ file }) => file)).size).toBe(files.length)
    for (const { file, sha256 } of files) {
      expect(file).toMatch(/^images\/[\w-]+\.png$/)
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ).toBe(sha256)
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    }
    // The sandbox answers 400 to whoever shows it the key there.
    const images = platform.requests.filter(({ path }) => path.startsWith('/certificates/'))
    expect(images.map(({ status }) => status)).toEqual(files.map(() => 200))
    const lines = readResults(out, summary.run, 'archive/training-records.csv')
    expect(lines.filter((line) => line['certificate_image'] !== '')).toHaveLength(files.length)
  })

  test('deletes nobody whose image cannot be had, and tells no link', async () => {
    const platform = await sandbox({
      users: [user('u1'), user('u2')],
      training: ({ id }) => ({
        assignments: [finished(7)],
        certificates: [
          {
            ...certificate(id === 'u1' ? 1 : 2, 7),
            ...(id === 'u1' && { imageUrl: 'https://10.0.0.1/secret.png' }),
          },
        ].map((one) => (id === 'u1' ? one : { ...one, imageUrl: '' })),
      }),
    })
    const out = temporaryFolder()
    const { rows, summary, stderr } = await runAgainst(
      platform,
      listOf(out, [{ id: 'u1' }, { id: 'u2' }]),
      out,
      ['--archive-images'],
    )
    expect(column(rows, 'outcome')).toEqual(['failed', 'deleted'])
    expect(rows[0]?.['offboard_detail']).toBe(
      'archive: the image of certificate 1: its link, or what that leads to, is no public address of the web; the user is deactivated, not deleted',
    )
    expect(stderr + readFileSync(join(out, summary.run, 'results.csv'), 'utf8')).not.toContain('secret')
    expect(readArchive(out, summary.run).map(({ userId, images }) => [userId, images])).toEqual([['u2', []]])
  })
})

describe('a run that is gone on with', () => {
  test('has each user once, and asks nothing again about who is saved', async () => {
    const { deps, send } = signals()
    let isFirst = true
    const platform = await sandbox({
      users: people,
      fault(request) {
        if (!deletes(request) || !isFirst) return null
        isFirst = false
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const known = everythingOn(platform.site)
    const out = temporaryFolder()
    const leavers = learners.slice(0, 12)
    const pages = pagesOf(platform, leavers)
    const list = listOf(out, leavers)
    const first = await runAgainst(platform, list, out, ['--archive', '--concurrency', '3'], { deps })
    expect(first.exitCode).toBe(143)
    const savedFirst = readArchive(out, first.summary.run).map(({ userId }) => userId)
    expect(savedFirst).not.toEqual([])
    const askedBefore = platform.requests.length
    const second = await runAgainst(platform, list, out, ['--archive'])
    expect(second.summary).toMatchObject({
      run: first.summary.run,
      outcomes: { deleted: 12 },
      archive: { users: 12 },
    })
    const saved = readArchive(out, second.summary.run)
    expect(leavers.map(({ id }) => whyIncomplete(id, saved, known.get(id) as never))).toEqual(
      leavers.map(() => null),
    )
    const again = platform.requests.slice(askedBefore).map(({ path }) => path)
    expect(savedFirst.filter((id) => again.some((path) => path.includes(`${id}/assignments`)))).toEqual([])
    // Courses that were listed need not be listed again.
    expect(asked(platform, /certificates/)).toHaveLength(pages)
  })

  test('is not kept from stopping by a course with very many certificates', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: Array.from({ length: 1_000 }, (_, n) => user(`u${n}`)),
      training: ({ id }) => ({
        assignments: [finished(7)],
        certificates: [certificate(Number(id.slice(1)), 7)],
      }),
      onRequest: ({ path }) => {
        if (path.includes('offset=99&')) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = listOf(out, [{ id: 'u1' }, { id: 'u2' }])
    const first = await runAgainst(platform, list, out, ['--archive', '--concurrency', '1'], { deps })
    expect(first.exitCode).toBe(143)
    expect(asked(platform, /certificates/)).toHaveLength(2)
    expect(first.summary.outcomes).toMatchObject({ deleted: 0, not_attempted: 2 })
    const second = await runAgainst(platform, list, out, ['--archive'])
    expect(second.summary).toMatchObject({ run: first.summary.run, outcomes: { deleted: 2 } })
  })

  test('is not left to one without --archive, and needs no flag when it is resumed by name', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      onRequest: ({ path }) => {
        if (path.includes('assignments')) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = listOf(out, learners.slice(0, 8))
    const { summary } = await runAgainst(platform, list, out, ['--archive', '--concurrency', '1'], { deps })
    // Most likely the flag was forgotten.
    const forgotten = [
      'run',
      list,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--max-percent',
      '100',
    ]
    const before = platform.requests.length
    const refused = await cli(forgotten, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain(
      `run ${summary.run} of the same list, which is unfinished, was begun with --archive`,
    )
    expect(platform.requests).toHaveLength(before)
    const argv = [
      'run',
      '--resume',
      summary.run,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--max-percent',
      '100',
    ]
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    expect((await cli([...argv, '--archive-images'], { env })).exitCode).toBe(2)
    expect((await cli(argv, { env })).exitCode).toBe(0)
    expect(readArchive(out, summary.run)).toHaveLength(8)
  })

  test('is not left to another list without --archive, which would delete its users without', async () => {
    const { deps, send } = signals()
    let isDown = true
    const platform = await sandbox({
      users: people,
      onRequest: ({ method }) => {
        if (method === 'POST') send('SIGTERM')
      },
      // The user in flight is deactivated, and no further step is answered.
      fault: ({ path }) => (isDown && path.includes('assignments') ? 'unavailable' : null),
    })
    const out = temporaryFolder()
    const flags = ['--concurrency', '1', '--retries', '0']
    const first = listOf(out, learners.slice(0, 8))
    const stopped = await runAgainst(platform, first, out, ['--archive', ...flags], { deps })
    expect(stopped.exitCode).toBe(143)
    const other = writeList(
      temporaryFolder(),
      `id\n${learners
        .slice(0, 4)
        .map(({ id }) => id)
        .join('\n')}\n`,
    )
    const before = platform.site.people().length
    const refused = await runAgainst(platform, other, out, flags)
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain('Add --archive')
    expect(platform.site.people()).toHaveLength(before)
    isDown = false
    const done = await runAgainst(platform, other, out, [...flags, '--archive'])
    expect(done.summary.outcomes.deleted).toBe(4)
    expect(readArchive(out, done.summary.run)).toHaveLength(4)
  })
})

test('an archive that goes away during a run ends it with exit 6, nobody is deleted without, and the same command goes on', async () => {
  let deletions = 0
  const out = temporaryFolder()
  const platform = await sandbox({
    users: people,
    fault(request) {
      if (deletes(request)) deletions += 1
      if (deletions === 3 && deletes(request)) {
        const [run = ''] = readdirSync(out).filter((name) => name.startsWith('20'))
        renameSync(join(out, run, 'archive', 'records.jsonl'), join(out, run, 'moved.jsonl'))
      }
      return null
    },
  })
  const list = listOf(out, learners.slice(0, 10))
  const flags = ['--archive', '--concurrency', '1']
  const { exitCode, stderr, summary } = await runAgainst(platform, list, out, flags)
  expect(exitCode).toBe(6)
  expect(stderr).toContain('stopping: the archive cannot be written')
  expect(stderr).toContain('Nobody is deleted whose records are not saved.')
  expect(summary).toMatchObject({ status: 'stopped', outcomes: { deleted: 3, not_attempted: 7 } })
  expect(deletions).toBe(3)
  const again = await runAgainst(platform, list, out, flags)
  expect(again.summary).toMatchObject({ run: summary.run, outcomes: { deleted: 10 } })
  expect(readArchive(out, summary.run)).toHaveLength(7)
  // The ledger knows of three more.
  const checked = await cli(['report', '--check', '--out', out])
  expect(checked.stdout).toContain('records.jsonl: changed')
})

test('an archive that nobody of this tool has written is refused before anybody is touched', async () => {
  const { deps, send } = signals()
  const platform = await sandbox({
    users: people,
    onRequest: (request) => {
      if (deletes(request)) send('SIGTERM')
    },
  })
  const out = temporaryFolder()
  const list = listOf(out, learners.slice(0, 10))
  const { summary } = await runAgainst(platform, list, out, ['--archive', '--concurrency', '1'], { deps })
  const path = join(out, summary.run, 'archive', 'records.jsonl')
  writeFileSync(path, `not JSON\n${readFileSync(path, 'utf8')}`)
  const before = platform.requests.length
  const argv = ['run', list, '--archive', '--base-url', platform.baseUrl, '--out', out, '--yes']
  const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`line 1 of ${path} cannot be read`)
  expect(platform.requests).toHaveLength(before)
})

describe('what was saved', () => {
  const check = async (out: string, more: readonly string[] = []): Promise<[number, string, string]> => {
    const { exitCode, stdout, stderr } = await cli(['report', '--out', out, ...more])
    return [exitCode, stdout, stderr]
  }
  /** A run of two users, whose records are then harmed. */
  async function harmed(harm: (path: string) => void): Promise<{ out: string; path: string }> {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { summary } = await runAgainst(platform, listOf(out, learners.slice(0, 2)), out, ['--archive'])
    const path = join(out, summary.run, 'archive', 'records.jsonl')
    expect((await check(out, ['--check']))[0]).toBe(0)
    harm(path)
    return { out, path }
  }

  test.each([
    [
      'changed',
      (path: string) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('"progressValue":100', '"progressValue":99'))
      },
    ],
    [
      'changed',
      (path: string) => {
        writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'))
      },
    ],
    [
      'changed',
      (path: string) => {
        appendFileSync(path, 'more')
      },
    ],
    [
      'missing',
      (path: string) => {
        rmSync(path)
      },
    ],
  ])('is found by report --check to be %s', async (state, harm) => {
    const { out, path } = await harmed(harm)
    const [exitCode, stdout] = await check(out, ['--check'])
    expect(exitCode).toBe(3)
    expect(stdout).toContain(`${path}: ${state}`)
    expect(stdout).toContain('results.csv: as written')
  })

  test('stays where it is when the report is written again, and that says what is wrong with it', async () => {
    const { out, path } = await harmed((path) => {
      writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'))
    })
    const before = readFileSync(path)
    const [exitCode, , stderr] = await check(out)
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`${path} is not what was saved`)
    expect(readFileSync(path)).toEqual(before)
    expect((await check(out, ['--check']))[0]).toBe(3)
  })
})

describe('a plan', () => {
  test('that is made with --archive is carried out with it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, listOf(out, learners.slice(0, 5)), undefined, ['--archive'])
    expect(asked(platform, /assignments|certificates/)).toEqual([])
    expect(readdirSync(join(out, run))).not.toContain('archive')
    const { exitCode, stdout } = await carryOut(platform, out, run)
    expect(exitCode).toBe(0)
    const summary = JSON.parse(stdout) as { run: string; requests: object }
    expect(readArchive(out, summary.run)).toHaveLength(5)
    expect(readArchive(out, summary.run)[0]?.user).toHaveProperty('occupation')
  })

  test('that is made without it is not carried out with it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, listOf(out, learners.slice(0, 5)))
    const { exitCode, stderr } = await carryOut(platform, out, run, ['--archive'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--archive')
    expect(changes(platform)).toEqual([])
  })
})

test('--archive with --no-delete is refused, with what to do', async () => {
  const platform = await sandbox({ users: people })
  const out = temporaryFolder()
  const argv = [
    'run',
    listOf(out, learners.slice(0, 1)),
    '--base-url',
    platform.baseUrl,
    '--out',
    out,
    '--yes',
  ]
  for (const flag of ['--archive', '--archive-images']) {
    const { exitCode, stderr } = await cli([...argv, flag, '--no-delete'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      '--archive saves the records of users who are deleted, and --no-delete deletes nobody',
    )
  }
  expect(platform.requests).toEqual([])
})
