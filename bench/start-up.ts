import { BIN, median, table, timed } from './support.ts'

const ROUNDS = 15

/** The time from start to exit, side by side with a Node.js that does nothing. */
export async function startUp(): Promise<void> {
  const ways: Record<string, string[]> = {
    '`node -e 0`': ['-e', '0'],
    '`--version`': [BIN, '--version'],
    '`--help`': [BIN, '--help'],
  }
  const times = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, argv] of Object.entries(ways)) {
      const { seconds } = await timed(process.execPath, argv)
      times.set(name, [...(times.get(name) ?? []), seconds * 1000])
    }
  }
  table(
    [`median of ${ROUNDS}`, 'milliseconds'],
    [...times].map(([name, values]) => [name, median(values).toFixed(0)]),
  )
}
