import { createLogger } from '../../logging/logger.ts'
import { logEvents } from '../../logging/log-events.ts'
import type { Operator } from '../../batch/operator.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import type { Deps } from '../deps.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { logFlags, outFlag } from '../flags/flags.ts'
import { isError, noticeText } from './notice-text.ts'
import { RunProgress } from './run-progress.ts'
import { StatusLine } from './status-line.ts'

/** The output on standard error during a run. */
export interface RunOutput {
  emit: (event: RunEvent) => void
  tell: Operator['tell']
  say: (text: string) => void
  /** Logs an error: why the run goes no further. Shown at every log level except `silent`. */
  explain: (text: string) => void
  /** Ends the output and hides the status line. */
  over: () => void
}

/** Writes log lines, and on a terminal a status line with the progress below them. */
export async function runOutput(
  flags: FlagValues<typeof logFlags & typeof outFlag>,
  secrets: readonly string[],
  deps: Deps,
): Promise<RunOutput> {
  const isTerminal = deps.stderr.isTTY === true
  const level = flags['log-level']
  const format = flags['log-format'] ?? (isTerminal ? 'pretty' : 'json')
  const hasProgress = isTerminal && format === 'pretty' && level !== 'silent' && deps.env['TERM'] !== 'dumb'
  const status = hasProgress ? new StatusLine(deps.stderr) : null
  const color = isTerminal && !deps.env['NO_COLOR']
  const log = await createLogger({ level, format, color, secrets, stream: status ?? deps.stderr })
  const logEvent = logEvents(log, format)
  const progress = new RunProgress(deps.now)
  let run: string | null = null
  /** In JSON logs, notices also carry the run, so that a machine finds all lines of a run. */
  const fields = (): object => (format === 'json' && run !== null ? { run } : {})
  const say = (text: string): void => {
    log.warn(fields(), text)
  }
  const explain = (text: string): void => {
    log.error(fields(), text)
  }
  return {
    emit(event) {
      run = event.run
      logEvent(event)
      progress.note(event)
      if (progress.line === null) status?.hide()
      else status?.show(progress.line)
    },
    tell(notice) {
      const text = noticeText(notice, flags.out)
      if (isError(notice)) explain(text)
      else say(text)
    },
    say,
    explain,
    over() {
      status?.hide()
    },
  }
}
