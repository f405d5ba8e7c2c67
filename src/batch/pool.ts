import pLimit from 'p-limit'

/**
 * Works on every item, at most `concurrency` at a time, and takes the next item only when a place is free: p-limit's own
 * queue is unbounded, and a list may hold a million rows. Stops taking items once `signal` is aborted; what was begun is
 * finished. The first error, of `work` or of `items`, also stops the taking, and is thrown when everything begun has ended.
 */
export async function forEachThrottled<Item>(
  items: Iterable<Item>,
  concurrency: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const limit = pLimit(concurrency)
  const begun = new Set<Promise<void>>()
  const errors: unknown[] = []
  const isOver = (): boolean => signal.aborted || errors.length > 0

  const begin = (item: Item): void => {
    const task: Promise<void> = limit(work, item).then(
      () => void begun.delete(task),
      (error: unknown) => {
        begun.delete(task)
        errors.push(error)
      },
    )
    begun.add(task)
  }

  try {
    if (!isOver()) {
      for (const item of items) {
        begin(item)
        if (begun.size >= concurrency) await Promise.race(begun)
        if (isOver()) break
      }
    }
  } catch (error) {
    errors.push(error)
  }
  await Promise.all(begun)
  if (errors.length > 0) throw errors[0]
}
