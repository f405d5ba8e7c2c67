import { runUntilDone, type Figures, type Round } from './run-until-done.ts'

/** A run waits for its back-offs most of the time, so a few share the machine well. */
const AT_A_TIME = 4

interface Runs extends Round {
  /** The first one's; each has the next. */
  seed: number
  runs: number
}

/** The runs of `runs` seeds, in that order. */
export async function manyRuns(
  { seed, runs, ...round }: Runs,
  onEnd: (figures: Figures) => void = () => undefined,
): Promise<Figures[]> {
  const all: Figures[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < runs) {
      const index = next
      next += 1
      const figures = await runUntilDone(seed + index, round)
      all[index] = figures
      onEnd(figures)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return all
}
