import { pino, type LogFn, type Logger } from 'pino'
import { redactor } from '../offboarding/text/redact.ts'
import { shownMessage, withoutUnseen } from '../offboarding/text/shown.ts'
import type { LOG_FORMATS, LOG_LEVELS } from './levels.ts'

export interface LoggerOptions {
  level: (typeof LOG_LEVELS)[number]
  format: (typeof LOG_FORMATS)[number]
  /** Whether pretty lines may be coloured. */
  color: boolean
  /** Texts that must never be written: the API key and the proxy's password. */
  secrets: readonly string[]
  /** Usually standard error. */
  stream: Pick<NodeJS.WritableStream, 'write'>
}

/** Makes a pino logger that writes JSON lines, or pretty ones for people, and replaces every secret. */
export async function createLogger({
  level,
  format,
  color,
  secrets,
  stream,
}: LoggerOptions): Promise<Logger> {
  const redacted = redactor(secrets)
  // A message is shown to people as it is, so it is made safe here; field values are escaped as JSON. Secrets are replaced before
  // the message is shortened, so that no part of one remains.
  const oneLine = (word: unknown): unknown => (typeof word === 'string' ? shownMessage(redacted(word)) : word)
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      logMethod(this: Logger, words: Parameters<LogFn>, log: LogFn) {
        log.apply(this, words.map(oneLine) as Parameters<LogFn>)
      },
      streamWrite: (line: string) => withoutUnseen(redacted(line)),
    },
  }
  if (format === 'json') return pino(options, stream)
  // It is slow to load, and only people need it.
  const { prettyFactory } = await import('pino-pretty')
  const pretty = prettyFactory({ colorize: color, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return pino(options, { write: (line) => stream.write(pretty(line)) })
}
