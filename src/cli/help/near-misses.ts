/** What people try for a command, and which one they mean. */
const SYNONYMS: Readonly<Record<string, string>> = {
  delete: 'run',
  remove: 'run',
  rm: 'run',
  offboard: 'run',
  deactivate: 'run',
  start: 'run',
  resume: 'run',
  preview: 'plan',
  simulate: 'plan',
  ls: 'runs',
  list: 'runs',
  history: 'runs',
  status: 'runs',
  restore: 'undo',
  rollback: 'undo',
  reactivate: 'undo',
  doctor: 'check',
  test: 'check',
  server: 'sandbox',
  mock: 'sandbox',
}

/** The one of `names` that somebody who wrote `word` most likely means; null if none comes close. */
export function nearest(word: string, names: readonly string[]): string | null {
  const written = word.toLowerCase().slice(0, 40)
  const meant = SYNONYMS[written]
  if (meant !== undefined && names.includes(meant)) return meant
  const begun = names.filter((name) => name.startsWith(written))
  if (written.length > 2 && begun.length === 1) return begun[0] ?? null
  const distances = names.map((name) => ({ name, distance: distance(written, name) }))
  const [best] = distances.toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= Math.max(1, Math.floor(written.length / 4)) ? best.name : null
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
