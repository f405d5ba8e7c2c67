import { describe, expect, test } from 'vitest'
import { imageType } from '../../../src/konstantly/images/image-type.ts'

const of = (text: string): string | null => imageType(Buffer.from(text, 'latin1'))

describe('the type of an image', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n…', 'image/png'],
    ['\xff\xd8\xff\xe0JFIF', 'image/jpeg'],
    ['GIF89a…', 'image/gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['%PDF-1.7', 'application/pdf'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'image/svg+xml'],
    ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by -->\n<svg>', 'image/svg+xml'],
  ])('follows from its first bytes: %j', (text, type) => {
    expect(of(text)).toBe(type)
  })

  test.each([
    '',
    'PNG',
    '<!doctype html><title>Log in</title><svg>',
    '{"error":"AccessDenied"}',
    '<?xml version="1.0"?><Error>',
    '<svgx>',
  ])('is none of anything else: %j', (text) => {
    expect(of(text)).toBeNull()
  })
})
