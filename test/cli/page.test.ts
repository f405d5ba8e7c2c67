import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { barriers, hasBrowser, openFile, type OpenPage } from '../support/browser.ts'
import { startBrowser } from '../support/chromium.ts'
import { makePeople } from '../../src/sandbox/people.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { person, sandbox } from '../support/sandbox.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const EVIL = `"><img src=//evil.example/x onerror=alert(1)><script>alert(2)</script>`

/** A run of five rows that ends in all the ways that the page shows apart; returns the path of its page. */
async function mixedRun(flags: readonly string[] = []): Promise<string> {
  const platform = await sandbox({
    users: [
      person('u1', { name: 'Zoë Müller' }),
      person('u2', { name: 'Ann Smith' }),
      person('boss', { role: { alias: 'manager' } }),
      person('expert', { isExpert: true }),
    ],
  })
  const out = temporaryFolder()
  const list = writeList(
    out,
    'User ID,Name,Email,Note\nu1,Zoë Müller,u1@example.com,=1+1\nu2,Ann Smith,u2@example.com,\nboss,Boss,boss@example.com,\nexpert,Expert,expert@example.com,\nnobody,Nobody,nobody@example.com,\n',
  )
  const { summary } = await runAgainst(platform, list, out, flags)
  return join(out, summary.run, 'report.html')
}

/** A dry run of a list; returns the path of its page. */
async function dryRun(list: string, flags: readonly string[] = []): Promise<string> {
  const out = temporaryFolder()
  const path = writeList(out, list)
  const { stdout } = await cli([
    ...['run', path, '--dry-run', '--site', 'acme', '--out', out, '--json', ...flags],
  ])
  return join(out, (JSON.parse(stdout) as Summary).run, 'report.html')
}

/** The row numbers that the table of all rows shows, in its order. */
const shownRows = ({ page }: OpenPage): Promise<string[]> =>
  page.locator('#every-row tbody tr:visible th').allInnerTexts()

const isTooWide = ({ page }: OpenPage): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')

/** In Chromium itself, as people see it. */
describe.skipIf(!hasBrowser())('the page in a browser', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  test('filters by words and by outcome, whatever the accents, and says how many are left', async () => {
    const open = await openFile(browser, await mixedRun())
    const { page } = open
    expect(await shownRows(open)).toEqual(['1', '2', '3', '4', '5'])
    await page.getByLabel('Search').fill('muller zoe')
    expect(await shownRows(open)).toEqual(['1'])
    expect(await page.getByRole('status').innerText()).toBe('1 of 1 / 5 rows')
    await page.getByLabel('Search').fill('')
    await page.getByLabel('Outcome').selectOption({ label: 'Refused' })
    expect(await shownRows(open)).toEqual(['3', '4'])
    await page.getByLabel('Search').fill('expert on a course')
    expect(await shownRows(open)).toEqual(['4'])
    expect(open).toMatchObject({ complaints: [], requests: [] })
  })

  test('sorts by any column, one way and the other, with the keyboard', async () => {
    const open = await openFile(browser, await mixedRun())
    const name = open.page.locator('#every-row').getByRole('button', { name: 'Name' })
    await name.focus()
    await open.page.keyboard.press('Enter')
    expect(await shownRows(open)).toEqual(['2', '3', '4', '5', '1'])
    await open.page.keyboard.press('Enter')
    expect(await shownRows(open)).toEqual(['1', '5', '4', '3', '2'])
    const sorted = open.page.getByRole('columnheader', { name: 'Name' }).last()
    expect(await sorted.getAttribute('aria-sort')).toBe('descending')
    await open.page.locator('#every-row').getByRole('button', { name: 'Row' }).click()
    expect(await shownRows(open)).toEqual(['1', '2', '3', '4', '5'])
  })

  test('opens the original row on demand', async () => {
    const { page } = await openFile(browser, await mixedRun())
    const row = page.locator('#every-row tbody tr').first()
    await expect(row.locator('dl').isVisible()).resolves.toBe(false)
    await row.getByText('Original row').click()
    expect(await row.locator('dl').innerText()).toMatch(/Note\s+=1\+1\s+Code\s+deleted/)
  })

  test('says everything without its script, too', async () => {
    const open = await openFile(browser, await mixedRun(), { javaScriptEnabled: false })
    expect(await shownRows(open)).toEqual(['1', '2', '3', '4', '5'])
    await expect(open.page.getByLabel('Search').isVisible()).resolves.toBe(false)
    expect(await open.page.getByRole('button').count()).toBe(0)
  })

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', PHONE],
  ] as const)('has no barriers, %s, and needs no scrolling sideways', async (_, options) => {
    const open = await openFile(browser, await mixedRun(), options)
    expect(await barriers(open.page)).toEqual([])
    await expect(isTooWide(open)).resolves.toBe(false)
  })

  test.each([
    ['on a phone', PHONE] as const,
    ['in a narrow table', { viewport: { width: 1_040, height: 800 } }] as const,
  ])('keeps every ID in one line, %s', async (_, options) => {
    const uuid = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'
    const facts = 'Maximiliane Theodora,maximiliane.theodora.montgomery@subsidiary.example.com'
    const list = `id,name,email\n${uuid},${facts}\nshort-id,${facts}\n`
    const open = await openFile(browser, await dryRun(list), options)
    const lines = await open.page
      .locator('code.id:visible')
      .evaluateAll((all) =>
        all.map((one) => (one as unknown as { getClientRects: () => unknown[] }).getClientRects().length),
      )
    expect(lines).toEqual([1, 1, 1])
    await expect(isTooWide(open)).resolves.toBe(false)
  })

  test('needs no scrolling sideways in a window of 1,100 pixels, with names and addresses as people have them', async () => {
    const users = makePeople(12, 11)
    const platform = await sandbox({ users })
    const out = temporaryFolder()
    const rows = users.map(({ id, name, email }) => `${id},${name},${email}`)
    const list = writeList(out, ['User ID,Name,Email', ...rows].join('\n'))
    const { summary } = await runAgainst(platform, list, out)
    const page = join(out, summary.run, 'report.html')
    const open = await openFile(browser, page, { viewport: { width: 1_100, height: 800 } })
    await expect(isTooWide(open)).resolves.toBe(false)
  })

  test('labels each fact of a row on a phone, and leaves out what is empty', async () => {
    const { page } = await openFile(browser, await mixedRun(), PHONE)
    const cell = page.locator('#every-row tbody tr').nth(4).locator('td')
    await expect(cell.filter({ hasText: 'nobody@example.com' }).first().isVisible()).resolves.toBe(true)
    await expect(
      page.locator('#every-row tbody tr').nth(4).locator('[data-label="Account found"]').isVisible(),
    ).resolves.toBe(false)
    expect(
      await page.evaluate<string>(
        `getComputedStyle(document.querySelector('#every-row tbody td'), '::before').content`,
      ),
    ).toBe('"User ID"')
  })

  test('prints every row that was found, without what only a screen needs, on light paper', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => `u${n},Name ${n}`).join('\n')
    const open = await openFile(browser, await dryRun(`id,name\n${rows}\n`), { colorScheme: 'dark' })
    const { page } = open
    expect(await shownRows(open)).toHaveLength(100)
    const count = `document.querySelectorAll('#every-row tbody tr:not([hidden])').length`
    await page.evaluate(`addEventListener('beforeprint', () => { globalThis.printed = ${count} })`)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(await page.evaluate<number>('globalThis.printed')).toBe(150)
    expect(await shownRows(open)).toHaveLength(100)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByLabel('Search').isVisible()).resolves.toBe(false)
    expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
  })

  test('makes nothing of hostile cells but text, and none of them breaks the page', async () => {
    const long = 'W'.repeat(5_000)
    const cells = [EVIL, `\u202Egnp.exe\u0007\u2066`, long, '&lt;b&gt;', `' onmouseover='alert(1)`, '<!--']
    const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)
    const list = `id,name,email,"${EVIL.replaceAll('"', '""')}"\n${quoted.map((cell) => `${cell},${cell},${cell},${cell}`).join('\n')}\n`
    for (const options of [{}, PHONE]) {
      const open = await openFile(browser, await dryRun(list), options)
      expect(open).toMatchObject({ complaints: [], requests: [] })
      expect(await open.page.locator('img, iframe, [onmouseover]').count()).toBe(0)
      expect(await open.page.locator('script').count()).toBe(1)
      await expect(isTooWide(open)).resolves.toBe(false)
      const row = open.page.locator('#every-row tbody tr')
      expect(await row.first().locator('[data-label="Name"]').innerText()).toBe(EVIL)
      expect(await row.nth(1).locator('[data-label="Name"]').innerText()).toBe(
        String.raw`\u202egnp.exe\u0007\u2066`,
      )
    }
  })

  test('bears thousands of rows: draws some of them at a time, and finds any', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `u${n},Name ${n},u${n}@example.com`).join('\n')
    const open = await openFile(browser, await dryRun(`id,name,email\n${rows}\n`))
    const { page } = open
    expect(await page.locator('#every-row tbody tr').count()).toBe(3_000)
    expect(await shownRows(open)).toHaveLength(100)
    await page.getByRole('button', { name: 'Show more' }).click()
    expect(await shownRows(open)).toHaveLength(1_100)
    await page.getByLabel('Search').fill('u2999@')
    expect(await shownRows(open)).toEqual(['3000'])
    await page.getByLabel('Search').fill('')
    const row = page.locator('#every-row').getByRole('button', { name: 'Row' })
    await row.click()
    expect((await shownRows(open))[0]).toBe('3000')
    expect(open).toMatchObject({ complaints: [], requests: [] })
  })

  test.each([
    ['de', 'Was zu tun ist:', 'Zu klärende Zeilen (2)', 'Suche'],
    ['fr', 'À faire :', 'Lignes à vérifier (2)', 'Rechercher'],
  ])('is in the language that was asked for: %s', async (language, todo, heading, search) => {
    const { page, complaints } = await openFile(browser, await mixedRun(['--language', language]))
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await expect(page.getByRole('heading', { name: heading }).isVisible()).resolves.toBe(true)
    expect(await page.getByText(todo).count()).toBe(2)
    await page.getByLabel(search).fill('Müller')
    expect(await page.locator('#every-row tbody tr:visible').count()).toBe(1)
    expect(await barriers(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('shows a run against the quota, with its pauses', async () => {
    const people = Array.from({ length: 130 }, (_, n) => person(`u${n}`))
    const throttle = { kind: 'fixed', limit: 100, windowMs: 60_000, headers: true, competitor: 0 } as const
    const clock = new LeapingClock(1_764_000_000_337, { standsStill: true })
    const platform = await sandbox({ users: people, throttle, now: clock.wall })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${people.map(({ id }) => id).join('\n')}\n`)
    const { summary } = await runAgainst(platform, list, out, [], { clock })
    const { page } = await openFile(browser, join(out, summary.run, 'report.html'))
    const timeline = page.locator('section[aria-labelledby=timeline]')
    expect(await timeline.locator('p').innerText()).toMatch(
      /^267 requests in 2 min 1 s\. Waited 2 min for the quota\.$/,
    )
    expect(await timeline.locator('figcaption').innerText()).toMatch(
      /requests in 1 s; 10\d at most\s*nothing sent/,
    )
    expect(await timeline.locator('rect.bars').count()).toBe(3)
    expect(await timeline.locator('rect.pause').count()).toBe(2)
    await timeline.getByText('2 pauses').click()
    expect(await timeline.locator('li').allInnerTexts()).toEqual([
      expect.stringMatching(/^2025-11-24 16:00:01 to 2025-11-24 16:01:00: nothing was sent for 59 s$/),
      expect.stringMatching(/: nothing was sent for 59 s$/),
    ])
  })
})

describe.skipIf(!hasBrowser())('the page of', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  const PAGES: readonly (readonly [string, (url: string, out: string) => readonly string[]])[] = [
    ['a plan', (url, out) => ['plan', writeList(out, 'id\nu1\nx\n'), '--base-url', url]],
    [
      'a plan that was refused',
      (url, out) => ['plan', writeList(out, 'id\nu1\n'), '--base-url', url, '--max-users', '0'],
    ],
    ['a purge of nobody', (url) => ['purge', '--base-url', url, '--yes']],
    [
      'a run with a grace period',
      (url, out) => ['run', writeList(out, 'id\nu1\n'), '--base-url', url, '--yes', '--grace', '30d'],
    ],
    ['a dry run', (_, out) => ['run', writeList(out, 'id\nu1\n'), '--dry-run', '--site', 'acme']],
  ]

  test.each(PAGES)('%s has no barriers and no complaints', async (_, commandLine) => {
    const platform = await sandbox({ users: [person('u1'), person('u2'), person('u3')] })
    const out = temporaryFolder()
    const { stdout } = await cli(
      [
        ...commandLine(platform.baseUrl, out),
        '--out',
        out,
        '--json',
        ...(commandLine(platform.baseUrl, out)[0] === 'purge' ? [] : ['--max-percent', '100']),
      ],
      { env: { KONSTANTLY_API_KEY: platform.apiKey } },
    )
    const open = await openFile(browser, join(out, (JSON.parse(stdout) as Summary).run, 'report.html'))
    expect(await barriers(open.page)).toEqual([])
    expect(open).toMatchObject({ complaints: [], requests: [] })
  })
})
