import type { ClientRequest } from 'node:http'

interface Attempts {
  on: (event: 'request', listener: (attempt: ClientRequest) => void) => unknown
}

/**
 * Cancels a request that has not been sent when `halt` is aborted: it may be waiting for its connection, or for a proxy. A request
 * that has been sent is left to finish. The returned function stops listening.
 */
export function cancelUnsent(request: Attempts, halt: AbortSignal, cancel: () => void): () => void {
  let latest: ClientRequest | null = null
  const check = (): void => {
    if (halt.aborted && latest?.writableFinished === false) cancel()
  }
  request.on('request', (attempt) => {
    latest = attempt
    check()
  })
  halt.addEventListener('abort', check)
  return () => {
    halt.removeEventListener('abort', check)
  }
}
