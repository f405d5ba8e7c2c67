import pLimit from 'p-limit'

/** The items of all pages in order. */
export async function* eachOf<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const page of pages) yield* page
}

/**
 * Works on every item, at most `concurrency` at a time. It takes an item only when the item before it has begun, so at most one
 * waits: p-limit's own queue is unbounded, and a list may hold a million rows. Once `signal` is aborted it begins nothing more;
 * work in flight is finished. After the first error of `work` or `items` it takes no further item, and throws that error when all
 * work in flight has ended.
 */
export async function forEachThrottled<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const limit = pLimit(concurrency)
  const open = new Set<Promise<void>>()
  const errors: unknown[] = []
  const isOver = (): boolean => signal.aborted || errors.length > 0

  const begun = (item: Item): Promise<void> =>
    new Promise((resolve) => {
      const task: Promise<void> = limit(async () => {
        resolve()
        if (isOver()) return
        try {
          await work(item)
        } catch (error) {
          // Recorded here, before the next item begins.
          errors.push(error)
        }
      }).finally(() => open.delete(task))
      open.add(task)
    })

  try {
    if (!isOver()) {
      for await (const item of items) {
        await begun(item)
        if (isOver()) break
      }
    }
  } catch (error) {
    errors.push(error)
  }
  await Promise.all(open)
  if (errors.length > 0) throw errors[0]
}
