import { pino, type LogFn, type Logger } from 'pino'
import { redactor } from '../offboarding/text/redact.ts'
import { shownMessage, withoutUnseen } from '../offboarding/text/shown.ts'
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
export async function createLogger({
  level,
  format,
  color,
  secrets,
  stream,
}: LoggerOptions): Promise<Logger> {
  const redacted = redactor(secrets)
  // A field's value becomes JSON; a message is shown to people as it is. Before it is cut, so that nothing of the secret is left.
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
  // It takes long to load, and a machine that reads along needs none of it.
  const { prettyFactory } = await import('pino-pretty')
  const pretty = prettyFactory({ colorize: color, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return pino(options, { write: (line) => stream.write(pretty(line)) })
}
