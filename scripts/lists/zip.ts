import { crc32, deflateRawSync } from 'node:zlib'

/** A file in a ZIP. What it claims may be something else than what is there. */
export interface ZipPart {
  path: string
  bytes: Buffer
  /** Whether it is packed. Otherwise its bytes are the same wherever it is written. */
  isPacked?: boolean
  /** Packed already, by deflate. `bytes` then only serves for the size and the checksum. */
  packed?: Buffer
  claims?: { size?: number; packed?: number; crc?: number; offset?: number; flags?: number; method?: number }
}

/** Writes a ZIP of files without a date. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, bytes, isPacked = false, packed, claims = {} } of parts) {
    const name = Buffer.from(path)
    const data = packed ?? (isPacked ? deflateRawSync(bytes) : bytes)
    const method = claims.method ?? (isPacked || packed !== undefined ? 8 : 0)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE((claims.flags ?? 0) | 0x800, 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt16LE(0x21, 8)
    fields.writeUInt32LE(claims.crc ?? crc32(bytes), 10)
    fields.writeUInt32LE(claims.packed ?? data.length, 14)
    fields.writeUInt32LE(claims.size ?? bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(claims.offset ?? offset, 10)
    files.push(Buffer.from('PK\x03\x04'), fields, name, data)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, place, name)
    offset += 30 + name.length + data.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, entries, Buffer.from('PK\x05\x06'), end])
}
