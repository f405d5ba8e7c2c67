/** How many answers are kept: columns of a few words have no more, and no other may fill the memory. */
const MAX_KEPT = 1000

/** The same function, which is asked only once for each of the few texts that a column repeats. */
export function memoize<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const kept = answers.get(text)
    if (kept !== undefined) return kept
    const answer = ask(text)
    if (answers.size < MAX_KEPT) answers.set(text, answer)
    return answer
  }
}
