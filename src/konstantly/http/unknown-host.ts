import type { RequestError } from 'got'
import type { UnknownHost } from '../../offboarding/unknown-host.ts'
import { ProxyError } from './attempt-failure.ts'
import type { TransportOptions } from './transport-options.ts'

/** The resolver says that there is no such name. Whoever has to wait for a resolver gets EAI_AGAIN, and is tried again. */
const NO_SUCH_NAME = 'ENOTFOUND'

/** The host whose name an attempt could not resolve because there is no such name. Null for any other failure. */
export function unknownHostOf(
  error: RequestError,
  { baseUrl, proxy }: Pick<TransportOptions, 'baseUrl' | 'proxy'>,
): UnknownHost | null {
  const isProxy = error.cause instanceof ProxyError
  const { code } = ((isProxy ? (error.cause as Error).cause : error) ?? {}) as Partial<NodeJS.ErrnoException>
  if (code !== NO_SUCH_NAME) return null
  return isProxy
    ? { whose: 'proxy', host: proxy?.hostname ?? '' }
    : { whose: 'platform', host: new URL(baseUrl).hostname }
}
