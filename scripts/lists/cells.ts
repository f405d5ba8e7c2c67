import { list, type ListCase } from './case.ts'

const dated = (...dates: readonly string[]): string[] => [
  'User ID;Leave date',
  ...dates.map((date, index) => `u${index + 1}a;${date}`),
]
const AMBIGUOUS = dated('03/04/2026', '05/06/2026', '05/12/2026')

/** Lists about the content of cells: IDs, e-mail addresses, leave dates. Today is 2026-11-23. */
export const cells: readonly ListCase[] = [
  list('mangled-ids.csv', [
    'User ID,Name',
    ...[
      '1.23457E+09',
      '"1,23457E+09"',
      '1001.0',
      '"1,234,567"',
      '1.234.567',
      '#REF!',
      '#N/A',
      '#BEZUG!',
      '########',
      "'1001",
    ].map((id) => `${id},Anna`),
    ...["'-ab12", ' u1a ', '\u00A0u2b\u200B', 'u 1', 'blocked', 'null', '-', '=A1', '1E5', 'übung', ''].map(
      (id) => `${id},Ben`,
    ),
  ]),
  list('e-mail-addresses.csv', [
    'User ID,Email',
    ...[
      'anna@example.com',
      ' Anna.Smith@Example.COM ',
      'mailto:anna@example.com',
      'Anna Smith <anna@example.com>',
      '"""Smith, Anna"" <anna@example.com>"',
      "o'brien@example.com",
      'ünal@bücher.example',
      'anna@example',
      'anna at example.com',
      'anna@example.com; ben@example.com',
      "'anna@example.com",
      'anna..smith@example.com',
      'n/a',
      '',
    ].map((email, index) => `u${index + 1}a,${email}`),
  ]),
  list('e-mail-addresses-only.csv', ['E-mail;Name', 'anna@example.com;Anna', ';Ben', 'ben;Ben']),
  list(
    'dates-iso.csv',
    dated(
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
      '2026-11-22 18:30',
      '2026-11-22T23:30:00Z',
      '2026-11-22T21:30:00+00:00',
      '20261122',
      '2026/11/22',
    ),
  ),
  list('dates-dotted.csv', dated('22.11.2026', '3.4.2026', '31.12.2026', '31.11.2026', '12.31.2026')),
  list('dates-day-first.csv', dated('03/04/2026', '31/12/2026', '04/12/2026')),
  list('dates-month-first.csv', dated('03/04/2026', '12/31/2026', '04/12/2026')),
  list('dates-dashes.csv', dated('03-04-2026', '31-12-2026')),
  list('dates-unclear.csv', AMBIGUOUS),
  list('dates-unclear-decided.csv', AMBIGUOUS, { flags: { 'date-format': 'dd/MM/yyyy' } }),
  list('dates-unclear-decided-otherwise.csv', AMBIGUOUS, { flags: { 'date-format': 'MM/dd/yyyy' } }),
  list('dates-alike-either-way.csv', dated('05/05/2026', '12/12/2026')),
  list('dates-contradicting.csv', dated('03/04/2026', '31/12/2026', '12/31/2026')),
  list('dates-excel.csv', dated('46348', '46387', '46348.75')),
  list(
    'dates-month-names.csv',
    dated(
      '20 Nov 2026',
      '31. Dezember 2026',
      'Dec 31, 2026',
      '31-gru-2026',
      '1er janvier 2027',
      '31 de diciembre de 2026',
      '20 nov. 2026',
      '20 ноября 2026 г.',
      '31/dez/2026',
      '20 listopada 2026',
    ),
  ),
  list('dates-two-digit-years.csv', dated('20.11.26', '31.12.26')),
  list('dates-two-digit-years-named.csv', dated('20.11.26', '31.12.26'), {
    flags: { 'date-format': 'dd.MM.yy' },
  }),
  list(
    'dates-unreadable.csv',
    dated('soon', '00.00.0000', '1900-01-01', '2026-02-30', '99999', '9999-12-31', '', 'n/a'),
  ),
  list('dates-looking-ahead.csv', dated('2026-11-22', '2026-12-30', '2026-12-31'), {
    flags: { before: '2026-12-31' },
  }),
]
