import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { TransportOptions } from './transport-options.ts'
import { TunnelAgent } from './tunnel-agent.ts'

/** Agents that keep connections open. Those of https go through the proxy if there is one. */
export function makeAgents({
  concurrency,
  proxy,
  timeoutMs,
}: Pick<TransportOptions, 'concurrency' | 'proxy' | 'timeoutMs'>): { http: HttpAgent; https: HttpsAgent } {
  // The probe has a connection of its own, so that it never waits behind requests that hang. `proxyEnv: {}` keeps Node from using a
  // proxy because of `NODE_USE_ENV_PROXY`: over plain http that proxy would see the key.
  const options = { keepAlive: true, maxSockets: concurrency + 1, proxyEnv: {} }
  // Without this line, `NODE_TLS_REJECT_UNAUTHORIZED=0` would let anybody in between read the key.
  const secure = { ...options, rejectUnauthorized: true }
  return {
    http: new HttpAgent(options),
    https: proxy === null ? new HttpsAgent(secure) : new TunnelAgent(secure, proxy, timeoutMs),
  }
}
