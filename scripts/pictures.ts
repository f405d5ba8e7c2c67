import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../test/support/chromium.ts'
import { terminalPictures } from './pictures/terminal-pictures.ts'

// Writes the pictures of the documents: `npm run pictures`. Needs Chromium for those of the page.

const FOLDER = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const pathOf = (name: string): string => join(FOLDER, name)

async function photograph(
  browser: Browser,
  page: string,
  name: string,
  window: { width: number; height: number },
): Promise<void> {
  const context = await browser.newContext({
    viewport: window,
    isMobile: window.width < 500,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const tab = await context.newPage()
  await tab.setContent(page)
  await tab.screenshot({ path: pathOf(name) })
  await context.close()
}

const { pictures, page } = await terminalPictures()
for (const [name, picture] of Object.entries(pictures)) writeFileSync(pathOf(name), picture)
const browser = await startBrowser()
try {
  await photograph(browser, page, 'report.png', { width: 1200, height: 1000 })
  await photograph(browser, page, 'report-phone.png', { width: 390, height: 844 })
} finally {
  await browser.close()
}
for (const name of readdirSync(FOLDER))
  process.stdout.write(`docs/pictures/${name}: ${Math.ceil(statSync(pathOf(name)).size / 1024)} KB\n`)
