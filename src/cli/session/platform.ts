import type { Stop } from '../../batch/stop.ts'
import type { Task } from '../../batch/task.ts'
import type { TransportOptions } from '../../konstantly/http/transport-options.ts'
import { reserved } from '../../konstantly/quota/reserve.ts'
import { savesRecords } from '../../offboarding/archived-user.ts'
import type { PaceEvent } from '../../offboarding/event.ts'
import type { TrainingRecords } from '../../offboarding/ports/training-records.ts'
import type { RunOptions, RunPace } from '../../offboarding/run/run.ts'
import type { Deps } from '../deps.ts'
import type { FlagValues } from '../flags/flag.ts'
import type { paceFlags } from '../flags/flags.ts'
import type { Connection } from '../inputs/connection.ts'
import { readVersion } from '../version.ts'
import type { SessionFlags } from './session-options.ts'

/** The platform as a session uses it. */
export type AskedPlatform = Task['platform'] &
  TrainingRecords & {
    /** The pace so far; undefined if nothing is ever sent. */
    readonly pace?: RunPace
    close(): void
  }

/** How requests are sent in a session. */
export const transportOptions = (
  { flags, connection }: { flags: FlagValues<typeof paceFlags>; connection: Connection },
  stop: Stop,
  deps: Deps,
  emit: (event: PaceEvent) => void,
  maySend: () => Promise<boolean> = () => Promise.resolve(true),
): TransportOptions => ({
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
  maySend,
  random: deps.random,
  pause: deps.pause,
  now: deps.monotonic,
  wallClock: () => deps.now().getTime(),
})

/**
 * Connects to the platform for a run with these options. The client is loaded only here, because loading it is slow.
 * `tellsAttributes`: whether pages of users have to tell the values of all attributes.
 */
export async function connect(
  transport: TransportOptions,
  options: Pick<RunOptions, 'attribute' | 'archive' | 'grace' | 'kind'>,
  tellsAttributes = false,
): Promise<AskedPlatform> {
  const { KonstantlyClient } = await import('../../konstantly/client.ts')
  return new KonstantlyClient(transport, {
    ...(options.attribute !== undefined && { attribute: options.attribute }),
    // A plan saves nobody, and the run that carries it out reads each user again.
    isSaved: savesRecords(options),
    tellsAttributes,
  })
}

/** Replaces the platform in a dry run, which sends no request. */
export function noPlatform({ reserve }: Pick<SessionFlags, 'reserve'>): AskedPlatform {
  const refuse = (): Promise<never> => Promise.reject(new Error('a dry run asks the platform nothing'))
  return {
    perform: refuse,
    listUsers: refuse,
    listAttributes: refuse,
    assignments: refuse,
    certificates: refuse,
    isAnswered: false,
    platformTime: null,
    openQuota: (documented) => documented - reserved(reserve, documented),
    close: () => undefined,
  }
}
