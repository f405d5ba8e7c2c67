import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { TransportOptions } from './transport-options.ts'

/** Keep connections open, and lead those of https through a proxy if there is one. */
export function makeAgents({
  concurrency,
  proxy,
  timeoutMs,
}: Pick<TransportOptions, 'concurrency' | 'proxy' | 'timeoutMs'>): { http: HttpAgent; https: HttpsAgent } {
  // One more for the probe, which must not queue behind requests that hang.
  const options = { keepAlive: true, maxSockets: concurrency + 1 }
  const isProxied = Object.keys(proxy).length > 0
  return {
    // Through no proxy, whatever Node is told: it would see the key.
    http: new HttpAgent({ ...options, proxyEnv: {} }),
    // got's own time limit has no hold on a request that waits for a proxy's tunnel.
    https: new HttpsAgent({ ...options, ...(isProxied && { proxyEnv: proxy, timeout: timeoutMs }) }),
  }
}
