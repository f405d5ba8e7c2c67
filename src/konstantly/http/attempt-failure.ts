import { HTTPError, RequestError, TimeoutError } from 'got'

/** What went wrong with one attempt. */
export interface AttemptFailure {
  /** One word for logs and counts: `http_503`, `timeout`, `connection_reset`, … */
  cause: string
  /** For people. */
  reason: string
  /** Whether a further attempt may well succeed. */
  transient: boolean
  /** Whether the platform may have carried the request out all the same. */
  mayHaveArrived: boolean
}

/** A response that cannot be used: HTML from something in between, or a body that is cut short. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError'
}

/** A response larger than anything the API would say. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
}

/** A proxy made no connection to the platform, so nothing was sent there. `what`: what the proxy did instead. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'

  constructor(what: string, cause?: Error) {
    super(`the proxy that HTTPS_PROXY names ${what}`, { cause })
  }
}

/** The run was told to stop while a request was waiting for its turn. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

type NetworkFault = Omit<AttemptFailure, 'transient'>

const REFUSED: NetworkFault = {
  cause: 'connection_refused',
  reason: 'the connection was refused',
  mayHaveArrived: false,
}
const DNS: NetworkFault = {
  cause: 'dns',
  reason: "the platform's name could not be resolved",
  mayHaveArrived: false,
}
const UNREACHABLE: NetworkFault = {
  cause: 'unreachable',
  reason: 'the network is unreachable',
  mayHaveArrived: false,
}
const RESET: NetworkFault = {
  cause: 'connection_reset',
  reason: 'the connection broke off',
  mayHaveArrived: true,
}
const TIMEOUT: NetworkFault = { cause: 'timeout', reason: 'no answer in time', mayHaveArrived: true }
const TLS: NetworkFault = {
  cause: 'tls',
  reason: 'no secure connection could be made',
  mayHaveArrived: false,
}
/** The encryption broke, perhaps after the request was sent: a proxy may write an answer of its own into the connection. */
const BROKEN_TLS: NetworkFault = { ...TLS, mayHaveArrived: true }

/** By the code of Node's error. Without a connection, the request cannot have arrived. */
const BY_CODE: Readonly<Record<string, NetworkFault>> = {
  ECONNREFUSED: REFUSED,
  ENOTFOUND: DNS,
  EAI_AGAIN: DNS,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  ECONNRESET: RESET,
  ECONNABORTED: RESET,
  EPIPE: RESET,
  ERR_STREAM_PREMATURE_CLOSE: RESET,
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: RESET,
  ETIMEDOUT: TIMEOUT,
  EPROTO: BROKEN_TLS,
}
/** Codes of a certificate that is refused before anything is sent. */
const CERTIFICATE_CODE = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/

/** Tells what an error of got means for the request that met it. */
export function classify(error: RequestError): AttemptFailure {
  if (error instanceof HTTPError) return httpFault(error.response.statusCode)
  if (error.cause instanceof UnreadableAnswerError) {
    return { cause: 'unreadable_body', reason: error.cause.message, transient: true, mayHaveArrived: true }
  }
  if (error.cause instanceof ProxyError) {
    return { cause: 'proxy', reason: error.cause.message, transient: true, mayHaveArrived: false }
  }
  if (error instanceof TimeoutError) return { ...TIMEOUT, transient: true }
  const { code } = error
  const network = BY_CODE[code] ?? byKind(code)
  if (network !== undefined) return { ...network, transient: true }
  return { cause: 'error', reason: `the request failed (${code})`, transient: false, mayHaveArrived: true }
}

function byKind(code: string): NetworkFault | undefined {
  if (CERTIFICATE_CODE.test(code)) return TLS
  if (code.startsWith('ERR_SSL_')) return BROKEN_TLS
  return code.startsWith('HPE_') ? RESET : undefined
}

/** 429 and 425 say that the request was turned away; of all other transient statuses nobody knows. */
function httpFault(status: number): AttemptFailure {
  const transient = status === 408 || status === 425 || status === 429 || status >= 500
  return {
    cause: `http_${status}`,
    reason: `the platform answered ${status}`,
    transient,
    mayHaveArrived: transient && status !== 425 && status !== 429,
  }
}
