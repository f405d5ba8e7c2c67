/**
 * `20261123T184500Z-3f9c`: sorts by time, and is a good name for a folder anywhere. `now`: in UTC, `2026-11-23T18:45:00.000Z`. `random`: from 0
 * up to, not including, 1.
 */
export function makeRunId(now: string, random: number): string {
  return `${now.replace(/[-:]|\.\d+/g, '')}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`
}

/** Whether a name is one of those, and so most likely that of a run's folder. */
export const isRunId = (name: string): boolean => /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(name)
