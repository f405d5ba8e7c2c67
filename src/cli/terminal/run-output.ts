import { join } from 'node:path'
import type { Operator } from '../../batch/operator.ts'
import { LEDGER_FILE } from '../../ledger/open-ledger.ts'
import { logEvents } from '../../logging/log-events.ts'
import type { LogEvent } from '../../logging/events.ts'
import { createLogger, type Log } from '../../logging/logger.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'
import { redactor } from '../../offboarding/text/redact.ts'
import { shownMessage } from '../../offboarding/text/shown.ts'
import type { Deps } from '../deps.ts'
import type { JsonForms } from '../failure.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { logFlags, outFlag, paceFlags } from '../flags/flags.ts'
import { openLogFile } from '../inputs/log-file.ts'
import { UsageError } from '../usage-error.ts'
import { paletteFor } from '../view/palette.ts'
import { RunView } from '../view/run-view.ts'
import { readVersion } from '../version.ts'
import { wrapLines } from '../view/width.ts'
import { settingsInWords } from './settings-text.ts'
import { isError, noticeText } from './notice-text.ts'
import { refuseTwoForms } from './print-result.ts'

/** The output on standard error, and to a log file, during a run. */
export interface RunOutput {
  /** Begins to show a run. */
  open: (run: RunReader, record: RunRecord) => void
  emit: (event: RunEvent) => void
  tell: Operator['tell']
  say: (event: LogEvent, text: string) => void
  /** Tells what is as it should be. */
  inform: (event: LogEvent, text: string) => void
  /** Tells an error: why the run goes no further. */
  explain: (event: LogEvent, text: string) => void
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

type OutputFlags = FlagValues<typeof logFlags & typeof outFlag & Pick<typeof paceFlags, 'rate'>> & JsonForms

/**
 * A view for people, or log lines in JSON: on a terminal, with a log file, and with `--log-format pretty` standard error gets the
 * view; otherwise it gets the log lines. `ledger`: where that is, for people. Throws UsageError.
 */
export function runOutput(
  flags: OutputFlags,
  secrets: readonly string[],
  deps: Deps,
  ledger = join(flags.out, LEDGER_FILE),
): RunOutput {
  const { quiet, verbose } = flags
  refuseTwoForms(flags)
  if (quiet && verbose) throw new UsageError('--quiet and --verbose contradict each other; give one of them.')
  const view = isForPeople(flags, deps) ? makeView(flags, secrets, deps) : null
  const { logs, close } = openLogs(flags, secrets, deps.stderr, view)
  const logEvent = logs.map(logEvents)
  for (const log of logs) logSettings(log, deps)
  let run: string | null = null
  const redact = redactor(secrets)
  const telling =
    (level: 'info' | 'warn' | 'error', show: 'inform' | 'say' | 'explain') =>
    (event: LogEvent, message: string): void => {
      // Notices also carry the run, so that a machine finds all lines of a run.
      for (const log of logs) log({ level, event, fields: run === null ? {} : { run }, message })
      view?.[show](shownMessage(redact(message)))
    }
  const say = telling('warn', 'say')
  const explain = telling('error', 'explain')
  return {
    open: (reader, record) => view?.open(reader, record),
    emit(event) {
      run = event.run
      for (const log of logEvent) log(event)
      view?.note(event)
    },
    tell(notice) {
      const text = noticeText(notice, ledger)
      if (isError(notice)) explain(notice.kind, text)
      else say(notice.kind, text)
    },
    say,
    inform: telling('info', 'inform'),
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

/** Whether standard error gets the view, and not the log lines. */
const isForPeople = (
  { 'log-file': file, 'log-format': format }: OutputFlags,
  { stderr }: Pick<Deps, 'stderr'>,
): boolean => (format ?? (stderr.isTTY === true || file !== undefined ? 'pretty' : 'json')) === 'pretty'

/** Logs which settings of a configuration file are used, if any are. */
function logSettings(log: Log, { configuration }: Deps): void {
  if (configuration.kind !== 'read') return
  const { path, section, sha256 } = configuration
  log({
    level: 'info',
    event: 'settings_read',
    fields: { configuration: path, section, configurationSha256: sha256 },
    message: `settings: ${settingsInWords(configuration) ?? ''}`,
  })
}

/** The logs: on standard error unless people have a view there, and in the file of `--log-file`. Throws UsageError. */
function openLogs(
  { quiet, 'log-file': path, 'log-level': level }: OutputFlags,
  secrets: readonly string[],
  stderr: Deps['stderr'],
  view: RunView | null,
): { logs: readonly Log[]; close: () => void } {
  const shownLevel = quiet && level !== 'silent' ? 'error' : level
  const version = readVersion()
  const shown = view === null ? [createLogger({ level: shownLevel, version, secrets, stream: stderr })] : []
  if (path === undefined) return { logs: shown, close: () => undefined }
  const file = openLogFile(path, (why) => {
    for (const log of shown) log({ level: 'error', event: 'log_file_lost', fields: {}, message: why })
    view?.explain(why)
  })
  return { logs: [...shown, createLogger({ level, version, secrets, stream: file })], close: file.close }
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
    settings: settingsInWords(deps.configuration),
    now: deps.monotonic,
    every: deps.every,
  })
}
