/** Minutes are no mistake: a run may be scheduled for midnight. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000

/**
 * Why leave dates prove nothing: by a clock that is ahead, people have left who have not. One that is behind leaves them alone. Null
 * where the clock is right. `today` is the day they were compared with, `platformDay` the platform's own, both as `2026-12-31`.
 */
export function whyWrongDay(today: string, platformDay: string): string | null {
  if (today <= platformDay) return null
  return `leave dates were compared with ${today}, and by the platform's clock it is ${platformDay}, so people who have not left yet could be taken for gone. Correct the clock of this machine`
}
