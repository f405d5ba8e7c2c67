import { encode } from './encode.ts'
import { list, type ListCase } from './case.ts'

const HEADER = 'User ID;Name;E-Mail'
const GERMAN = ['u1a;Jürgen Müller;j.mueller@example.com', 'u2b;Käthe Weiß;k.weiss@example.com']
const FRENCH = [
  'u1a;Hélène Lefèvre;h.lefevre@example.com',
  'u2b;François Béranger;f.beranger@example.com',
  'u3c;Zoé Noël;z.noel@example.com',
]
const POLISH = [
  'u1a;Łukasz Wiśniewski;l.wisniewski@example.com',
  'u2b;Małgorzata Kowalczyk;m.kowalczyk@example.com',
  'u3c;Żaneta Dąbrowska;z.dabrowska@example.com',
]
const RUSSIAN = ['u1a;Сергей Иванов;s.ivanov@example.com', 'u2b;Мария Кузнецова;m.kuznetsova@example.com']
const KAMINSKI = [HEADER, 'u1a;Jan Kamiński;j.kaminski@example.com']

/** Lists in different encodings. */
export const encodings: readonly ListCase[] = [
  list('utf-8.csv', [HEADER, ...GERMAN, ...POLISH, ...RUSSIAN]),
  list('utf-8-with-byte-order-mark.csv', [HEADER, ...GERMAN], { byteOrderMark: true }),
  { file: 'utf-8-with-one-broken-byte.csv', flags: {}, bytes: broken() },
  list('plain-ascii.csv', [HEADER, 'u1a;Anna Smith;a.smith@example.com']),
  list(
    'excel-unicode-text.txt',
    [HEADER, ...POLISH].map((line) => line.replaceAll(';', '\t')),
    {
      encoding: 'utf-16le',
      byteOrderMark: true,
    },
  ),
  list('utf-16be.csv', [HEADER, ...RUSSIAN], { encoding: 'utf-16be', byteOrderMark: true }),
  list('utf-16le-without-mark.csv', [HEADER, ...GERMAN], { encoding: 'utf-16le' }),
  list('utf-16le-without-mark-named.csv', [HEADER, ...GERMAN], {
    encoding: 'utf-16le',
    flags: { encoding: 'utf-16le' },
  }),
  list('windows-1252-german.csv', [HEADER, ...GERMAN], { encoding: 'windows-1252' }),
  list('windows-1252-french.csv', [HEADER, ...FRENCH, 'u4d;Cœur O’Neil – Lyon;c@example.com'], {
    encoding: 'windows-1252',
  }),
  list(
    'windows-1252-spanish.csv',
    [HEADER, 'u1a;José Núñez;j@example.com', 'u2b;Íñigo Muñoz;i@example.com'],
    {
      encoding: 'windows-1252',
    },
  ),
  list(
    'windows-1252-portuguese.csv',
    [HEADER, 'u1a;João Simões;j@example.com', 'u2b;Inês Conceição;i@example.com'],
    {
      encoding: 'windows-1252',
    },
  ),
  list('iso-8859-15-french.csv', [HEADER, ...FRENCH, 'u4d;Œdipe Cœur;o@example.com'], {
    encoding: 'iso-8859-15',
  }),
  list('windows-1250-polish.csv', [HEADER, ...POLISH], { encoding: 'windows-1250' }),
  list('windows-1250-czech.csv', [HEADER, 'u1a;Jiří Dvořák;j@example.com'], { encoding: 'windows-1250' }),
  list('windows-1251-russian.csv', [HEADER, ...RUSSIAN], { encoding: 'windows-1251' }),
  // The byte of ń in one code page is ñ in another, and nothing else on the list shows which one is meant.
  list('polish-or-spanish.csv', KAMINSKI, { encoding: 'windows-1250' }),
  list('polish-by-flag.csv', KAMINSKI, { encoding: 'windows-1250', flags: { encoding: 'windows-1250' } }),
  list('wrong-encoding-named.csv', [HEADER, ...GERMAN], {
    encoding: 'windows-1252',
    flags: { encoding: 'utf-8' },
  }),
  list('encoding-against-the-mark.csv', [HEADER, ...GERMAN], {
    byteOrderMark: true,
    flags: { encoding: 'windows-1252' },
  }),
]

function broken(): Buffer {
  const whole = encode([HEADER, ...POLISH].join('\n'), 'utf-8')
  return Buffer.concat([whole, Buffer.from('\nu4d;M\xFCller;m@example.com\n', 'latin1')])
}
