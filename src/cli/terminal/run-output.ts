import type { Operator } from '../../batch/operator.ts'
import { logEvents } from '../../logging/log-events.ts'
import { createLogger, type Logger } from '../../logging/logger.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { redactor } from '../../offboarding/text/redact.ts'
import { shownMessage } from '../../offboarding/text/shown.ts'
import type { Deps } from '../deps.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import { openLogFile } from '../inputs/log-file.ts'
import { UsageError } from '../usage-error.ts'
import { paletteFor } from '../view/palette.ts'
import { RunView } from '../view/run-view.ts'
import { wrapLines } from '../view/width.ts'
import { isError, noticeText } from './notice-text.ts'

/** The output on standard error, and to a log file, during a run. */
export interface RunOutput {
  /** Begins to show a run. */
  open: (run: RunReader, record: RunRecord) => void
  emit: (event: RunEvent) => void
  tell: Operator['tell']
  say: (text: string) => void
  /** Tells what is as it should be. */
  inform: (text: string) => void
  /** Tells an error: why the run goes no further. */
  explain: (text: string) => void
  /** Asks a question with nothing beside it. */
  ask: <Answer>(question: () => Promise<Answer>) => Promise<Answer>
  /**
   * Shows how the run ended. `text`: the summary, which is shown unless a terminal gets it from standard output. `waitedMs`: for the
   * quota.
   */
  end: (text: string, waitedMs: number) => Promise<void>
  /** Ends the output and hides the moving line. */
  over: () => void
}

type OutputFlags = FlagValues<typeof logFlags & typeof outFlag & Pick<typeof paceFlags, 'rate'>>

/**
 * A view for people, or log lines in JSON: on a terminal, with a log file, and with `--log-format pretty` standard error gets the
 * view; otherwise it gets the log lines. Throws UsageError.
 */
export function runOutput(flags: OutputFlags, secrets: readonly string[], deps: Deps): RunOutput {
  const { quiet, verbose, 'log-file': logFile, 'log-format': format } = flags
  if (quiet && verbose) throw new UsageError('--quiet and --verbose contradict each other; give one of them.')
  const isForPeople = deps.stderr.isTTY === true || logFile !== undefined
  const hasView = (format ?? (isForPeople ? 'pretty' : 'json')) === 'pretty'
  const view = hasView ? makeView(flags, secrets, deps) : null
  const { logs, close } = openLogs(flags, secrets, deps.stderr, view)
  const logEvent = logs.map(logEvents)
  let run: string | null = null
  /** Notices also carry the run, so that a machine finds all lines of a run. */
  const fields = (): object => (run === null ? {} : { run })
  const redact = redactor(secrets)
  const say = (text: string): void => {
    for (const log of logs) log.warn(fields(), text)
    view?.say(shownMessage(redact(text)))
  }
  const inform = (text: string): void => {
    for (const log of logs) log.info(fields(), text)
    view?.inform(shownMessage(redact(text)))
  }
  const explain = (text: string): void => {
    for (const log of logs) log.error(fields(), text)
    view?.explain(shownMessage(redact(text)))
  }
  return {
    open: (reader, record) => view?.open(reader, record),
    emit(event) {
      run = event.run
      for (const log of logEvent) log(event)
      view?.note(event)
    },
    tell(notice) {
      const text = noticeText(notice, flags.out)
      if (isError(notice)) explain(text)
      else say(text)
    },
    say,
    inform,
    explain,
    ask: (question) => (view === null ? question() : view.ask(question)),
    async end(text, waitedMs) {
      await view?.end(waitedMs)
      if (!quiet && deps.stderr.isTTY === true && deps.stdout.isTTY !== true)
        view?.write(wrapLines(text, deps.stderr.columns))
    },
    over() {
      view?.over()
      close()
    },
  }
}

/** The logs: on standard error unless people have a view there, and in the file of `--log-file`. Throws UsageError. */
function openLogs(
  { quiet, 'log-file': path, 'log-level': level }: OutputFlags,
  secrets: readonly string[],
  stderr: Deps['stderr'],
  view: RunView | null,
): { logs: readonly Logger[]; close: () => void } {
  const shownLevel = quiet && level !== 'silent' ? 'error' : level
  const shown = view === null ? [createLogger({ level: shownLevel, secrets, stream: stderr })] : []
  if (path === undefined) return { logs: shown, close: () => undefined }
  const file = openLogFile(path, (why) => {
    for (const log of shown) log.error(why)
    view?.explain(why)
  })
  return { logs: [...shown, createLogger({ level, secrets, stream: file })], close: file.close }
}

function makeView({ quiet, verbose, rate }: OutputFlags, secrets: readonly string[], deps: Deps): RunView {
  return new RunView({
    terminal: deps.stderr,
    canErase: deps.stderr.isTTY === true && deps.env['TERM'] !== 'dumb',
    detail: quiet ? 'quiet' : verbose ? 'verbose' : 'usual',
    palette: paletteFor(deps),
    hasNames: deps.stderr.isTTY === true,
    redact: redactor(secrets),
    rate,
    now: deps.monotonic,
    every: deps.every,
  })
}
