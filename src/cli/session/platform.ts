import type { Stop } from '../../batch/stop.ts'
import type { Task } from '../../batch/task.ts'
import { reserved } from '../../konstantly/quota/reserve.ts'
import type { PaceEvent } from '../../offboarding/event.ts'
import type { RunPace } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { Connection } from '../inputs/connection.ts'
import { readVersion } from '../version.ts'
import type { SessionFlags } from './session-options.ts'

/** A platform that a session can ask. */
export type AskedPlatform = Task['platform'] & {
  /** What it cost so far; undefined where nothing is ever asked. */
  readonly pace?: RunPace
  close(): void
}

/** The platform at the other end of a connection. What talks to it takes long to load, so that is done only when it is asked for. `attribute`: what users are found by, if by one. */
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
      emit,
      random: deps.random,
      pause: deps.pause,
      now: deps.monotonic,
      wallClock: () => deps.now().getTime(),
    },
    attribute,
  )
}

/** In place of a platform where nobody is to be asked: a dry run. */
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
