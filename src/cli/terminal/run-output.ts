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

/** What is told on standard error while a run is worked on. */
export interface RunOutput {
  emit: (event: RunEvent) => void
  tell: Operator['tell']
  say: (text: string) => void
  /** Why nothing came of it has to be seen at any level but none. */
  explain: (text: string) => void
  /** Nothing more is told. */
  over: () => void
}

/** Log lines, and on a terminal a line below them with the progress. */
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
  /** On the lines of one run, a machine finds those without an event, too. */
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
