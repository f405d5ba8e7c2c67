import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { TransportOptions } from './transport-options.ts'
import { TunnelAgent } from './tunnel-agent.ts'

/** Agents that keep connections open, and lead those of https through the proxy if there is one. */
export function makeAgents({
  concurrency,
  proxy,
  timeoutMs,
}: Pick<TransportOptions, 'concurrency' | 'proxy' | 'timeoutMs'>): { http: HttpAgent; https: HttpsAgent } {
  // One more for the probe, which must not queue behind requests that hang. Through no proxy of Node's own choice, whatever it
  // is told by `NODE_USE_ENV_PROXY`: over plain http it would see the key.
  const options = { keepAlive: true, maxSockets: concurrency + 1, proxyEnv: {} }
  // Said outright, or `NODE_TLS_REJECT_UNAUTHORIZED=0` would let anybody in between read the key.
  const secure = { ...options, rejectUnauthorized: true }
  return {
    http: new HttpAgent(options),
    https: proxy === null ? new HttpsAgent(secure) : new TunnelAgent(secure, proxy, timeoutMs),
  }
}
