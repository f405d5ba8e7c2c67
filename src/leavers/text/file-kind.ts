/** What the first bytes of a file say it is; null for what may be text. */
export type FileKind = 'gzip' | 'zstd' | WorkbookKind | Foreign | null

/** What a workbook may be in: a ZIP, or Microsoft's older format. */
export type WorkbookKind = 'zip' | 'ole'

/** A file that is not text, or no table, by the name people know it under. */
export type Foreign =
  | 'a PDF document'
  | 'an RTF document'
  | 'a web page or a table in HTML, whatever its name says'
  | 'an XML document'
  | 'JSON'
  | 'a 7-Zip archive'
  | 'a RAR archive'
  | 'a bzip2 file'
  | 'an xz file'
  | 'an SQLite database'
  | 'a picture'

/** How many of the first bytes are looked at. */
const LOOKED_AT = 4096

const MAGIC: readonly (readonly [start: string, kind: Exclude<FileKind, null>])[] = [
  ['\x1F\x8B', 'gzip'],
  ['\x28\xB5\x2F\xFD', 'zstd'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'ole'],
  ['%PDF-', 'a PDF document'],
  ['{\\rtf', 'an RTF document'],
  ['7z\xBC\xAF\x27\x1C', 'a 7-Zip archive'],
  ['Rar!\x1A\x07', 'a RAR archive'],
  ['BZh', 'a bzip2 file'],
  ['\xFD7zXZ\x00', 'an xz file'],
  ['SQLite format 3\x00', 'an SQLite database'],
  ['\x89PNG', 'a picture'],
  ['\xFF\xD8\xFF', 'a picture'],
]

/** Recognises a file by its first bytes, under whatever name. */
export function recognize(start: Uint8Array): FileKind {
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, LOOKED_AT)).toString(
    'latin1',
  )
  const magic = MAGIC.find(([prefix]) => bytes.startsWith(prefix))
  if (magic !== undefined) return magic[1]
  const text = bytes.replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, '').replace(/^[\s\0]+/, '')
  if (/^<(?:!doctype html|html|head|body|table|meta|style)\b/i.test(text)) {
    return 'a web page or a table in HTML, whatever its name says'
  }
  if (/^<\?xml\b/i.test(text)) return 'an XML document'
  if (/^(?:\{\s*["}]|\[\s*[{[\]"])/.test(text)) return 'JSON'
  return null
}
