import { request as requestHttp, type ClientRequestArgs } from 'node:http'
import { Agent, request as requestHttps, type AgentOptions } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type ConnectionOptions } from 'node:tls'
import { ProxyError } from './attempt-failure.ts'

/**
 * Makes its connections through a proxy, by an encrypted tunnel. Neither Node's own `proxyEnv` nor a package does what is needed here:
 * got's time limit does not end a request that still waits for its connection, so each connection has to be made within `timeoutMs`, TLS
 * included; and the answer of a proxy must never be taken for the platform's 403 or 404.
 */
export class TunnelAgent extends Agent {
  readonly #proxy: URL
  readonly #timeoutMs: number

  constructor(options: AgentOptions, proxy: URL, timeoutMs: number) {
    super(options)
    this.#proxy = proxy
    this.#timeoutMs = timeoutMs
  }

  override createConnection(
    options: ClientRequestArgs & ConnectionOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const signal = AbortSignal.timeout(this.#timeoutMs)
    const tell = callback as (error: unknown, stream?: Duplex) => void
    openTunnel(this.#proxy, authority(options), signal)
      .then((tunnel) => encrypt(tunnel, options, signal))
      .then((socket) => {
        tell(null, socket)
      }, tell)
  }
}

const authority = ({ host, port }: ClientRequestArgs): string =>
  `${host?.includes(':') ? `[${host}]` : (host ?? '')}:${port ?? 443}`

/** Asks the proxy for a connection. Rejects with ProxyError. */
function openTunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const { protocol, hostname, port, username, password } = proxy
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const host = hostname.replace(/^\[|\]$/g, '')
  const request = (protocol === 'https:' ? requestHttps : requestHttp)({
    host,
    port,
    // Without this line, Node would ask the proxy for the platform's certificate, by the name in the Host header.
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: true,
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(credentials !== ':' && {
        'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
      }),
    },
    agent: false,
    signal,
  })
  request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
    if (statusCode >= 200 && statusCode < 300) {
      resolve(socket)
      return
    }
    socket.destroy()
    reject(new ProxyError(`answered ${statusCode}`))
  })
  request.once('error', (error) => {
    reject(new ProxyError(signal.aborted ? 'gave no answer in time' : 'could not be reached', error))
  })
  request.end()
  return promise
}

/** Starts TLS with the platform inside the tunnel, so that nobody in between, the proxy included, can read along. Rejects with the error of
 * TLS, or with ProxyError. */
function encrypt(tunnel: Socket, options: ConnectionOptions, signal: AbortSignal): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>()
  const socket = connect({
    ...options,
    rejectUnauthorized: true,
    socket: tunnel,
    ALPNProtocols: ['http/1.1'],
  })
  const giveUp = (): void => {
    socket.destroy(new ProxyError('led to no answer in time'))
  }
  // When the time is over, the request has been given up already.
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  socket.once('error', reject)
  socket.once('close', () => {
    tunnel.destroy()
    reject(new ProxyError('closed the connection'))
  })
  socket.once('secureConnect', () => {
    signal.removeEventListener('abort', giveUp)
    socket.removeListener('error', reject)
    resolve(socket)
  })
  return promise
}
