import { describe, expect, test } from 'vitest'
import { readAll } from '../support.ts'

describe('a quoted cell that holds rows of the list makes it unusable:', () => {
  test.each([
    ['a name', 'User ID,Name\nk1,"Ann\nk2,Bob\nk3,Cy"\nk4,Di\n', 2],
    ['the end of one row only', 'User ID,Name\nk1,"Ann\nk2,Bob"\n', 2],
    ['one in the middle', 'User ID,Name,Email\nk1,"Ann,a@x.de\nk2,Bob",b@x.de\n', 2],
    ['with IDs as numbers', 'User ID;Name;Team\n1001;Ann;A\n1002;"Bob;B\n1003;Cy;C\n1004;Di";D\n', 3],
    ['with the ID behind it', 'Name,User ID\n"Ann,k1\nBob,k2\nCy",k3\n', 2],
    ['of two rows, with the ID behind it', 'Name,User ID\n"Ann,k1\nCy",k3\n', 2],
    ['in the column of the IDs', 'User ID,Name\n"k1,Ann\nk2",Bob\n', 2],
    ['whole rows', 'User ID,Name,Email\n"k1,Ann,a@x.de\nk2,Bob,b@x.de"\n', 2],
    ['with addresses', 'Email,Name\na@x.de,"Ann\nb@x.de,Bob\nc@x.de,Cy"\n', 2],
    [
      'with addresses, of other widths',
      'Email,Name,Team\na@x.de,"Ann,A\nb@x.de,Bob, Jr,B\nc@x.de,Cy",C\n',
      2,
    ],
    ['with names as IDs', 'User ID,Name\nasmith,"Ann\nbray,Bob\ncyoung,Cy"\n', 2],
    ['with blank lines', 'User ID,Name\nk1,"Ann\n\nk2,Bob\n\nk3,Cy"\n', 2],
    ['with other line breaks', 'User ID\tName\r\nk1\t"Ann\r\nk2\tBob\r\nk3\tCy"\r\n', 2],
    ['in a list of one column', 'User ID\nk1\n"k2\nk3\nk4"\nk5\n', 3],
    ['addresses, in a list of one column', 'Email\n"a@x.de\nb@x.de"\n', 2],
    ['in the header', 'User ID,"Name\nk1,Ann\nk2,Bob"\nk3,Cy\n', 1],
  ])('%s', async (_, text, line) => {
    await expect(readAll(text)).rejects.toThrow(`list.csv: on line ${line} a quoted cell in column `)
  })

  test('without a header, too', async () => {
    await expect(readAll('k1,"Ann\nk2,Bob"\n', { header: false, columns: { id: '1' } })).rejects.toThrow(
      'on line 1 a quoted cell',
    )
  })
})

test('rows with a blank behind each comma are rows of the list, if their IDs are like its own', async () => {
  const text = 'User ID,Name\nk000001,"Ann\nk000002, Bob\nk000003, Cy"\n'
  await expect(readAll(text)).rejects.toThrow('on line 2 a quoted cell')
})

describe('a quoted cell of several lines is read', () => {
  test.each([
    'User ID,Address\n10001,"Hauptstr. 5\n10115, Berlin"\n',
    'User ID,Name,Note\nk000001,Ann,"hand over to\nk000002, please"\n',
    'User ID,Name\nu1,"Ann\nLee"\n',
    'User ID,Name,Address\nk1,Ann,"Main Street 5\nSpringfield, IL 62701\nUSA"\n',
    'User ID,Address\n1001,"Hauptstr. 5\n10115 Berlin, Deutschland"\n',
    'User ID,Name,Address,Email\nk1,Ann,"Main Street 5\n12345, Berlin, Germany",a@x.de\n',
    'User ID,Note\nk1,"Returned:\nlaptop, phone\nkeys, badge"\n',
    'User ID,Note\n1001,"called on\n2026-01-01, 2026-02-02\n3, then 4"\n',
    'User ID,Name,Note\nk1,Ann,"forward to bob@x.de\nand to cy@x.de, please"\n',
    'User ID,Name\nk1,"Ann\n"\n',
    '"User ID\n(Konstantly)","Full\nname"\nk1,Ann\n',
    'Email,Note\na@x.de,"bob@x.de\ncy@x.de"\n',
    'User ID;Note\nk1;"a, b\nk2, c"\n',
  ])('%j', async (text) => {
    expect((await readAll(text)).rows.map(({ claim }) => claim.kind)).toEqual(['leaver'])
  })

  test('where --ignore-column says that the column does not matter', async () => {
    const text = 'User ID,Team,Note\nk1,A,"x\nk2,B,y"\n'
    await expect(readAll(text)).rejects.toThrow('--ignore-column')
    expect((await readAll(text, { ignored: ['Note'] })).rows).toHaveLength(1)
  })
})
