import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { CHROMIUM } from './chromium.ts'

/** Whether there is a browser. Where there is none, says so, since the tests that need one are then skipped. */
export function hasBrowser(): boolean {
  if (CHROMIUM === undefined)
    process.stderr.write(
      '\n*** There is no Chromium, so nothing tests how the page looks and works: apt-get install chromium, or set CHROMIUM. ***\n\n',
    )
  return CHROMIUM !== undefined
}

/** A page of a file, open in a browser. */
export interface OpenPage {
  page: Page
  /** What the console said, and which errors the script threw. Has to be empty. */
  complaints: string[]
  /** Everything that was requested besides the file itself. Has to be empty. */
  requests: string[]
}

/** Opens a file in a browser, in a window that is closed with the test. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const [complaints, requests]: string[][] = [[], []]
  const url = pathToFileURL(file).href
  page.on('console', (message) => complaints?.push(message.text()))
  page.on('pageerror', (error) => complaints?.push(error.message))
  page.on('request', (request) => {
    if (request.url() !== url) requests?.push(request.url())
  })
  await page.goto(url)
  return { page, complaints: complaints ?? [], requests: requests ?? [] }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds that keeps somebody from using the page, a line each. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}
