import { withoutRemembered, type Remembered } from '../offboarding/run/layout.ts'
import { ListError } from './list-error.ts'

/** What `read` returns. A ListError of it also says how the layout was read before. */
export function naming<Value>(remembered: Remembered | null, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw withLayout(remembered, error)
  }
}

/** The same of rows that are read while they stream by. */
export async function* batchesNaming<Batch>(
  remembered: Remembered | null,
  batches: AsyncIterable<Batch>,
): AsyncGenerator<Batch> {
  try {
    yield* batches
  } catch (error) {
    throw withLayout(remembered, error)
  }
}

const withLayout = (remembered: Remembered | null, error: unknown): unknown =>
  remembered !== null && error instanceof ListError
    ? new ListError(`${error.message} ${withoutRemembered(remembered)}`, { cause: error })
    : error
