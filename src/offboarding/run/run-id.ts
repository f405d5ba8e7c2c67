/**
 * A run ID such as `20261123T184500Z-3f9c`: it sorts by time, and is a valid folder name everywhere. `now`: UTC,
 * `2026-11-23T18:45:00.000Z`. `random`: at least 0 and less than 1.
 */
export function makeRunId(now: string, random: number): string {
  return `${now.replace(/[-:]|\.\d+/g, '')}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`
}

/** Whether a name has the form of a run ID, and so is probably the folder of a run. */
export const isRunId = (name: string): boolean => /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(name)
