import { isSuccess, sumOf, type CommandEnd, type RunFigures } from '../../monitoring/command-end.ts'
import { pingAddress } from '../../monitoring/heartbeat.ts'
import { seriesOf } from '../../monitoring/metrics/metrics.ts'
import { writeMetrics } from '../../monitoring/metrics/write-metrics.ts'
import { FORMATS } from '../../monitoring/notifications/formats/index.ts'
import {
  notificationOf,
  type DueUsers,
  type Notification,
} from '../../monitoring/notifications/notification.ts'
import { SIGNATURE_HEADER, signature } from '../../monitoring/notifications/signature.ts'
import type { RunStore } from '../../offboarding/ports/run-store.ts'
import { shownPath } from '../../offboarding/text/shown.ts'
import type { ComparisonSummary } from '../../report/comparison/comparison-summary.ts'
import type { Summary } from '../../report/summary.ts'
import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { meaningOf } from '../help/exit-codes.ts'
import { readVersion } from '../version.ts'
import { deliver, sharedPatience, type Patience } from './delivery.ts'
import { figuresOfComparison, figuresOfRun } from './run-figures.ts'
import type { MonitoringSettings } from './settings.ts'
import { readToldAhead, writeToldAhead } from './told-ahead.ts'
import type { Watcher } from '../watcher.ts'

/** What is done at the start must hardly delay the work. */
const AT_START: Patience = { attemptMs: 3_000, totalMs: 5_000 }
const AT_END: Patience = { attemptMs: 10_000, totalMs: 30_000 }
/** Whoever sent a signal, such as a stopping container, does not wait long. */
const AFTER_SIGNAL: Patience = { attemptMs: 5_000, totalMs: 5_000 }

export interface Watched {
  command: string
  /** Null where it is not known. */
  site: string | null
  /** The folder of the ledger. */
  out: string
  settings: MonitoringSettings
}

/** Tells those who watch a command that it starts, and what came of it. Nothing of that changes what the command does. */
export class Monitor implements Watcher {
  readonly #watched: Watched
  readonly #deps: Deps
  readonly #started: Date
  /** What the command worked on, in that order, with how each ended. */
  readonly #runs: { figures: RunFigures; exitCode: number | null }[] = []
  /** Who is due soon, and when that was looked up. */
  #due: { at: Date; users: DueUsers } | null = null
  readonly #failures: string[] = []

  constructor(watched: Watched, deps: Deps) {
    this.#watched = watched
    this.#deps = deps
    this.#started = deps.now()
  }

  /** Why somebody was not told, in words that show no address. */
  get failures(): readonly string[] {
    return this.#failures
  }

  /** To be called before the command begins. A signal still ends the process at once. */
  async start(): Promise<void> {
    await this.#guarded('--heartbeat did not work', () =>
      this.#ping('start', AT_START, new AbortController().signal),
    )
  }

  async runEnded(summary: Summary, store: RunStore): Promise<void> {
    await this.#guarded('the figures of the run cannot be told', async () => {
      const figures = await figuresOfRun(summary, store)
      // A session that has lost the ledger after that may have told the same.
      const before = this.#runs.findIndex((run) => run.figures.id === figures.id)
      if (before !== -1) this.#runs.splice(before, 1)
      this.#runs.push({ figures, exitCode: summary.exitCode })
      if (summary.options.task === 'purge') this.#due = await this.#dueSoon(summary.site, store)
    })
  }

  comparisonEnded(summary: ComparisonSummary): void {
    this.#runs.push({ figures: figuresOfComparison(summary), exitCode: summary.exitCode })
  }

  /** To be called when the command has ended. Another signal ends it early. */
  async end(exitCode: ExitCode): Promise<void> {
    const all = this.#runs.map(({ figures }) => figures)
    const patience = exitCode === EXIT.SIGINT || exitCode === EXIT.SIGTERM ? AFTER_SIGNAL : AT_END
    const cut = new AbortController()
    const stopListening = this.#deps.onSignal(() => {
      cut.abort()
    })
    try {
      const { metricsFile } = this.#watched.settings
      await this.#guarded(`--metrics-file ${shownPath(metricsFile ?? '')} was not written`, () => {
        if (metricsFile !== null) writeMetrics(metricsFile, seriesOf(this.#endOf(exitCode, sumOf(all))))
      })
      await Promise.all([
        this.#guarded('--notify did not work', () => this.#notify(exitCode, patience, cut.signal)),
        this.#guarded('--heartbeat did not work', () => this.#ping({ exitCode }, patience, cut.signal)),
      ])
    } finally {
      stopListening()
    }
  }

  #endOf(exitCode: number, run: RunFigures | null): CommandEnd {
    const { command, site } = this.#watched
    // That of a run is about this run alone, also where a job did several.
    const { meaning, next } = meaningOf(run === null ? command : 'run', exitCode)
    return {
      command,
      site,
      run,
      exitCode,
      meaning,
      next,
      started: this.#started,
      ended: this.#deps.now(),
      version: readVersion(),
    }
  }

  async #dueSoon(site: string, store: RunStore): Promise<{ at: Date; users: DueUsers } | null> {
    const aheadMs = this.#watched.settings.notify?.aheadMs ?? null
    if (aheadMs === null) return null
    const at = this.#deps.now()
    const until = new Date(at.getTime() + aheadMs)
    const told = readToldAhead(this.#watched.out, site)
    const { users, untold, first } = await store.dueSoon(site, { after: at, until, told })
    if (untold === 0 || first === null) return null
    return { at, users: { users, untold, first, until: until.toISOString() } }
  }

  /** Each run with its own exit code; and how the command ended, if that is something else. */
  #ends(exitCode: ExitCode): CommandEnd[] {
    const ends = this.#runs.map((run) => this.#endOf(run.exitCode ?? exitCode, run.figures))
    return ends.some((end) => end.exitCode === exitCode) ? ends : [...ends, this.#endOf(exitCode, null)]
  }

  async #notify(exitCode: ExitCode, patience: Patience, signal: AbortSignal): Promise<void> {
    const ends = this.#ends(exitCode)
    const left = sharedPatience(patience, this.#deps)
    for (const end of ends) {
      const ended = notificationOf(end)
      // Whoever does not listen is not waited for twice. The next purge announces them.
      if (ended !== null && !(await this.#post(ended, left(), signal))) return
    }
    const end = ends.at(-1)
    const { out, site } = this.#watched
    if (this.#due === null || end === undefined || site === null) return
    const { at, users } = this.#due
    const isTold = await this.#post({ event: 'purge_due', end, due: users }, left(), signal)
    if (isTold) writeToldAhead(out, site, { at: at.toISOString(), until: users.until })
  }

  /** Whether it was delivered. */
  async #post(notification: Notification, patience: Patience, signal: AbortSignal): Promise<boolean> {
    const { notify } = this.#watched.settings
    if (notify === null) return false
    const body = JSON.stringify(FORMATS[notify.format](notification))
    const headers =
      notify.secret === null ? {} : { [SIGNATURE_HEADER]: signature(body, notify.secret, this.#deps.now()) }
    const why = await deliver(notify, { body, headers }, patience, signal, this.#deps)
    if (why !== null) this.#failures.push(`--notify told nobody (${notification.event}): ${why}`)
    return why === null
  }

  async #ping(
    what: 'start' | { exitCode: ExitCode },
    patience: Patience,
    signal: AbortSignal,
  ): Promise<void> {
    const { heartbeat } = this.#watched.settings
    if (heartbeat === null) return
    const address = pingAddress(heartbeat.address, what)
    const why = await deliver(
      { ...heartbeat, address },
      { body: null, headers: {} },
      patience,
      signal,
      this.#deps,
    )
    const signalled = what === 'start' ? 'start' : isSuccess(what.exitCode) ? 'success' : what.exitCode
    if (why !== null) this.#failures.push(`--heartbeat did not arrive (${signalled}): ${why}`)
  }

  /** Whatever goes wrong is noted, and nothing else. Only the code of an error is shown: its message may hold an address. */
  async #guarded(failure: string, work: () => Promise<void> | void): Promise<void> {
    try {
      await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'a defect'
      this.#failures.push(`${failure} (${code})`)
    }
  }
}
