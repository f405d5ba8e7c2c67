const STARTS: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['\x89PNG\r\n\x1a\n'],
  'image/jpeg': ['\xff\xd8\xff'],
  'image/gif': ['GIF87a', 'GIF89a'],
  'application/pdf': ['%PDF-'],
}
const WEBP = /^RIFF[^]{4}WEBP/
const SVG =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/
/** In bytes. */
const LONGEST_START = 1024

/**
 * The type of an image by its first bytes, or null if it is none. Stores of files often say nothing better than `binary/octet-stream`, and a
 * page that asks somebody to log in may say anything.
 */
export function imageType(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, LONGEST_START)).toString('latin1')
  if (WEBP.test(start)) return 'image/webp'
  if (SVG.test(start)) return 'image/svg+xml'
  const known = Object.entries(STARTS).find(([, starts]) => starts.some((one) => start.startsWith(one)))
  return known?.[0] ?? null
}
