import { runUntilDone, type Figures } from './run-until-done.ts'

/** A run waits for its back-offs most of the time, so a few share the machine well. */
const AT_A_TIME = 4

/** The runs of `runs` seeds from `seed` on, in that order, each of which loses the share `lost` of its answers; hurried ones wait a tenth as long. */
export async function manyRuns(
  { seed, runs, lost, isHurried = false }: { seed: number; runs: number; lost: number; isHurried?: boolean },
  onEnd: (figures: Figures) => void = () => undefined,
): Promise<Figures[]> {
  const all: Figures[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < runs) {
      const index = next
      next += 1
      const figures = await runUntilDone(seed + index, lost, isHurried)
      all[index] = figures
      onEnd(figures)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return all
}
