import type { TransportOptions } from '../../src/konstantly/http/transport-options.ts'

/** What a transport needs besides an address, signals and time: as the command line has it, with nobody who listens, and no chance. */
export const TRANSPORT_OPTIONS = {
  apiKey: 'key-of-acme',
  proxy: null,
  timeoutMs: 30_000,
  retries: 5,
  concurrency: 5,
  ratePerMinute: null,
  reserve: { requests: 0 },
  patienceMs: 600_000,
  version: '1.2.3',
  onInsecure: () => undefined,
  onUnknownHost: () => undefined,
  emit: () => undefined,
  maySend: () => Promise.resolve(true),
  random: () => 0.5,
} satisfies Partial<TransportOptions>
