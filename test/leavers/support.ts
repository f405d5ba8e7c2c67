import type { LeaverList } from '../../src/offboarding/ports/leaver-list.ts'
import { readLeavers, type ReadOptions } from '../../src/leavers/read-leavers.ts'
import type { ListRow } from '../../src/offboarding/leaver.ts'

const OPTIONS: ReadOptions = {
  name: 'list.csv',
  mayBePacked: false,
  encoding: undefined,
  delimiter: undefined,
  sheet: undefined,
  skipLines: undefined,
  header: true,
  columns: {},
  ignored: [],
  attribute: undefined,
  layouts: [],
  dateFormat: undefined,
  emptyLeaveDate: 'hold',
  timezone: 'Europe/Berlin',
  today: '2026-11-23',
}

/** The pieces one after the other, as a stream hands them over. */
// eslint-disable-next-line @typescript-eslint/require-await
export async function* stream<Piece>(pieces: Iterable<Piece>): AsyncGenerator<Piece> {
  yield* pieces
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Bytes cut into pieces of the given sizes, over and over. */
export function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0
  for (let index = 0; at < bytes.length; index += 1) {
    const size = Math.max(1, sizes[index % sizes.length] ?? bytes.length)
    yield bytes.subarray(at, at + size)
    at += size
  }
}

export async function readAll(
  source: string | Buffer | Iterable<Buffer>,
  options: Partial<ReadOptions> = {},
): Promise<{ list: LeaverList; rows: ListRow[] }> {
  const pieces = typeof source === 'string' || Buffer.isBuffer(source) ? [Buffer.from(source)] : source
  const list = await readLeavers(stream(pieces), { ...OPTIONS, ...options })
  return { list, rows: (await collect(list.batches)).flat() }
}
