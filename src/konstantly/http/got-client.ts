import got, { type Got } from 'got'
import type { makeAgents } from './keep-alive-agents.ts'
import type { TransportOptions } from './transport-options.ts'

/** got with this API's address, headers, time limit and connections. */
export function makeGot(
  {
    baseUrl,
    apiKey,
    timeoutMs,
    version,
  }: Pick<TransportOptions, 'baseUrl' | 'apiKey' | 'timeoutMs' | 'version'>,
  agents: ReturnType<typeof makeAgents>,
): Got {
  return got.extend({
    prefixUrl: baseUrl,
    headers: {
      'x-api-key': apiKey,
      accept: 'application/json',
      // Without this header, a server may compress as it likes.
      'accept-encoding': 'identity',
      'user-agent': `konstantly-offboard/${version}`,
    },
    agent: agents,
    https: { rejectUnauthorized: true },
    timeout: { request: timeoutMs },
    // A redirect would carry the key to wherever it points.
    followRedirect: false,
    // got would decompress without a limit; `readText` does it within one.
    decompress: false,
    responseType: 'text',
  })
}
