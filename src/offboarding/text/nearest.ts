/** The one of `words` that somebody who wrote `word` most likely means, by its letters; null if none comes close. */
export function nearest(word: string, words: readonly string[]): string | null {
  const written = word.toLowerCase().slice(0, 40)
  const begun = words.filter((one) => one.toLowerCase().startsWith(written))
  if (written.length > 2 && begun.length === 1) return begun[0] ?? null
  const distances = words.map((one) => ({ one, distance: distance(written, one.toLowerCase()) }))
  const [best] = distances.toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= Math.max(1, Math.floor(written.length / 4)) ? best.one : null
}

/** How many letters have to be put in, left out, replaced or swapped with the next one to make one word of the other. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
