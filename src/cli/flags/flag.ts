import { UsageError } from '../usage-error.ts'

/** One flag: what help says of it, and how its text becomes a value. */
export interface Flag<Value> {
  describe: string
  /** What stands for the value in help; none for a switch. */
  placeholder: string | null
  /** Without the flag. */
  initial: Value
  /** How `initial` is shown in help; not at all where undefined. */
  shown?: string
  /** Throws UsageError. `name` is for its message. */
  parse(text: string, name: string): Value
  /** Whether it may be given several times. Then `parse` makes a list of each text, and the lists are joined. */
  isRepeatable?: true
  /** Whether it keeps a run from touching somebody. Then a variable that sets it to nothing is refused: nobody meant to be without it. */
  isGuard?: true
  /** Whether a run with this value may do more, or ask less, than one without the flag. A variable that does so is told of. */
  allowsMore?(value: Value): boolean
}

export type Flags = Readonly<Record<string, Flag<unknown>>>
export type FlagValues<F extends Flags> = {
  [Name in keyof F]: F[Name] extends Flag<infer Value> ? Value : never
}

/** A flag that keeps a run from touching somebody, but for the values that allow more than its default. */
export const guard = <Value>(flag: Flag<Value>, allowsMore?: (value: Value) => boolean): Flag<Value> => ({
  ...flag,
  isGuard: true,
  ...(allowsMore && { allowsMore }),
})

/** On or off. In the environment: `1`, `true`, `yes` or `0`, `false`, `no`. */
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

/** Any text but an empty one. */
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

/** Any texts but empty ones, one each time the flag is given. In the environment, one. */
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
  { min, max, whole = true }: { min: number; max: number; whole?: boolean },
): Flag<number | Initial> {
  return {
    describe,
    placeholder: 'n',
    initial,
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
    ...(initial !== undefined && { shown: initial }),
    parse(value, name) {
      const word = words.find((candidate) => candidate === value)
      if (word === undefined)
        throw new UsageError(`${name} must be one of ${words.join(', ')}, not "${value}".`)
      return word
    },
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** What a timer can be set to. */
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
  throw new UsageError(`${name} must be a duration like 500ms, 30s, 50m, 24h or 7d, not "${value}".`)
}

/** A length of time, `500ms`, `30s`, `50m`, `24h` or `7d`, as milliseconds. */
export const duration = (describe: string, initial: string): Flag<number> => ({
  describe,
  placeholder: 'time',
  initial: parseDuration(initial, ''),
  shown: initial,
  parse: parseDuration,
})

/** A length of time that lies behind, which no timer waits for. */
export const age = (describe: string, initial: string): Flag<number> => ({
  ...duration(describe, initial),
  parse: parseAge,
})

/** A length of time as milliseconds, or null without the flag. */
export const optionalDuration = (describe: string): Flag<number | null> => ({
  describe,
  placeholder: 'time',
  initial: null,
  parse: parseDuration,
})
