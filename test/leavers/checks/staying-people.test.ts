import { describe, expect, test } from 'vitest'
import { leavingOrStaying } from '../../../src/leavers/words/leaving-or-staying.ts'
import { statusReader } from '../../../src/leavers/words/employment-status.ts'
import { readAll } from '../support.ts'

const list = (column: string, ...cells: readonly string[]): string =>
  [`ID;${column};Leave date`, ...cells.map((cell, index) => `u${index + 1};${cell};2026-01-01`)].join('\n')

const REMEDY =
  'so this person may stay. Remove the rows of people who stay, or say that the column does not matter: --ignore-column'

describe('a list that says of somebody that they stay is refused:', () => {
  test.each([
    ['Leaving?', ['yes', 'No'], 'line 3 says "no" in column 2 "Leaving?", '],
    ['Leaving?', ['no', 'no'], 'line 2 says "no" in column 2 "Leaving?", '],
    ['Leaver', ['x', '', 'X'], 'line 3 says nothing, and other rows say yes, in column 2 "Leaver", '],
    ['Ausgeschieden', ['ja', 'nein'], 'line 3 says "no" in column 2 "Ausgeschieden", '],
    ['Terminated', ['TRUE', 'FALSE'], 'line 3 says "no"'],
    ['Exit', ['Y', 'N'], 'line 3 says "no"'],
    ['Is leaving the company', ['1', '0'], 'line 3 says "no"'],
    ['Départ', ['oui', 'non'], 'line 3 says "no"'],
    ['Baja', ['sí', 'no'], 'line 3 says "no"'],
    ['Zwolniony', ['tak', 'nie'], 'line 3 says "no"'],
    ['Desligado', ['sim', 'não'], 'line 3 says "no"'],
    ['Уволен', ['да', 'нет'], 'line 3 says "no"'],
    ['Status', ['Terminated', 'Active'], 'line 3 says "Active" in column 2 "Status", '],
    ['Employment status', ['Active (full-time)'], 'line 2 says "Active (full-time)"'],
    ['Status', ['On Leave - Maternity'], 'line 2 says "On Leave - Maternity"'],
    ['Beschäftigungsstatus', ['Ausgetreten', 'aktiv'], 'line 3 says "aktiv"'],
    ['Statut', ['Actif'], 'line 2 says "Actif"'],
    ['Estado', ['Baja', 'Activo'], 'line 3 says "Activo"'],
    ['Situação', ['Ativo'], 'line 2 says "Ativo"'],
    ['Status zatrudnienia', ['Aktywny'], 'line 2 says "Aktywny"'],
    ['Статус', ['активен'], 'line 2 says "активен"'],
    ['Change type', ['Leaver', 'Transfer'], 'line 3 says "Transfer"'],
    ['Event', ['Termination', 'New Hire'], 'line 3 says "New Hire"'],
    [
      'Austrittsgrund',
      ['Eigenkündigung', 'Kündigung zurückgezogen'],
      'line 3 says "Kündigung zurückgezogen"',
    ],
    ['Reason for leaving', ['Internal transfer'], 'line 2 says "Internal transfer"'],
    ['Leaving?', ['yes', 'no', 'TBC'], 'line 3 says "no"'],
    ['Active', ['no', 'Yes'], 'line 3 says "yes" in column 2 "Active", '],
    ['Is active', ['TRUE'], 'line 2 says "yes"'],
    ['Noch beschäftigt', ['nein', 'ja'], 'line 3 says "yes"'],
    ['Motif', ['Démission', 'Congé parental'], 'line 3 says "Congé parental"'],
    ['Resignation status', ['Accepted', 'Withdrawn'], 'line 3 says "Withdrawn"'],
    ['Motivo', ['Readmitido'], 'line 2 says "Readmitido"'],
    ['Reason', ['Rehired'], 'line 2 says "Rehired"'],
  ])('%s: %j', async (column, cells, message) => {
    const reading = readAll(list(column, ...cells))
    await expect(reading).rejects.toThrow(`list.csv: ${message}`)
    await expect(reading).rejects.toThrow(`${REMEDY} "${column}".`)
  })
})

describe('a list that says nothing of the kind is read:', () => {
  test.each([
    ['Status', ['Terminated', 'terminated', 'Inactive']],
    ['Status', ['Ausgetreten', 'Inaktiv', '']],
    ['Termination reason', ['Resignation', 'Retirement', 'Relocation', 'End of contract', 'Job change']],
    ['Leave type', ['Voluntary', 'Involuntary']],
    ['Leave type', ['Voluntary', 'Parental leave']],
    ['Termination Reason', ['Maternity', 'Promotion']],
    ['Austrittsgrund', ['Elternzeit']],
    ['Hire Reason', ['New Hire']],
    ['Einstellungsgrund', ['Neueinstellung']],
    ["Motif d'entrée", ['Embauche']],
    ['Вид приема', ['Приём']],
    ['Tipo de pago', ['Transferencia']],
    ['License type', ['Starter']],
    ['Leave and absence type', ['Maternity leave']],
    ['Absence reason', ['Sick leave']],
    ['Rodzaj urlopu', ['urlop']],
    ['Pay change reason', ['Promotion']],
    ['Visa type', ['Extended']],
    ['Resigned', ['yes', 'no']],
    ['Kündigung', ['ja', 'nein']],
    ['Active', ['no', 'No']],
    ['Type', ['Full-time', 'Maternity cover']],
    ['Statut', ['Cadre', 'Employé']],
    // These are as a rule active until somebody runs this tool.
    ['Account status', ['Active']],
    ['License status', ['active']],
    ['Leaving?', ['yes', 'Yes', 'y']],
    ['Leaver', ['x', 'x']],
    ['Leaving', ['', '']],
    ['Leaver', ['Anna', 'no']],
    ['Exit interview done', ['yes', 'no']],
    ['Regretted leaver', ['no', 'yes']],
    ['Voluntary termination', ['no']],
    ['Eligible for rehire', ['no', 'yes']],
    ['Department', ['no', 'yes']],
    ['Offboarded', ['no']],
    ['Transfer', ['Transfer']],
  ])('%s: %j', async (column, cells) => {
    const { rows } = await readAll(list(column, ...cells))
    expect(rows.map(({ claim }) => claim.kind)).toEqual(cells.map(() => 'leaver'))
  })

  test('of people who are not due, and of rows that cannot be used', async () => {
    const rows =
      'ID;Status;Terminated;Leave date\nu1;Active;no;2026-12-31\nu2;Inactive;yes;2026-01-31\nu 3;Active;no;\n'
    expect((await readAll(rows)).rows.map(({ claim }) => claim.kind)).toEqual([
      'not_due',
      'leaver',
      'invalid',
    ])
  })

  test('of whoever has only just left: other systems take their time to notice', async () => {
    const rows = 'ID;Status;Active;Leave date\nu1;Active;yes;2026-11-20\n'
    expect((await readAll(rows)).rows).toHaveLength(1)
    await expect(readAll(rows.replace('11-20', '11-01'))).rejects.toThrow('says "Active"')
    await expect(readAll('ID;Change;Leave date\nu1;Transfer;2026-11-20\n')).rejects.toThrow('says "Transfer"')
  })

  test.each([[['Status', 'Leaver']], [['2', '3']], [['status', 'none', 'LEAVER']]])(
    'where --ignore-column %j says that it does not matter',
    async (ignored) => {
      const rows = 'ID;Status;Leaver\nu1;Active;no\n'
      expect((await readAll(rows, { ignored })).rows).toHaveLength(1)
    },
  )
})

test('a column that is ignored is not asked about for its dates, either', async () => {
  const rows = 'ID;Visa until\nu1;2999-12-31\n'
  await expect(readAll(rows)).rejects.toThrow('a day to come')
  expect((await readAll(rows, { ignored: ['Visa until'] })).rows).toHaveLength(1)
})

test.each([
  [
    ['Badge'],
    'there is no column "Badge"; the columns are "ID", "Status", "Leave date". Correct --ignore-column.',
  ],
  [
    ['Leave date'],
    '--ignore-column names column 3 "Leave date", which says who leaves, or when. Leave it out.',
  ],
])('--ignore-column %j is refused', async (ignored, message) => {
  await expect(readAll(list('Status', 'x'), { ignored })).rejects.toThrow(`list.csv: ${message}`)
})

test.each(['Leaving?', 'Offboard', 'To delete', 'Löschen', 'Leaver (Y/N)', 'Austritt ja/nein'])(
  '%s says who leaves',
  (header) => {
    expect(leavingOrStaying(header)).toBe('leaves')
  },
)

test('other columns are not looked at', () => {
  expect(['Name', 'Phone', 'Account status', 'Startup'].map(statusReader)).toEqual([null, null, null, null])
})
