/** How many answers are kept. A column of a few words has no more, and any other must not fill the memory. */
const MAX_KEPT = 1000

/** Remembers what a function answers, for columns that repeat a few texts. */
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
