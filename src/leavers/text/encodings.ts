/** The encodings a list can be read in. Multi-byte ones of East Asia are not among them: none of the platform's languages needs them. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  ...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258'].map((n) => `windows-${n}`),
  ...['2', '3', '4', '5', '6', '7', '8', '10', '13', '14', '15', '16'].map((n) => `iso-8859-${n}`),
  'koi8-r',
  'koi8-u',
  'ibm866',
  'macintosh',
  'x-mac-cyrillic',
] as const

/**
 * The encoding that a name means, under any of its usual names, or null. `latin1` and `iso-8859-1` mean windows-1252, as
 * they do on the web. https://encoding.spec.whatwg.org/#names-and-labels
 */
export function parseEncoding(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label.trim().replace(/^(?:cp|win)-?(?=125\d$)/i, 'windows-'))
    // Some versions of Node call windows-1252 by another of its names.
    const name = /^(?:iso-8859-1|latin1|us-ascii)$/.test(encoding) ? 'windows-1252' : encoding
    return ENCODINGS.some((known) => known === name) ? name : null
  } catch {
    return null
  }
}
