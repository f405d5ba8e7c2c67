import { pino, type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { redactor } from '../offboarding/redact.ts'
import type { LOG_FORMATS, LOG_LEVELS } from './levels.ts'

export interface LoggerOptions {
  level: (typeof LOG_LEVELS)[number]
  format: (typeof LOG_FORMATS)[number]
  /** Whether pretty lines may be coloured. */
  color: boolean
  /** What must never be written, wherever it turns up: the API key, the password of the proxy. */
  secrets: readonly string[]
  /** Standard error, usually. */
  stream: Pick<NodeJS.WritableStream, 'write'>
}

/** A pino logger that writes JSON lines, or pretty ones for people, with every occurrence of a secret blotted out. */
export function createLogger({ level, format, color, secrets, stream }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      streamWrite: redactor(secrets),
    },
  }
  if (format === 'json') return pino(options, stream)
  const pretty = prettyFactory({ colorize: color, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return pino(options, { write: (line) => stream.write(pretty(line)) })
}
