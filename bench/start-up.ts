import { BIN, median, timed, type Line } from './support.ts'

const ROUNDS = 15

/** Measures the time from start to exit, next to a Node.js that does nothing. */
export async function startUp(): Promise<Line[]> {
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
  const bare = median(times.get('`node -e 0`') ?? [])
  return [...times].map(([name, rounds]) => ({
    what: `start to exit of ${name}`,
    rounds,
    unit: 'ms',
    beside: name === '`--version`' ? `at most ${(bare * 1.5 + 150).toFixed(0)} ms, by our own limit` : '',
  }))
}
