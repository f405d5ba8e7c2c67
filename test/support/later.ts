/** An adapter like another one whose every answer, and every page, is some turns of the event loop away, as over a network. */
export function later<Adapter extends object>(adapter: Adapter): Adapter {
  return new Proxy(adapter, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return isAdapter(value) ? later(value) : value
      return (...given: unknown[]) => answerLater(Reflect.apply(value, target, given))
    },
  })
}

function answerLater(answer: unknown): unknown {
  if (answer instanceof Promise) return answer.finally(turns)
  if (isAdapter(answer)) return Symbol.asyncIterator in answer ? pagesLater(answer) : later(answer)
  return answer
}

async function* pagesLater(pages: object): AsyncGenerator {
  for await (const page of pages as AsyncIterable<unknown>) {
    await turns()
    yield page
  }
}

const isAdapter = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype

async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
