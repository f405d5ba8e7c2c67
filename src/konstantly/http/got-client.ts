import got, { type Got } from 'got'
import type { makeAgents } from './keep-alive-agents.ts'
import type { TransportOptions } from './transport-options.ts'

/** got, set up for what one attempt sends, and how much of an answer it takes. */
export function makeGot(
  { baseUrl, apiKey, timeoutMs, version }: TransportOptions,
  agents: ReturnType<typeof makeAgents>,
): Got {
  return got.extend({
    prefixUrl: baseUrl,
    headers: {
      'x-api-key': apiKey,
      accept: 'application/json',
      // Without it, a server may choose how to compress.
      'accept-encoding': 'identity',
      'user-agent': `konstantly-offboard/${version}`,
    },
    agent: agents,
    https: { rejectUnauthorized: true },
    timeout: { request: timeoutMs },
    // A redirect would carry the key to wherever it points.
    followRedirect: false,
    // It would unpack without end; what comes compressed all the same is read within a bound.
    decompress: false,
    responseType: 'text',
  })
}
