import { pino, type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { LOG_FORMATS, LOG_LEVELS } from './levels.ts'

export interface LoggerOptions {
  level: (typeof LOG_LEVELS)[number]
  format: (typeof LOG_FORMATS)[number]
  /** Whether pretty lines may be coloured. */
  color: boolean
  /** What must never be written, wherever it turns up: the API key. */
  secret: string | null
  /** Standard error, usually. */
  stream: Pick<NodeJS.WritableStream, 'write'>
}

/** A pino logger that writes JSON lines, or pretty ones for people, with every occurrence of the secret blotted out. */
export function createLogger({ level, format, color, secret, stream }: LoggerOptions): Logger {
  const hidden =
    secret === null ? [] : [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      streamWrite: (line: string) => hidden.reduce((text, word) => text.replaceAll(word, '[redacted]'), line),
    },
  }
  if (format === 'json') return pino(options, stream)
  const pretty = prettyFactory({ colorize: color, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return pino(options, { write: (line) => stream.write(pretty(line)) })
}
