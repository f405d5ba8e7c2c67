import type { RequestError } from 'got'
import type { Message } from '../../monitoring/http/send.ts'
import type { Deps } from '../deps.ts'
import { readVersion } from '../version.ts'
import type { Receiver } from './settings.ts'

/** How long one attempt may take, and all of them, in milliseconds. */
export interface Patience {
  attemptMs: number
  totalMs: number
}

/**
 * Sends a message to a receiver, through the proxy if there is one. Resolves with why it was not delivered, or null. What it needs is loaded
 * only here, because loading it is slow.
 */
export async function deliver(
  { address, proxy }: Receiver,
  message: Omit<Message, 'address'>,
  patience: Patience,
  signal: AbortSignal,
  { pause, monotonic, random }: Pick<Deps, 'pause' | 'monotonic' | 'random'>,
): Promise<string | null> {
  const [{ send }, { makeAgents }, { classify }] = await Promise.all([
    import('../../monitoring/http/send.ts'),
    import('../../konstantly/http/keep-alive-agents.ts'),
    import('../../konstantly/http/attempt-failure.ts'),
  ])
  const agents = makeAgents({ concurrency: 1, proxy, timeoutMs: patience.attemptMs })
  const faultOf = (error: RequestError): { reason: string; transient: boolean } => {
    const { reason, transient } = classify(error)
    return { reason: reason.replace('the platform', 'the receiver'), transient }
  }
  try {
    return await send(
      { address, ...message },
      {
        agents,
        faultOf,
        ...patience,
        signal,
        pause,
        monotonic,
        random,
        userAgent: `konstantly-offboard/${readVersion()}`,
      },
    )
  } finally {
    for (const agent of Object.values(agents)) agent.destroy()
  }
}

/** Shares a patience between messages: what is left of it for the next one, which has a second at least. */
export function sharedPatience(
  { attemptMs, totalMs }: Patience,
  { monotonic }: Pick<Deps, 'monotonic'>,
): () => Patience {
  const until = monotonic() + totalMs
  return () => ({ attemptMs, totalMs: Math.max(1_000, until - monotonic()) })
}
