import { expect, test } from 'vitest'
import { readAll } from '../support.ts'

const LEAVERS = 'ID;Name;E-Mail\nu1;Anna;anna@x.de\n'

test.each([
  ['below a blank line', ';;\nID;Name;E-Mail\nu2;Ben;ben@x.de\n', 4, 1, 'ID'],
  ['with its columns in another order', 'E-Mail;Name;ID\nben@x.de;Ben;u2\n', 3, 1, 'E-Mail'],
  ['in another language', 'Nr;Name; Adresse e-mail \nu2;Ben;ben@x.de\n', 3, 3, 'Adresse e-mail'],
  ['of another width', 'User ID;Joins on\nu2;2027-01-01\n', 3, 1, 'User ID'],
])('a second header %s makes a list unusable', async (_, joiners, line, column, cell) => {
  await expect(readAll(LEAVERS + joiners)).rejects.toThrow(
    `list.csv: line ${line} looks like a second header, since column ${column} says "${cell}", so another list may begin there. Leave only the leavers in the list, and only one header.`,
  )
})

test('a column that a flag names is known again by that name', async () => {
  const list = 'Badge;Name\nu1;Anna\nBadge;Name\nu2;Ben\n'
  await expect(readAll(list, { columns: { id: 'Badge' } })).rejects.toThrow(
    'line 3 looks like a second header, since column 1 says the same as on top, so',
  )
})

test('people whose names are like those of columns are people', async () => {
  const list = 'ID;Name;E-Mail\nu1;Mail;mail@x.de\nid2;ID;email@mail.com\nmailer;E-Mail;\n'
  expect((await readAll(list)).rows.map(({ claim }) => claim.kind)).toEqual(['leaver', 'leaver', 'leaver'])
})

test('without a header there is no second one', async () => {
  const options = { header: false, columns: { id: '1' } }
  expect((await readAll('u1;Anna\nid;Ben\n', options)).rows).toHaveLength(2)
})
