/** `20261123T184500Z-3f9c`: sorts by time, and is a good name for a folder anywhere. */
export function makeRunId(now: Date, random: number): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  return `${time}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`
}
