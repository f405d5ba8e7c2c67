import { expect, test } from 'vitest'
import { pingAddress } from '../../src/monitoring/heartbeat.ts'

const CHECK = 'https://hc-ping.com/5bf66975'

test.each([
  ['start', CHECK, `${CHECK}/start`],
  [{ exitCode: 0 }, CHECK, CHECK],
  [{ exitCode: 3 }, CHECK, CHECK],
  [{ exitCode: 6 }, CHECK, `${CHECK}/6`],
  [{ exitCode: 143 }, CHECK, `${CHECK}/143`],
  [{ exitCode: 1 }, `${CHECK}/`, `${CHECK}/1`],
  ['start', 'https://hc-ping.com/key/nightly?create=1', 'https://hc-ping.com/key/nightly/start?create=1'],
] as const)('the ping of %j for %s is %s', (signal, check, address) => {
  expect(pingAddress(new URL(check), signal).href).toBe(address)
})
