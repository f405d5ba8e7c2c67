import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Writable } from 'node:stream'
import { LEDGER_FILE } from '../../ledger/ledger.ts'
import { OUTCOMES, type Outcome } from '../../offboarding/outcome.ts'
import { shellWord } from '../../offboarding/text/shell-word.ts'
import type { Summary } from '../../report/summary.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { NO_CONFIGURATION } from '../configuration.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { demoFlags } from './demo.meta.ts'
import { messageOf } from '../failure.ts'
import { openLedger } from '../open-ledger.ts'
import { readFlags } from '../flags/read-flags.ts'
import { program } from '../terminal/next-command.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { UsageError } from '../usage-error.ts'
import { wrapLines } from '../view/width.ts'
import { run } from './run.ts'
import type { Parsed } from './command.ts'

const LIST = fileURLToPath(new URL('../../../fixtures/demo/leavers.csv', import.meta.url))

/** The sandbox for which the sample list was made. */
const SITE = { users: 200, seed: 1 }

/** The expected number of rows for each outcome. */
const EXPECTED: Partial<Record<Outcome, number>> = {
  deleted: 27,
  not_found: 4,
  duplicate: 3,
  invalid: 3,
  refused: 3,
}

const AS_EXPECTED =
  'The sample list holds rows that need attention by design; all of them ended as they should.\n'

/** `demo`: starts a sandbox in this process and runs the sample list against it with the real `run`. */
export async function demo(parsed: Parsed, deps: Deps): Promise<ExitCode> {
  const flags = { ...readFlags(demoFlags, parsed, deps), out: ownFolder(parsed, deps.env) }
  await refuseRealRuns(flags.out, deps)
  const server = await startSandbox({
    ...SITE,
    port: 0,
    throttle: null,
    clockSkewMs: 0,
    outage: null,
    latencyMs: 5,
    faultRate: 0,
  })
  const stdout = new Captured(deps.stdout.isTTY === true)
  try {
    const given = { list: LIST, 'base-url': server.baseUrl, yes: true, json: true, ...flags }
    const { NO_COLOR, FORCE_COLOR, TERM } = deps.env
    const env = { NO_COLOR, FORCE_COLOR, TERM, KONSTANTLY_API_KEY: server.apiKey }
    const exitCode = await run(given, { ...deps, stdout, env }, [])
    if (stdout.text === '') return exitCode
    const summary = JSON.parse(stdout.text) as Summary
    // The sandbox is gone by then.
    const text = [summaryText(summary, null)]
    const asExpected = OUTCOMES.every((outcome) => summary.outcomes[outcome] === (EXPECTED[outcome] ?? 0))
    if (asExpected) text.push(AS_EXPECTED)
    text.push(`To open the report:\n    ${program(deps)} report --open --out ${shellWord(flags.out)}\n`)
    deps.stdout.write(wrapLines(text.join('\n'), deps.stdout.columns))
    if (asExpected) return EXIT.ok
    return exitCode === EXIT.ok ? EXIT.defect : exitCode
  } finally {
    await server.close()
  }
}

/**
 * The folder of a demo. A variable names the folder of real runs, as in the image, where everything near is on their volume: then the demo
 * keeps away from it, and takes a new folder among the temporary ones, unless `--out` names another. Throws UsageError.
 */
function ownFolder(parsed: Parsed, env: Deps['env']): string {
  if (parsed['out'] !== undefined || !env['KONSTANTLY_OUT'])
    return readFlags(demoFlags, parsed, { env: {}, configuration: NO_CONFIGURATION }).out
  try {
    return mkdtempSync(join(tmpdir(), 'offboarding-demo-'))
  } catch (error) {
    throw new UsageError(
      `the demo needs a folder of its own, and none can be made (${messageOf(error)}). Name one with --out.`,
      {
        cause: error,
      },
    )
  }
}

/** Keeps the summary, which is JSON, for a text for people. */
class Captured extends Writable {
  text = ''
  /** Whether what is made of it goes to a terminal. */
  readonly isTTY: boolean

  constructor(isTTY: boolean) {
    super()
    this.isTTY = isTTY
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

/** Refuses a folder with real runs: `report` takes the latest run of a ledger, and a demo would hide them. Throws UsageError. */
async function refuseRealRuns(out: string, deps: Deps): Promise<void> {
  if (!existsSync(join(out, LEDGER_FILE))) return
  const ledger = await openLedger({ folder: out, server: null }, { create: false, onlyToRead: true }, deps)
  const isReal = (await ledger.runs()).some(({ site }) => !site.startsWith('127.0.0.1:'))
  await ledger.close()
  if (isReal) {
    throw new UsageError(
      `${out} holds the ledger of real runs; give the demo a folder of its own with --out.`,
    )
  }
}
