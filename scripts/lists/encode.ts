/** Encodes a text. Throws for a character that the encoding does not have. */
export function encode(text: string, encoding: string, byteOrderMark = false): Buffer {
  const marked = byteOrderMark ? `\uFEFF${text}` : text
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(marked, 'utf8')
    case 'utf-16le':
      return Buffer.from(marked, 'utf16le')
    case 'utf-16be':
      return Buffer.from(marked, 'utf16le').swap16()
    default:
      return Buffer.from(Array.from(text, (character) => byteOf(character, encoding)))
  }
}

/** The characters of the code pages from 0x80 on; U+FFFD where there is none. From their tables at unicode.org. */
const UPPER: Readonly<Record<string, string>> = {
  'windows-1250':
    '€�‚�„…†‡�‰Š‹ŚŤŽŹ�‘’“”•–—�™š›śťžź\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
  'windows-1251':
    'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—�™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя',
  'windows-1252': '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ',
  'iso-8859-15': '�'.repeat(32) + '\u00A0¡¢£€¥Š§š©ª«¬\u00AD®¯°±²³Žµ¶·ž¹º»ŒœŸ¿',
}

function byteOf(character: string, encoding: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return code
  const upper = UPPER[encoding] ?? ''
  const at = upper.indexOf(character)
  if (at >= 0 && character !== '\uFFFD') return 0x80 + at
  // Beyond the listed characters, the western code pages equal Unicode.
  if (code >= 0x80 + upper.length && code <= 0xff && upper.length < 128) return code
  throw new Error(`${encoding} has no ${JSON.stringify(character)}`)
}

/** All characters of an encoding except control characters, for tests that write any text in it. */
export function charactersOf(encoding: string): string[] {
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))
  const upper = UPPER[encoding] ?? ''
  const beyond = Array.from({ length: 128 - upper.length }, (_, index) =>
    String.fromCharCode(0x80 + upper.length + index),
  )
  return [...ascii, ...Array.from(upper).filter((character) => character !== '\uFFFD'), ...beyond]
}
