import { hostname } from 'node:os'
import { pino, type LogFn, type Logger } from 'pino'
import { redactor } from '../offboarding/text/redact.ts'
import { shownMessage, withoutUnseen } from '../offboarding/text/shown.ts'
import type { LogEvent } from './events.ts'
import type { LOG_LEVELS } from './levels.ts'

const SERVICE = 'konstantly-offboard'

export interface LoggerOptions {
  level: (typeof LOG_LEVELS)[number]
  /** Of konstantly-offboard. */
  version: string
  /** Texts that must never be written: the API key and the proxy's password. */
  secrets: readonly string[]
  /** Standard error, or a log file. */
  stream: Pick<NodeJS.WritableStream, 'write'>
}

/** One line of the log. */
export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error'
  event: LogEvent
  /** What a machine reads. */
  fields: Readonly<Record<string, unknown>>
  /** What a person reads. */
  message: string
}

export type Log = (line: LogLine) => void

/** Makes a log of JSON lines (by pino) that replaces every secret. */
export function createLogger({ level, version, secrets, stream }: LoggerOptions): Log {
  const redacted = redactor(secrets)
  // A message is shown to people as it is, so it is made safe here; field values are escaped as JSON. Secrets are replaced before
  // the message is shortened, so that no part of one remains.
  const oneLine = (word: unknown): unknown => (typeof word === 'string' ? shownMessage(redacted(word)) : word)
  const options = {
    level,
    // A process ID tells nothing in a container, where it is always the same; the sessions of summary.json have it.
    base: { service: SERVICE, version, host: hostname() },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: {
      logMethod(this: Logger, words: Parameters<LogFn>, log: LogFn) {
        log.apply(this, words.map(oneLine) as Parameters<LogFn>)
      },
      streamWrite: (line: string) => withoutUnseen(redacted(line)),
    },
  }
  const logger = pino(options, stream)
  return ({ level, event, fields, message }) => {
    logger[level]({ event, ...fields }, message)
  }
}
