import { Readable, type Duplex } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { recognize, type Foreign, type WorkbookKind } from './file-kind.ts'
import { ListError } from '../list-error.ts'
import { takeSample } from './sample.ts'
import { UnpackedSize } from './unpacked-size.ts'

const HEAD = 4096

/** The bytes of the list itself, and what they may be. */
export interface Unpacked {
  kind: 'text' | WorkbookKind
  bytes: AsyncIterable<Uint8Array>
}

/**
 * The bytes of the list itself: a gzip or zstd file is unpacked as it streams by, if its name (or standard input, which has
 * none) allows for one. Throws ListError for everything that is neither text nor a workbook: a PDF, a picture; and for a small file that
 * unpacks to gigabytes.
 */
export async function unpack(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  mayBePacked: boolean,
): Promise<Unpacked> {
  const packed = await takeSample(bytes, HEAD)
  const kind = recognize(packed.start)
  if (kind !== 'gzip' && kind !== 'zstd') return { kind: listKind(kind, name), bytes: packed.bytes }
  if (!mayBePacked) {
    const ending = kind === 'gzip' ? '.gz' : '.zst'
    throw new ListError(
      `${name} is a ${kind} file, though it is not named so. If a list is in it, name it ${ending} or unpack it. ${HOW_TO_EXPORT}`,
    )
  }
  const unpacked = await takeSample(inflate(packed.bytes, kind, name), HEAD)
  const inner = recognize(unpacked.start)
  if (inner === 'gzip' || inner === 'zstd') {
    throw new ListError(`${name} is packed twice: unpack it once, and run again.`)
  }
  return { kind: listKind(inner, name), bytes: unpacked.bytes }
}

function listKind(kind: WorkbookKind | Foreign | null, name: string): Unpacked['kind'] {
  if (kind === null) return 'text'
  if (kind === 'zip' || kind === 'ole') return kind
  throw new ListError(`${name} is ${kind}, not a leaver list. ${HOW_TO_EXPORT}`)
}

const HOW_TO_EXPORT =
  'A leaver list is an Excel workbook or a CSV file: in Excel, File > Save As > "Excel Workbook (.xlsx)"; in LibreOffice, File > Save As > "Excel 2007-365 (.xlsx)".'

async function* inflate(
  bytes: AsyncIterable<Uint8Array>,
  kind: 'gzip' | 'zstd',
  name: string,
): AsyncGenerator<Uint8Array> {
  const inflater: Duplex = kind === 'gzip' ? createGunzip() : createZstdDecompress()
  const size = new UnpackedSize(name)
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size.countPacked(chunk)
      yield chunk
    }
  }
  const source = Readable.from(counted())
  // An error in reading the file has to reach whoever reads the list. `pipe` does not pass it on.
  let broken: Error | undefined
  source.on('error', (error) => {
    broken = error
    inflater.destroy(error)
  })
  try {
    for await (const chunk of source.pipe(inflater) as AsyncIterable<Uint8Array>) {
      size.countUnpacked(chunk)
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof ListError) throw cause
    if (broken !== undefined) throw broken
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ListError(
      `${name} cannot be unpacked (${reason}): the ${kind} file is damaged or cut off. Copy or export it again.`,
      { cause },
    )
  } finally {
    source.destroy()
    inflater.destroy()
  }
}
