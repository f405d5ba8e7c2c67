import { accessSync, constants } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Debian and others install Chromium; `CHROMIUM` names another one. */
const PATHS = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The Chromium of this machine, if there is one. */
export const CHROMIUM = PATHS.find((path) => path !== undefined && isExecutable(path))

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts the browser, which somebody has to close. */
export const startBrowser = (): Promise<Browser> =>
  // Chromium's own sandbox does not work as root, and the page is our own.
  chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
