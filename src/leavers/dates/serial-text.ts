const DAY_MS = 86_400_000
/** Day 0 of a workbook that counts from 1900, as of day 61 on, and of one that counts from 1904. */
const ZERO = Date.UTC(1899, 11, 30)
const ZERO_1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31. */
const LAST = Date.UTC(9999, 11, 31)

/** What of a number a format of dates and times shows. */
export interface DateParts {
  date: boolean
  time: boolean
  /** Hours that go on beyond 24. */
  isElapsed: boolean
}

/**
 * A number of days as the day and the time that it is shown as: `2026-12-31`, `2026-12-31 14:30:00`, `14:30:00`. Null where a spreadsheet
 * shows no date either.
 */
export function serialText(
  serial: number,
  { date, time, isElapsed }: DateParts,
  is1904: boolean,
): string | null {
  if (serial < 0) return null
  const day = Math.floor(serial)
  // The day is never rounded up: it would be a day later.
  const seconds = Math.min(86_399, Math.round((serial - day) * 86_400))
  if (isElapsed) return clock(day * 86_400 + seconds)
  if (!date && day === 0) return clock(seconds)
  const text = dayText(day, is1904)
  return text === null || !time ? text : `${text} ${clock(seconds)}`
}

function dayText(day: number, is1904: boolean): string | null {
  // 1900 had no such days. Lotus 1-2-3 believed so, and Excel followed.
  if (!is1904 && day === 0) return '1900-01-00'
  if (!is1904 && day === 60) return '1900-02-29'
  const ms = (is1904 ? ZERO_1904 : day < 60 ? ZERO + DAY_MS : ZERO) + day * DAY_MS
  return ms > LAST ? null : new Date(ms).toISOString().slice(0, 10)
}

function clock(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
