import { pino, type LogFn, type Logger } from 'pino'
import { redactor } from '../offboarding/text/redact.ts'
import { shownMessage, withoutUnseen } from '../offboarding/text/shown.ts'
import type { LOG_LEVELS } from './levels.ts'

export type { Logger }

export interface LoggerOptions {
  level: (typeof LOG_LEVELS)[number]
  /** Texts that must never be written: the API key and the proxy's password. */
  secrets: readonly string[]
  /** Standard error, or a log file. */
  stream: Pick<NodeJS.WritableStream, 'write'>
}

/** Makes a pino logger that writes JSON lines and replaces every secret. */
export function createLogger({ level, secrets, stream }: LoggerOptions): Logger {
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
  return pino(options, stream)
}
