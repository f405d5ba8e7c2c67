import { describe, expect, test } from 'vitest'
import { readAll } from '../support.ts'

const list = (column: string, ...cells: readonly string[]): string =>
  [`ID\t${column}`, ...cells.map((cell, index) => `u${index + 1}\t${cell}`)].join('\n')

describe('a list is refused where a column says of somebody that they are to stay:', () => {
  test.each([
    ...[
      'Do not delete',
      'Do not offboard?',
      "Don't remove",
      'Not to be deleted',
      'Must not be removed',
      'DO_NOT_DELETE',
    ],
    ...[
      'Keep',
      'Keep account',
      'To keep',
      'Keep (HR)',
      'Retain',
      'Exclude',
      'Excluded',
      'Staying?',
      'Stays',
      'Will stay',
      'Remains',
    ],
    ...[
      'Still here',
      'Still employed',
      'Still with us / still working',
      'Active Status',
      'Active Flag',
      'Employee Active',
      'Legal hold',
    ],
    ...[
      'Nicht löschen',
      'Nicht entfernen!',
      'Behalten',
      'Konto behalten',
      'Bleibt',
      'Ausnahme',
      'Noch im Unternehmen tätig',
      'Noch hier',
    ],
    ...['No eliminar', 'No borrar', 'Conservar', 'Mantener cuenta', 'Sigue en la empresa', 'Permanece'],
    ...[
      'Ne pas supprimer',
      'Conserver',
      'À conserver',
      'Garder le compte',
      'Reste',
      'Toujours présent',
      'Exclure',
    ],
    ...['Nie usuwać', 'Zachować', 'Zostaje', 'Nadal pracuje', 'Wykluczyć', 'Pozostaje w firmie'],
    ...['Não remover', 'Manter', 'Manter conta', 'Ainda trabalha', 'Permanece na empresa'],
    ...['Не удалять', 'Оставить', 'Сохранить', 'Исключить', 'Остаётся', 'Ещё работает', 'Не трогать'],
  ])('%s: yes', async (column) => {
    await expect(readAll(list(column, 'no', 'yes'))).rejects.toThrow(`in column 2 "${column}"`)
    expect((await readAll(list(column, 'no', ''))).rows).toHaveLength(2)
  })

  test.each([
    ...[
      'To be removed?',
      'To be deleted',
      'Should be offboarded',
      'To remove',
      'Remove user',
      'No longer employed',
      'Not active',
    ],
    ...[
      'Zu löschen',
      'Soll gelöscht werden',
      'Nicht mehr beschäftigt',
      'A eliminar',
      'À supprimer',
      'Do usunięcia',
      'Excluir',
      'К удалению',
    ],
  ])('%s: no', async (column) => {
    await expect(readAll(list(column, 'no'))).rejects.toThrow('line 2 says "no"')
  })

  test.each([
    'x',
    'X',
    '✓',
    '✔️',
    '✅',
    '1',
    'true',
    'Y',
    'ok',
    'oui',
    'sí',
    'si',
    'tak',
    'sim',
    'да',
    'ja',
    'Yes (HR)',
    'Yes, please',
  ])('a yes may be spelled %s', async (cell) => {
    await expect(readAll(list('Keep', cell))).rejects.toThrow('line 2 says "yes"')
  })

  test.each([
    ['Action', 'Keep'],
    ['Action', 'KEEP'],
    ['Action', 'Do not delete'],
    ['Action', 'No action'],
    ['Action', 'None'],
    ['Aktion', 'behalten'],
    ['Maßnahme', 'keine'],
    ['Acción', 'Mantener'],
    ['Action', 'ne pas supprimer'],
    ['Akcja', 'zachować'],
    ['Ação', 'manter'],
    ['Действие', 'не удалять'],
    ['Comment', 'Keep - works in sales now'],
    ['HR decision', 'stays'],
    ['Offboarding decision', 'Keep'],
    ['Bemerkung', 'bleibt'],
    ['Keep or delete?', 'keep'],
    ['Keep/Delete', 'yes'],
    ['Delete?', 'Do not delete'],
    ['Leaving?', 'staying'],
    ['Status', 'Keep'],
    ['Status', 'still here'],
    ['Termination status', 'Not leaving'],
  ])('%s: %s', async (column, cell) => {
    await expect(readAll(list(column, cell))).rejects.toThrow('line 2 says')
  })

  test.each([
    ...[
      'Employment Status Description',
      'Employee Current Status',
      'Employee State',
      'Current Status Text',
      'Status (HR)',
      'HR Status Code',
    ],
    ...[
      'Active Status',
      'Employment Status [Workday]',
      'Mitarbeiterstatus',
      'Status des Mitarbeiters',
      'Estado laboral actual',
      'Statut actuel',
    ],
    ...['Aktualny status pracownika', 'Situação atual', 'Текущий статус'],
  ])('%s: Active', async (column) => {
    await expect(readAll(list(column, 'Active'))).rejects.toThrow('line 2 says "Active"')
  })

  test.each([
    ...[
      '3 - Active',
      '1 - Active',
      'A - Active',
      '01: Aktiv',
      '3 Active',
      '(3) Active',
      'A: aktiv',
      'A/Active',
      '3. Activo',
      'A - Active (full-time)',
    ],
    ...[
      'Hired',
      'Pre-hire',
      'Onboarding',
      'Probation',
      'On notice',
      'Probezeit',
      'Préavis',
      'Okres wypowiedzenia',
      'Em experiência',
      'Оформлен',
    ],
    ...['P - Parental leave', 'Currently employed', 'On hold'],
  ])('Employment status: %s', async (cell) => {
    await expect(readAll(list('Employment status', cell))).rejects.toThrow('line 2 says')
  })

  test.each(['yes', 'no'])(
    'Excluir: %s, which is to delete in one language and to leave out in another',
    async (cell) => {
      await expect(readAll(list('Excluir', cell))).rejects.toThrow(`line 2 says "${cell}"`)
    },
  )

  test('where some have left by it, and others have a contract', async () => {
    const rows = list('Employment Status', 'Full-Time', 'Terminated')
    await expect(readAll(rows)).rejects.toThrow('line 2 says "Full-Time" in column 2 "Employment Status"')
    await expect(readAll(list('Status', 'Ausgetreten', 'T - Teilzeit'))).rejects.toThrow('line 3 says')
  })
})

describe('a list is read where a column only looks like one of those:', () => {
  test.each([
    ['Keep laptop', ['yes']],
    ['Retention bonus', ['yes']],
    ['Exit interview kept', ['yes']],
    ['Exempt', ['yes']],
    ['Account active', ['yes']],
    ['Active user', ['TRUE']],
    ['Active Directory', ['yes']],
    ['License status', ['3 - Active']],
    ['Status [READ ONLY]', ['Active']],
    ['Marital status', ['Active']],
    ['State', ['CA']],
    ['Visa status', ['current']],
    ['Working hours', ['1']],
    ['Working student', ['yes']],
    ['Employment Status', ['Full-Time', 'Part-Time']],
    ['Employment Status', ['4 - Terminated', 'T - Terminated', '3']],
    ['Status', ['Left (was active)', 'No longer active', 'Not active', 'Former employee']],
    ['Action', ['Delete', 'Terminate', 'Offboard', 'Remove access']],
    ['Comment', ['Laptop returned', 'keep in touch', 'No forwarding', 'on leave until the end', 'none']],
    ['Comment', ['none', '']],
    ['Reason', ['none', 'Resignation']],
    ['Keep', ['Sales', 'no']],
    ['To delete', ['yes', 'x']],
    ['No longer employed', ['yes']],
    ['Deleted', ['no']],
  ])('%s: %j', async (column, cells) => {
    expect((await readAll(list(column, ...cells))).rows).toHaveLength(cells.length)
  })
})
