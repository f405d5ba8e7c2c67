import type { Stop } from '../../batch/stop.ts'
import type { Task } from '../../batch/task.ts'
import { reserved } from '../../konstantly/quota/reserve.ts'
import type { PaceEvent } from '../../offboarding/event.ts'
import type { RunPace } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { Connection } from '../inputs/connection.ts'
import { readVersion } from '../version.ts'
import type { SessionFlags } from './session-options.ts'

/** The platform as a session uses it. */
export type AskedPlatform = Task['platform'] & {
  /** The pace so far; undefined if nothing is ever sent. */
  readonly pace?: RunPace
  close(): void
}

/**
 * Connects to the platform. The client is loaded only here, because loading it is slow. `attribute`: the attribute that users are
 * found by, if there is one.
 */
export async function connect(
  { flags, connection }: { flags: SessionFlags; connection: Connection },
  stop: Stop,
  deps: Deps,
  emit: (event: PaceEvent) => void,
  attribute?: string,
): Promise<AskedPlatform> {
  const { KonstantlyClient } = await import('../../konstantly/client.ts')
  return new KonstantlyClient(
    {
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
      onUnknownHost: (unknown) => {
        stop.because({ kind: 'unknown_host', ...unknown })
      },
      emit,
      random: deps.random,
      pause: deps.pause,
      now: deps.monotonic,
      wallClock: () => deps.now().getTime(),
    },
    attribute,
  )
}

/** Replaces the platform in a dry run, which sends no request. */
export function noPlatform({ reserve }: Pick<SessionFlags, 'reserve'>): AskedPlatform {
  const refuse = (): Promise<never> => Promise.reject(new Error('a dry run asks the platform nothing'))
  return {
    perform: refuse,
    listUsers: refuse,
    listAttributes: refuse,
    isAnswered: false,
    platformTime: null,
    openQuota: (documented) => documented - reserved(reserve, documented),
    close: () => undefined,
  }
}
