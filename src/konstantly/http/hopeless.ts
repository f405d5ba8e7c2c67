import type { RequestError } from 'got'
import { insecurityOf } from './insecurity.ts'
import type { TransportOptions } from './transport-options.ts'
import { unknownHostOf } from './unknown-host.ts'

/**
 * Tells the run to stop if a failed attempt shows that no further one can reach the platform. Returns whether it does.
 * `isHostKnown`: whether the host's name was resolved before.
 */
export function stopsIfHopeless(
  error: RequestError,
  options: Pick<TransportOptions, 'baseUrl' | 'proxy' | 'onInsecure' | 'onUnknownHost'>,
  isHostKnown: boolean,
): boolean {
  const insecurity = insecurityOf(error)
  if (insecurity !== null) options.onInsecure(insecurity)
  const unknown = isHostKnown ? null : unknownHostOf(error, options)
  if (unknown !== null) options.onUnknownHost(unknown)
  return insecurity !== null || unknown !== null
}
