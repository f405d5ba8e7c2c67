/** How far the two clocks may differ. A few minutes are not an error: a run may be scheduled for midnight. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000

/**
 * Why leave dates cannot be relied on, in words; null if they can. If this machine's clock is ahead, people count as gone who
 * have not left; if it is behind, they are only left alone. `today`: the day that leave dates were compared with. `platformDay`:
 * the day by the platform's clock. Both as `2026-12-31`.
 */
export function whyWrongDay(today: string, platformDay: string): string | null {
  if (today <= platformDay) return null
  return `leave dates were compared with ${today}, and by the platform's clock it is ${platformDay}, so people who have not left yet could be taken for gone. Correct the clock of this machine`
}
