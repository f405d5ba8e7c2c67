import { Stop } from '../../batch/stop.ts'
import { KonstantlyClient } from '../../konstantly/client.ts'
import { ListError } from '../../leavers/list-error.ts'
import type { Joined } from '../../ledger/rules/join-unfinished.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PaceEvent } from '../../offboarding/event.ts'
import { secretsIn } from '../../offboarding/text/redact.ts'
import type { RunOptions, RunRecord } from '../../offboarding/run/run.ts'
import { shownJson } from '../../offboarding/text/shown.ts'
import { writeReport } from '../../report/write-report.ts'
import { carryOut } from '../../batch/carry-out.ts'
import type { Connection } from '../inputs/connection.ts'
import type { Deps } from '../deps.ts'
import { stopped } from '../../batch/run-end.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { sessionFlags } from '../flags/flags.ts'
import { listRead } from '../terminal/list-read.ts'
import { mentionLedger } from '../terminal/mention-ledger.ts'
import { openLedger } from '../open-ledger.ts'
import { readProtectFile } from '../inputs/protect-file.ts'
import type { Opened } from '../../batch/opening/read-into-ledger.ts'
import { summaryText } from '../terminal/summary-text.ts'
import { telling, type Telling } from '../terminal/run-output.ts'
import { UsageError } from '../usage-error.ts'
import { readVersion } from '../version.ts'
import { whyStopped } from '../terminal/why-stopped.ts'

type SessionFlags = FlagValues<typeof sessionFlags>

export interface SessionRequest {
  flags: SessionFlags
  connection: Connection
  confirmed: boolean
  /** The variables that let this run do more than its command line says. */
  loosened: readonly string[]
  /** What is odd about the environment. */
  warnings: readonly string[]
  /** Finds or makes the run. `refused` says why there is none to be carried out. Throws once `signal` is aborted. */
  open: (ledger: Ledger, signal: AbortSignal) => Promise<Opened | { refused: string }>
}

/** One pass over a run, from opening the ledger to printing the summary. */
export async function runSession(request: SessionRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection, confirmed, loosened, warnings, open } = request
  const {
    emit,
    say,
    explain,
    over: fallSilent,
  } = telling(flags, secretsIn(connection.apiKey, connection.proxy), deps)
  const ledger = openLedger({ folder: flags.out, create: true }, deps)
  for (const notice of [connection.warning, ...ledger.notices]) if (notice !== null) say(notice)
  for (const text of warnings) say(text)
  if (loosened.length > 0)
    say(`set by variables, and allowing more than the defaults: ${loosened.join(', ')}`)
  const { stop, over } = stoppable(flags['max-duration'], deps, { say, explain })
  try {
    const opened = await open(ledger, stop.signal).catch((error: unknown) => {
      if (stop.reason !== null) return stop.reason
      // A list may have been fit when it was begun with: what is asked of it depends on the day, and on the version.
      if (error instanceof ListError) mentionUnfinished(ledger, { id: null, site: connection.site }, say)
      throw error
    })
    if ('kind' in opened) {
      say('the list was not read to its end: nobody was touched, and nothing of it is kept.')
      return stopped(opened).exitCode
    }
    if ('refused' in opened) {
      explain(opened.refused)
      return EXIT.refused
    }
    const { entry } = opened
    for (const joined of opened.joined) {
      say(howJoined(joined))
      // What it left to this one is in its files, too.
      writeReport(ledger.run(joined.run), flags.out)
    }
    if (!opened.resumed) {
      mentionUnfinished(ledger, entry.record, say)
      mentionLedger(ledger, entry.record, flags.out, say)
    }
    emit(listRead(entry.record))
    const client = makeClient(request, stop, deps, (event) => {
      emit({ run: entry.record.id, ...event })
    })
    try {
      const ending = await carryOut({
        ...opened,
        client,
        limits: {
          maxUsers: flags['max-users'],
          maxPercent: flags['max-percent'],
          maxUnknown: flags['max-unknown'],
        },
        concurrency: flags.concurrency,
        rate: flags.rate,
        confirmed,
        loosened,
        stop,
        deps,
        emit,
        say,
        explain,
      })
      entry.close(ending, client.pace)
      const { status, exitCode, reason } = ending
      const { summary, hashes } = writeReport(entry, flags.out)
      const { run, requests, retries, waits, quota } = summary
      const outcomes = Object.fromEntries(Object.entries(summary.outcomes).filter(([, n]) => n > 0))
      emit({
        type: 'run_ended',
        run,
        status,
        reason,
        outcomes,
        exitCode,
        requests,
        retries,
        waits,
        quota,
        hashes,
      })
      deps.stdout.write(flags.json ? shownJson(summary) : summaryText(summary))
      entry.reported()
      return exitCode
    } finally {
      client.close()
    }
  } finally {
    over()
    fallSilent()
    ledger.close()
  }
}

/** Somebody may have forgotten an earlier list: said once, and nothing more comes of it. */
function mentionUnfinished(
  ledger: Ledger,
  { id, site, options }: Pick<RunRecord, 'site'> & { id: string | null; options?: RunOptions },
  say: (text: string) => void,
): void {
  const others = ledger.unfinished(site).filter((run) => run.id !== id)
  if (others.length === 0) return
  // Nobody who is protected now is to be deleted by following the advice.
  for (const other of others) ledger.run(other.id).protect(options?.protect ?? [])
  const names = others.map((run) => {
    const begun = ledger.run(run.id).countBegun()
    return begun === 0 ? run.id : `${run.id} (${begun} may be deactivated, and not deleted)`
  })
  say(
    `unfinished on ${site}: ${names.join(', ')}. Whoever is to stay belongs on the --protect list, or has to be reactivated. To finish a run without its list: run --resume ${others.at(-1)?.id ?? ''}`,
  )
}

function howJoined({ run, users, isOver }: Joined): string {
  const taken = users === 0 ? '' : `: ${users} ${users === 1 ? 'user' : 'users'} it had begun with`
  return isOver
    ? `run ${run}, which was unfinished, is left to this one${taken}.`
    : `this run goes on with what run ${run}, which is unfinished, had begun${taken}.`
}

/** The options of a run, as the flags have them. Throws UsageError. */
export function optionsOf(
  flags: SessionFlags,
  more: Pick<RunOptions, 'dryRun' | 'plan'>,
): Omit<RunOptions, 'reading'> {
  if (flags['no-delete'] && flags['no-deactivate']) {
    throw new UsageError('--no-delete and --no-deactivate together leave nothing to do; give one of them.')
  }
  if (flags.match === 'name' && flags.preflight === 'off') {
    throw new UsageError('--match name needs look-ups: leave --preflight off out.')
  }
  return {
    deactivate: !flags['no-deactivate'],
    delete: !flags['no-delete'],
    roles: flags.roles,
    matchName: flags.match === 'name',
    protect: readProtectFile(flags.protect),
    preflight: flags.preflight,
    executes: null,
    ...more,
  }
}

/** Signals and `--max-duration` tell the run to stop. `over`: it has ended, and whoever waits for it is let go. */
function stoppable(
  maxDurationMs: number | null,
  deps: Deps,
  { say, explain }: Pick<Telling, 'say' | 'explain'>,
): { stop: Stop; over: () => void } {
  const stop = new Stop()
  stop.signal.addEventListener('abort', () => {
    if (stop.reason === null) return
    const isAsked = stop.reason.kind === 'signal' || stop.reason.kind === 'max_duration'
    const tell = isAsked ? say : explain
    tell(whyStopped(stop.reason))
  })
  const stopListening = deps.onSignal((signal) => {
    stop.because({ kind: 'signal', signal })
  })
  if (maxDurationMs !== null) {
    void deps.pause(maxDurationMs, stop.signal).then(() => {
      stop.because({ kind: 'max_duration' })
    })
  }
  const over = (): void => {
    stopListening()
    stop.over()
  }
  return { stop, over }
}

function makeClient(
  { flags, connection }: SessionRequest,
  stop: Stop,
  deps: Deps,
  emit: (event: PaceEvent) => void,
): KonstantlyClient {
  return new KonstantlyClient({
    baseUrl: connection.baseUrl,
    apiKey: connection.apiKey ?? '',
    proxy: connection.proxy,
    timeoutMs: flags.timeout,
    retries: flags.retries,
    concurrency: flags.concurrency,
    ratePerMinute: flags.rate,
    reserve: flags.reserve,
    patienceMs: flags.patience,
    version: readVersion(),
    stopSignal: stop.signal,
    haltSignal: stop.halted,
    onUnavailable: () => {
      stop.because({ kind: 'unavailable' })
    },
    onInsecure: (insecurity) => {
      stop.because({ kind: 'insecure', insecurity })
    },
    emit,
    random: deps.random,
    pause: deps.pause,
    now: deps.monotonic,
    wallClock: () => deps.now().getTime(),
  })
}
