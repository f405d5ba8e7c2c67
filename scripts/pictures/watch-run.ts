import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { main } from '../../src/cli/main.ts'
import { makeRunId } from '../../src/offboarding/run/run-id.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { Screen, type Piece } from './screen.ts'

export interface WatchedRun {
  /** The screen when it first said what was waited for, and at the end. */
  midway: Piece[][]
  end: Piece[][]
  /** The page of the run. */
  page: string
}

/** When the run begins, and how long a request takes: as many a minute as the platform allows. */
const BEGIN = '2026-11-23T18:45:00.000Z'
const BEGUN = Date.parse(BEGIN)
const RANDOM = 0.5
const REQUEST_MS = 600
const PORT = '8080'
const LIST = new URL('../../fixtures/demo/leavers.csv', import.meta.url)

/** What a terminal is for the tool, with a screen behind it. */
type Terminal = Writable & { isTTY: boolean; columns: number; hasColors: () => boolean }

/**
 * A real run of the first `rows` rows of the sample list on a sandbox, as a person sees it who types `answer`. Only time and chance are
 * made up, so that pictures stay the same, and the port is shown as 8080. `midway`: what the screen says at the moment that is
 * wanted. `columns`: the width of the window.
 */
export async function watchRun(
  midway: RegExp,
  { rows, answer, columns }: { rows: number; answer: string; columns: number },
): Promise<WatchedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  const before = process.cwd()
  let elapsed = 0
  const platform = await startSandbox({
    ...{ users: 200, seed: 1, port: 0, clockSkewMs: 0, outage: null, latencyMs: 0, faultRate: 0 },
    throttle: { kind: 'fixed', limit: 100, windowMs: 60_000, headers: true, competitor: 0 },
    now: () => BEGUN + elapsed,
    onRequest: () => (elapsed += REQUEST_MS),
  })
  const withoutPort = (text: string): string => text.replaceAll(new URL(platform.baseUrl).port, PORT)
  const screen = new Screen(columns)
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const seen: Piece[][][] = []
  const terminal = (): Terminal =>
    screenOf(columns, (written) => {
      const text = withoutPort(written)
      screen.write(text)
      if (text.includes('Type the number')) setImmediate(() => keyboard.write(`${answer}\r`))
      if (midway.test(text)) seen.push(screen.lines())
    })
  try {
    process.chdir(folder)
    writeFileSync('leavers.csv', firstRows(rows))
    screen.write('$ konstantly-offboard run leavers.csv\n')
    // One user at a time: then everything has one order.
    await main(['run', 'leavers.csv', '--concurrency', '1'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_BASE_URL: platform.baseUrl },
      stdin: keyboard,
      stdout: terminal(),
      stderr: terminal(),
      script: 'konstantly-offboard',
      now: () => new Date(BEGUN + elapsed),
      sortIn: () => undefined,
      monotonic: () => elapsed,
      random: () => RANDOM,
      async pause(ms) {
        await new Promise((resolve) => setImmediate(resolve))
        elapsed += ms
      },
      every: () => () => undefined,
      open: () => Promise.resolve(null),
      onSignal: () => () => undefined,
    })
    const [first] = seen
    if (first === undefined) throw new Error(`The screen never said ${String(midway)}.`)
    const page = readFileSync(join('offboarding', makeRunId(BEGIN, RANDOM), 'report.html'), 'utf8')
    return { midway: first, end: screen.lines(), page: withoutPort(page) }
  } finally {
    process.chdir(before)
    await platform.close()
    rmSync(folder, { recursive: true })
  }
}

const firstRows = (rows: number): string =>
  `${readFileSync(LIST, 'utf8')
    .split('\n')
    .slice(0, rows + 1)
    .join('\n')}\n`

const screenOf = (columns: number, show: (text: string) => void): Terminal =>
  Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        show(chunk.toString())
        done()
      },
    }),
    { isTTY: true, columns, hasColors: () => true },
  )
