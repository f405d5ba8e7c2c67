import { unzipSync } from 'node:zlib'
import { redactor, secretsIn } from '../../offboarding/text/redact.ts'
import { AnswerTooLargeError, UnreadableAnswerError } from './attempt-failure.ts'
import type { TransportOptions } from './transport-options.ts'

/** The largest body that is read, in bytes. A page of 20 users has some ten thousand. */
export const MAX_BODY_BYTES = 1024 * 1024

/**
 * The text of a body, decompressed if need be: some proxies compress although nobody asked them to. The decompressed text is limited to
 * `MAX_BODY_BYTES`, too. Throws UnreadableAnswerError or AnswerTooLargeError.
 */
export function readText(bytes: Uint8Array, encoding = 'identity'): string {
  return new TextDecoder().decode(isCompressed(encoding, bytes) ? unzip(bytes) : bytes)
}

/** An answer without a body may have a `Content-Encoding` header, too, so an empty body counts as not compressed. */
const isCompressed = (encoding: string, { length }: Uint8Array): boolean =>
  length > 0 && /^\s*(x-)?(gzip|deflate)\s*$/i.test(encoding)

function unzip(bytes: Uint8Array): Uint8Array {
  try {
    return unzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new AnswerTooLargeError()
    throw new UnreadableAnswerError('the platform answered with something that cannot be decompressed', {
      cause,
    })
  }
}

/** A key or a password shorter than this, in characters, is not blacked out: it would be found in names and IDs. */
const MIN_SECRET = 6

/** Blacks out the key and the proxy's password: an answer may repeat what was sent, and answers are stored and shown. */
export const withoutSecrets = ({
  apiKey,
  proxy,
}: Pick<TransportOptions, 'apiKey' | 'proxy'>): ((text: string) => string) =>
  redactor(secretsIn(apiKey, proxy).filter(({ length }) => length >= MIN_SECRET))

/**
 * What a response's body says: undefined for an empty one, or else the parsed JSON, each string in it passed through `clean`. A proxy, a
 * captive portal or a maintenance page may answer 200 or 404 with HTML, which proves nothing. Throws UnreadableAnswerError for such.
 */
export function parseBody(text: string, clean: (text: string) => string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value))
  } catch (cause) {
    const what = text.trimStart().startsWith('<') ? 'an HTML page' : 'something that is not JSON'
    throw new UnreadableAnswerError(`the platform answered with ${what}`, { cause })
  }
}

/** Statuses that mean the same whatever the body is. */
const BODY_DOES_NOT_MATTER: ReadonlySet<number> = new Set([401, 403, 408, 425, 429])

/** Whether a body has to be read to know what an answer says. */
export const doesBodyMatter = (status: number): boolean =>
  status < 500 && !(status >= 300 && status < 400) && !BODY_DOES_NOT_MATTER.has(status)
