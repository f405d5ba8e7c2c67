import { UsageError } from '../usage-error.ts'

/** One flag: its help, and how its text becomes a value. */
export interface Flag<Value> {
  describe: string
  /** The placeholder for the value in help; null for a switch. A flag of `file` or `folder` takes a path. */
  placeholder: string | null
  /** The value without the flag. */
  initial: Value
  /** How help shows `initial`; not shown if undefined. */
  shown?: string
  /** Converts the text of the flag. `name` is for messages. Throws UsageError. */
  parse(text: string, name: string): Value
  /** Whether the flag may be given several times. `parse` then returns a list for each text, and the lists are joined. */
  isRepeatable?: true
  /** Whether the flag may be given without a value; `parse` then gets an empty text. */
  mayBeEmpty?: true
  /** Of a flag that takes a number: which one it may be. */
  range?: NumberRange
  /** Of a flag that takes one of a few words: these. */
  words?: readonly string[]
  /**
   * Whether the flag can keep a run from touching somebody. An environment variable that sets it to nothing is then refused,
   * since nobody switches off a guard like that on purpose.
   */
  isGuard?: true
  /**
   * Whether this value allows a run more, or makes it ask less, than the default. The operator is told about an environment
   * variable that does so.
   */
  allowsMore?(value: Value): boolean
}

/** From `min` to `max`, both included. `whole`: no fractions; the default. */
export interface NumberRange {
  min: number
  max: number
  whole?: boolean
}

export type Flags = Readonly<Record<string, Flag<unknown>>>
export type FlagValues<F extends Flags> = {
  [Name in keyof F]: F[Name] extends Flag<infer Value> ? Value : never
}

/** Marks a flag as a guard. `allowsMore`: whether a value allows more than the default. */
export const guard = <Value>(flag: Flag<Value>, allowsMore?: (value: Value) => boolean): Flag<Value> => ({
  ...flag,
  isGuard: true,
  ...(allowsMore && { allowsMore }),
})

/** A switch. In the environment: `1`, `true`, `yes` or `0`, `false`, `no`. */
export function toggle(describe: string): Flag<boolean> {
  return {
    describe,
    placeholder: null,
    initial: false,
    parse(text, name) {
      if (/^(1|true|yes)$/i.test(text)) return true
      if (/^(0|false|no)$/i.test(text)) return false
      throw new UsageError(`${name} is a switch: true or false, not "${text}".`)
    },
  }
}

/** Any text that is not empty. */
export function text<Initial extends string | undefined>(
  describe: string,
  placeholder: string,
  initial: Initial,
): Flag<string | Initial> {
  return {
    describe,
    placeholder,
    initial,
    ...(initial !== undefined && { shown: initial }),
    parse(value, name) {
      if (value.trim() === '') throw new UsageError(`${name} needs a value.`)
      return value
    },
  }
}

/** A list of texts, one each time the flag is given. The environment can give only one. None may be empty. */
export const texts = (describe: string, placeholder: string): Flag<readonly string[]> => ({
  describe,
  placeholder,
  initial: [],
  parse: (value, name) => [text(describe, placeholder, undefined).parse(value, name) ?? ''],
  isRepeatable: true,
})

/** A number from `min` to `max`. */
export function number<Initial extends number | null>(
  describe: string,
  initial: Initial,
  range: NumberRange,
): Flag<number | Initial> {
  const { min, max, whole = true } = range
  return {
    describe,
    placeholder: 'n',
    initial,
    range,
    ...(initial !== null && { shown: String(initial) }),
    parse(value, name) {
      const parsed = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : NaN
      if (!(parsed >= min && parsed <= max) || (whole && !Number.isInteger(parsed))) {
        throw new UsageError(
          `${name} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${value}".`,
        )
      }
      return parsed
    },
  }
}

/** One of a few words. */
export function choice<Word extends string, Initial extends Word | undefined>(
  describe: string,
  words: readonly Word[],
  initial: Initial,
): Flag<Word | Initial> {
  return {
    describe: `${describe}: ${words.join(', ')}`,
    placeholder: 'word',
    initial,
    words,
    ...(initial !== undefined && { shown: initial }),
    parse(value, name) {
      const word = words.find((candidate) => candidate === value)
      if (word === undefined)
        throw new UsageError(
          `${name} must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}, not "${value}".`,
        )
      return word
    },
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** The longest time of a timer, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1

function parseDuration(value: string, name: string): number {
  const ms = parseAge(value, name)
  if (ms > MAX_TIMER_MS) throw new UsageError(`${name} can be 24d at most, not "${value}".`)
  return ms
}

function parseAge(value: string, name: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value.trim()) ?? []
  const ms = Number(amount) * (UNITS[unit] ?? NaN)
  if (ms >= 1) return ms
  if (/^[1-9]\d*$/.test(value.trim()))
    throw new UsageError(
      `${name} needs a unit: ${value.trim()}s, ${value.trim()}m, ${value.trim()}h or ${value.trim()}d.`,
    )
  throw new UsageError(`${name} must be a duration like 500ms, 30s, 50m, 24h or 7d, not "${value}".`)
}

/** A duration (`500ms`, `30s`, `50m`, `24h`, `7d`) in milliseconds. */
export const duration = (describe: string, initial: string): Flag<number> => ({
  describe,
  placeholder: 'time',
  initial: parseDuration(initial, ''),
  shown: initial,
  parse: parseDuration,
})

/** A duration in the past, in milliseconds. No timer waits for it, so it may be longer than 24 days. */
export const age = (describe: string, initial: string): Flag<number> => ({
  describe,
  placeholder: 'time',
  initial: parseAge(initial, ''),
  shown: initial,
  parse: parseAge,
})

/** A duration that no timer waits for, in milliseconds; null without the flag. */
export const optionalAge = (describe: string): Flag<number | null> => ({
  describe,
  placeholder: 'time',
  initial: null,
  parse: parseAge,
})

/** A duration in milliseconds; null without the flag. */
export const optionalDuration = (describe: string): Flag<number | null> => ({
  describe,
  placeholder: 'time',
  initial: null,
  parse: parseDuration,
})
