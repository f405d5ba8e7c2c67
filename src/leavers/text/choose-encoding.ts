import { isUtf8 } from 'node:buffer'
import { CODE_PAGES, type CodePage } from './code-pages.ts'
import { createDecoder } from './decoder.ts'
import { countLineBreaks } from './line-breaks.ts'
import { ListError } from '../list-error.ts'
import { judge, type Plausibility } from './plausible-words.ts'
import type { Sample } from './sample.ts'

/** How much of a list is looked at to tell its encoding, in bytes. */
export const SAMPLE_BYTES = 8 * 1024 * 1024

/** How much of it is looked at first, in bytes. */
const FIRST_LOOK = 64 * 1024
const LF = 0x0a

export interface ChosenEncoding {
  encoding: string
  /** Bytes of the byte order mark; 0 without one. */
  markLength: number
}

const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-32', [0xff, 0xfe, 0, 0]],
  ['utf-32', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * The encoding of a list: what its byte order mark says, else what `--encoding` says (one of ENCODINGS), else UTF-8 where
 * the bytes are UTF-8, else the only code page in which the list reads as words. Throws ListError where that is not certain.
 */
export function chooseEncoding(
  { start, isWhole }: Pick<Sample, 'start' | 'isWhole'>,
  wanted: string | undefined,
  name: string,
): ChosenEncoding {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte))
  if (mark !== undefined) {
    const [encoding, { length }] = mark
    if (encoding === 'utf-32') {
      throw new ListError(`${name} is in UTF-32, which nothing here reads. Save it as "CSV UTF-8".`)
    }
    if (wanted !== undefined && wanted !== encoding) {
      throw new ListError(
        `${name} begins with the byte order mark of ${encoding}, and --encoding says ${wanted}. Leave --encoding out.`,
      )
    }
    return { encoding, markLength: length }
  }
  if (wanted !== undefined) return { encoding: wanted, markLength: 0 }
  refuseUnmarkedUtf16(start, name)
  const whole = isWhole ? start : start.subarray(0, createDecoder('utf-8').cut(start))
  if (isUtf8(whole)) return { encoding: 'utf-8', markLength: 0 }
  return { encoding: chooseCodePage(start, isWhole, name), markLength: 0 }
}

/** How much is looked at to tell UTF-16 from a file with a zero in it, in bytes. */
const HEAD = 4096

/**
 * A table in UTF-16, in whatever script, has a zero in every other byte of its delimiters, digits and line breaks, and there only, and
 * reads as text. A file with a zero by mistake, read so, has hardly a letter in ASCII.
 */
function refuseUnmarkedUtf16(start: Uint8Array, name: string): void {
  const head = start.subarray(0, Math.min(HEAD, start.length - (start.length % 2)))
  if (head.length < 4) return
  const zeros = (parity: number): number =>
    head.filter((byte, index) => index % 2 === parity && byte === 0).length
  const [even, odd] = [zeros(0), zeros(1)]
  // Very few letters have a zero in the other byte.
  if (Math.min(even, odd) * 10 > Math.max(even, odd) || Math.max(even, odd) * 16 < head.length) return
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  if (/[^\P{C}\t\r\n\u200B-\u200F\u00AD]/u.test(createDecoder(encoding).decodeLoosely(head))) return
  throw new ListError(
    `${name} looks like UTF-16 without a byte order mark. If it is: --encoding ${encoding}.`,
  )
}

/**
 * A detector by statistics (chardet, jschardet) needs more than a few names: chardet takes a Polish list of five people for
 * windows-1252. What counts here is which readings are made of words at all, of the platform's languages if there is one;
 * where several are, and differ, nobody can know.
 */
function chooseCodePage(start: Uint8Array, isWhole: boolean, name: string): string {
  const readings = CODE_PAGES.flatMap((page) => {
    // Bytes that are no text at all fail on this first look, before they take ten times their size of memory.
    if (judgeBytes(start.subarray(0, FIRST_LOOK), page) === 'no') return []
    const plausibility = judgeBytes(start, page)
    return plausibility === 'no' ? [] : [{ encoding: page.encoding, plausibility }]
  })
  const common = readings.filter(({ plausibility }) => plausibility === 'common')
  const [best, ...others] = common.length > 0 ? common : readings
  if (best !== undefined && isWhole) {
    // In a code page one byte is one character, so two readings are the same if each byte that occurs reads the same.
    const occurring = Uint8Array.from(new Set(start))
    const read = (encoding: string): string => createDecoder(encoding).decodeLoosely(occurring)
    const characters = read(best.encoding)
    if (others.every(({ encoding }) => read(encoding) === characters)) return best.encoding
  }

  const all = CODE_PAGES.map(({ encoding }) => encoding).sort()
  throw new ListError(
    `${name}: line ${lineOfFirstDamage(start)} is not UTF-8, and it cannot be told for certain which encoding the list is in${
      isWhole ? '' : `, which is only tried for lists up to ${SAMPLE_BYTES / 1024 / 1024} MB`
    }. Export it as "CSV UTF-8", or name its encoding: --encoding ${all.join(', ')}, …`,
  )
}

/** How well bytes read in a code page: as nonsense, `no`, as soon as one word of them is. */
function judgeBytes(bytes: Uint8Array, page: CodePage): Plausibility {
  const text = createDecoder(page.encoding).decodeLoosely(bytes)
  return text.includes('\uFFFD') ? 'no' : judge(text, page)
}

/** The line of the first bytes that are not UTF-8. */
function lineOfFirstDamage(start: Uint8Array): number {
  const decoder = new TextDecoder()
  let line = 1
  for (let from = 0; from < start.length;) {
    const end = start.indexOf(LF, from + FIRST_LOOK) + 1 || start.length
    const text = decoder.decode(start.subarray(from, end))
    const damage = text.indexOf('\uFFFD')
    line += countLineBreaks(damage < 0 ? text : text.slice(0, damage))
    if (damage >= 0) break
    from = end
  }
  return line
}
