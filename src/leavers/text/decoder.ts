/** Turns bytes into text, strictly. */
export interface Decoder {
  /** How many of the bytes, from the start, form whole characters: the rest waits for the bytes that follow. */
  cut: (bytes: Uint8Array) => number
  /** Throws TypeError if the bytes do not fit. A byte order mark at the start is kept. */
  decode: (bytes: Uint8Array) => string
  /** The same, with U+FFFD for what does not fit: to find the place. */
  decodeLoosely: (bytes: Uint8Array) => string
}

// The control characters 0x80-0x9F of the code pages stand for bytes that no character was assigned to.
const UNASSIGNED = /[\u0080-\u009F]/g

/** A decoder for one of ENCODINGS. */
export function createDecoder(encoding: string): Decoder {
  switch (encoding) {
    case 'utf-8':
      return unicode(encoding, cutUtf8)
    case 'utf-16le':
      return unicode(encoding, (bytes) => cutUtf16(bytes, 1))
    case 'utf-16be':
      return unicode(encoding, (bytes) => cutUtf16(bytes, 0))
    case 'windows-1252':
      return codePage(decode1252)
    default: {
      const decoder = new TextDecoder(encoding)
      return codePage((bytes) => decoder.decode(bytes))
    }
  }
}

function unicode(encoding: string, cut: Decoder['cut']): Decoder {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const loose = new TextDecoder(encoding, { ignoreBOM: true })
  return { cut, decode: (bytes) => strict.decode(bytes), decodeLoosely: (bytes) => loose.decode(bytes) }
}

function codePage(read: (bytes: Uint8Array) => string): Decoder {
  return {
    cut: (bytes) => bytes.length,
    decode(bytes) {
      const text = read(bytes)
      if (text.search(UNASSIGNED) >= 0) throw new TypeError('a byte without a character')
      return text
    },
    decodeLoosely: (bytes) => read(bytes).replace(UNASSIGNED, '\uFFFD'),
  }
}

/** Leaves off a character of which the end is missing. */
function cutUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    const isContinuation = (byte & 0xc0) === 0x80
    if (isContinuation) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needed > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** Leaves off half a code unit, and the first half of a surrogate pair. */
function cutUtf16(bytes: Uint8Array, high: 0 | 1): number {
  const even = bytes.length - (bytes.length % 2)
  const isHighSurrogate = even >= 2 && ((bytes[even - 2 + high] ?? 0) & 0xfc) === 0xd8
  return isHighSurrogate ? even - 2 : even
}

/** What windows-1252 has at 0x80 to 0x9F. https://encoding.spec.whatwg.org/index-windows-1252.txt */
const UPPER_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

/**
 * Not TextDecoder, which reads windows-1252 as ISO-8859-1 in several versions of Node 24.
 * https://github.com/nodejs/node/issues/56542
 */
function decode1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.replace(UNASSIGNED, (character) => UPPER_1252[character.charCodeAt(0) - 0x80] ?? character)
}
