import { inboxRound, type Round } from './round.ts'

/** A round waits for processes most of the time, so a few share the machine well. */
const AT_A_TIME = 3

/** The rounds of so many seeds from `seed` on, in that order; hurried ones wait a tenth as long. */
export async function manyRounds(
  {
    seed,
    rounds,
    isHurried,
    mayMount,
  }: { seed: number; rounds: number; isHurried: boolean; mayMount: boolean },
  onEnd: (round: Round) => void = () => undefined,
): Promise<Round[]> {
  const all: Round[] = []
  let next = 0
  async function worker(): Promise<void> {
    while (next < rounds) {
      const index = next
      next += 1
      const round = await inboxRound(seed + index, isHurried, mayMount)
      all[index] = round
      onEnd(round)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return all
}
