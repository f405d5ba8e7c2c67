import { describe, expect, test } from 'vitest'
import { isKnownAs } from '../../../src/leavers/columns/known-headers.ts'
import { findColumns, type WantedColumns } from '../../../src/leavers/columns/find-columns.ts'
import { mayBeLaterDate, mayBeLeaveDate } from '../../../src/leavers/columns/date-headers.ts'
import { isAboutOtherPeople } from '../../../src/leavers/columns/other-people.ts'
import { describeColumns } from '../../../src/offboarding/run/reading.ts'

const find = (header: readonly (string | null)[], wanted: WantedColumns = {}, hasNames = true): string =>
  describeColumns(findColumns(header, hasNames, wanted, 'list.csv'))

describe('findColumns', () => {
  test.each([
    [['Name', 'user_id'], 'user ID from column 2 "user_id", name from column 1 "Name"'],
    [['userId', 'e-mail'], 'user ID from column 1 "userId", e-mail from column 2 "e-mail"'],
    [[' ID ', 'Manager Email'], 'user ID from column 1 "ID"'],
    [['Email', 'Manager Email', 'HR Partner Email'], 'e-mail from column 1 "Email"'],
    [
      ['Email', 'First Name', 'Last Name'],
      'e-mail from column 1 "Email", name from column 2 "First Name" and column 3 "Last Name"',
    ],
    [['Email', 'First Name'], 'e-mail from column 1 "Email"'],
    [['Email', 'Termination Reason', 'Hire Date'], 'e-mail from column 1 "Email"'],
    [[null, 'ID'], 'user ID from column 2 "ID"'],
    // A note, or a second language, makes no other column of it.
    [['User ID (Konstantly)'], 'user ID from column 1 "User ID (Konstantly)"'],
    [['User ID [text]'], 'user ID from column 1 "User ID [text]"'],
    [['User ID / Benutzer-ID'], 'user ID from column 1 "User ID / Benutzer-ID"'],
    [['ID utilisateur\nUser ID *'], 'user ID from column 1 "ID utilisateur\\nUser ID *"'],
    [['E-Mail - required', 'Name:'], 'e-mail from column 1 "E-Mail - required", name from column 2 "Name:"'],
    [['ID', 'Department: ID', 'Team (ID)'], 'user ID from column 1 "ID"'],
    [['Email', 'Email (old)', 'Reports to (email)'], 'e-mail from column 1 "Email"'],
    // The part of a file in which a column stands makes no other column of it, and how its dates are written neither.
    [['WORK CONTACT: WORK EMAIL', 'MANAGER: WORK EMAIL'], 'e-mail from column 1 "WORK CONTACT: WORK EMAIL"'],
    [
      ['Mitarbeiterdaten / E-Mail', 'Notfallkontakt / E-Mail'],
      'e-mail from column 1 "Mitarbeiterdaten / E-Mail"',
    ],
    [['Coordonnées > Adresse e-mail'], 'e-mail from column 1 "Coordonnées > Adresse e-mail"'],
    [['Email', 'Employee: ID', 'Employment Details ID', 'User Name'], 'e-mail from column 1 "Email"'],
    [
      ['ID', 'Email Information Email Address', 'Employment Details Termination Date'],
      'user ID from column 1 "ID", e-mail from column 2 "Email Information Email Address", leave date from column 3 "Employment Details Termination Date"',
    ],
    ...[
      ...[
        'Termination Date (dd.mm.yyyy)',
        'Letzter Tag\n(inkl.)',
        'Austritt [TT.MM.JJJJ]',
        'Date de sortie (JJ/MM/AAAA)',
      ],
      ...[
        'Fecha de baja dd/mm/aaaa',
        'Employment Details: Termination Date',
        'Austrittsdatum (TT.MM.JJ, einschließlich)',
      ],
      ...['Ostatni dzień pracy (RRRR-MM-DD)', 'Дата увольнения (ДД.ММ.ГГГГ)', 'LWD (YYYYMMDD)'],
    ].map((date): [readonly string[], string] => [
      ['ID', date],
      `user ID from column 1 "ID", leave date from column 2 ${JSON.stringify(date)}`,
    ]),
    // Two columns of one name: the first stands beside a mere name, which is then the last.
    [
      ['ID', 'Name', 'Vorname'],
      'user ID from column 1 "ID", name from column 3 "Vorname" and column 2 "Name"',
    ],
    [['ID', 'Name', 'First name', 'Last name'], 'user ID from column 1 "ID", name from column 2 "Name"'],
  ])('%j', (header, choice) => {
    expect(find(header)).toBe(choice)
  })

  test.each<[readonly string[], WantedColumns, string]>([
    [['Badge', 'Email'], { id: 'badge' }, 'user ID from column 1 "Badge", e-mail from column 2 "Email"'],
    [['Badge', 'Email'], { id: '1', email: 'none' }, 'user ID from column 1 "Badge"'],
    [['1', '2'], { id: '2' }, 'user ID from column 2 "2"'],
    // The column that a flag names is nothing else as well.
    [['Email', 'Name'], { id: 'Email' }, 'user ID from column 1 "Email", name from column 2 "Name"'],
    [['Work Email', 'Personal Email'], { email: 'Work Email' }, 'e-mail from column 1 "Work Email"'],
    [['Email', 'EMAIL'], { email: 'EMAIL' }, 'e-mail from column 2 "EMAIL"'],
    [['Email', 'Email'], { email: '2' }, 'e-mail from column 2 "Email"'],
    [
      ['ID', 'End date', 'Exit date'],
      { leaveDate: 'Exit date' },
      'user ID from column 1 "ID", leave date from column 3 "Exit date"',
    ],
    [
      ['ID', 'Name', 'Full name'],
      { name: 'Full name' },
      'user ID from column 1 "ID", name from column 3 "Full name"',
    ],
    [['ID', 'First name', 'Last name'], { name: 'none' }, 'user ID from column 1 "ID"'],
    // Employee numbers are looked for only where users are found by them.
    [['Employee ID', 'ID'], {}, 'user ID from column 2 "ID"'],
    [
      ['Personal-Nr.', 'Name'],
      { attribute: null },
      'employee number from column 1 "Personal-Nr.", name from column 2 "Name"',
    ],
    [
      ['Employee ID', 'ID', 'Work Email'],
      { attribute: null },
      'user ID from column 2 "ID", e-mail from column 3 "Work Email", employee number from column 1 "Employee ID"',
    ],
    [['Badge', 'Name'], { attribute: 'badge', name: 'none' }, 'employee number from column 1 "Badge"'],
    [['ID', 'Name'], { attribute: 'ID', name: 'none' }, 'employee number from column 1 "ID"'],
    [['Employee ID', 'Staff no.'], { attribute: 'Staff no.' }, 'employee number from column 2 "Staff no."'],
  ])('%j with %j', (header, wanted, choice) => {
    expect(find(header, wanted)).toBe(choice)
  })

  test.each<[readonly string[], WantedColumns, string]>([
    [
      ['Employee ID', 'Name'],
      {},
      'no column is known to hold user IDs or e-mail addresses; the columns are "Employee ID", "Name". Column 1 "Employee ID" holds employee numbers.',
    ],
    [
      ['Personalnummer', 'Firmenmail', 'Login', 'E-Mail Vorgesetzter', 'Benutzer', 'Username'],
      {},
      'If one of these does, say so: --email-column "Firmenmail", or --id-column "Login", or --id-column "Benutzer"; or, if the header stands further down, leave out the lines above it with --skip-lines. Column 1 "Personalnummer" holds employee numbers.',
    ],
    [['Name', 'Manager Email'], {}, 'Name the right one with --id-column or --email-column; or,'],
    [[`Login ${'x'.repeat(100)}`], {}, '--id-column 1;'],
    [['ID', 'Leave date (dd.mm.yyyy or mm/dd/yyyy)'], {}, 'may hold the leave dates'],
    [['ID', 'Enddatum (exkl.)'], {}, 'may hold the leave dates'],
    [['ID', 'Probation: End date'], {}, 'may hold the leave dates'],
    [['ID', 'Job: End date'], {}, 'may hold the leave dates'],
    [
      ['User ID~Email'],
      {},
      'a single column, "User ID~Email". If its columns are separated by "~", say so: --delimiter "~".',
    ],
    [['User ID\tEmail'], {}, '--delimiter tab.'],
    [
      ['Work Email', 'Personal Email'],
      {},
      'columns 1 "Work Email" and 2 "Personal Email" could both hold the e-mail addresses. Name the right one, for example --email-column "Work Email".',
    ],
    [['ID', 'Name', 'Full name'], {}, '--name-column "Name"'],
    [
      ['Personalnummer', 'Name'],
      {},
      'Column 1 "Personalnummer" holds employee numbers. If the site keeps them in an attribute of its users, name that: --attribute employee_id. If they are the user IDs of Konstantly: --id-column "Personalnummer".',
    ],
    [
      ['ID', 'Name'],
      { attribute: null },
      'no column is known to hold employee numbers; the columns are "ID", "Name". Name the right one with --attribute-column, or leave --attribute out.',
    ],
    [['Employee ID'], { attribute: 'none' }, 'no column is known to hold employee numbers'],
    [
      ['Employee ID', 'Staff no.'],
      { attribute: null },
      'could both hold the employee numbers. Name the right one, for example --attribute-column "Employee ID".',
    ],
    [['ID', 'Employee ID (SAP)'], { attribute: null }, 'Say so with --attribute-column "Employee ID (SAP)"'],
    [['Employee ID'], { attribute: '1', id: '1' }, '--id-column and --attribute-column name the same column'],
    [['Manager Employee ID'], { attribute: '1' }, 'is about somebody other than the leaver'],
    [['ID'], { id: 'Badge' }, 'there is no column "Badge"; the columns are "ID". Correct --id-column.'],
    [['ID'], { id: '2' }, 'there is no column "2"'],
    [['ID'], { id: '0' }, 'there is no column "0"'],
    [['ID', 'Email'], { id: 'Email', email: 'Email' }, '--id-column and --email-column name the same column'],
    [
      ['ID', 'id'],
      { id: 'Id' },
      '--id-column "Id" fits columns 1 "ID" and 2 "id". Give the number of the right one: --id-column 1.',
    ],
    [['Manager ID'], { id: '1' }, 'is about somebody other than the leaver'],
    [
      ['ID', 'Kündigungsdatum (geplant)'],
      {},
      'column 2 "Kündigungsdatum (geplant)" may hold the leave dates',
    ],
    [
      ['ID', 'End date of employment (by HR business partner)'],
      {},
      'column 2 "End date of employment (by HR business partner)" may hold the leave dates',
    ],
    ...[
      ...[
        'User ID (SAP)',
        'ID - LMS',
        'Kennung (User ID)',
        'User ID from Konstantly and SAP',
        'Benutzer-ID: laut AD',
      ],
      ...['ID пользователя (в системе)', 'Konstantly ID, new'],
      ...['LMS User ID', 'LMS ID', 'Learning Platform User ID', 'userIdLMS', 'Benutzer-ID Lernplattform'],
    ].map((id): [readonly string[], WantedColumns, string] => [
      ['Email', id],
      {},
      `list.csv: column 2 "${id}" may hold the user IDs. Say so with --id-column "${id}", or that none does with --id-column none.`,
    ]),
    ...[
      ...[
        'E-Mail (work, from AD)',
        'E-Mail *as in AD*',
        'E-Mail laut AD',
        'Kennung / E-Mail',
        'Adresse e-mail | AD',
        'Почта по AD',
      ],
      ...['Work Email: primary', 'Email\nas of today'],
    ].map((email): [readonly string[], WantedColumns, string] => [
      ['User ID', email],
      {},
      `column 2 "${email}" may hold the e-mail addresses. Say so with --email-column`,
    ]),
    [['ID', 'User ID (LMS)'], {}, 'columns 1 "ID" and 2 "User ID (LMS)" could both hold the user IDs'],
    [['ID', 'LWD (HR)'], {}, 'column 2 "LWD (HR)" may hold the leave dates'],
    [['version:v1.0'], {}, 'leave out the lines above it with --skip-lines.'],
  ])('%j with %j is refused', (header, wanted, message) => {
    expect(() => find(header, wanted)).toThrow(message)
  })

  test('takes numbers only where there is no header', () => {
    const header = ['column 1', 'column 2']
    expect(find(header, { id: '2' }, false)).toBe('user ID from column 2 "column 2"')
    expect(() => find(header, {}, false)).toThrow('--id-column 1')
    expect(find(header, { attribute: '2' }, false)).toBe('employee number from column 2 "column 2"')
    expect(() => find(header, { attribute: null }, false)).toThrow('--attribute-column 1')
    expect(() => find(header, { id: 'column 1' }, false)).toThrow('a column is a number from 1 to 2')
  })

  test('shows only so many columns', () => {
    const header = Array.from({ length: 5000 }, (_, index) => `c${index}`)
    expect(() => find(header)).toThrow('"c29" and 4970 more.')
  })
})

describe('the names of columns', () => {
  test.each([
    ['E-Mail-Adresse', 'email'],
    ['Correo Electrónico', 'email'],
    ['ADRESSE E-MAIL', 'email'],
    ['Służbowy adres e-mail', 'email'],
    ['Correio eletrónico', 'email'],
    ['Электронная почта', 'email'],
    ['Email Address [Required]', 'email'],
    ['Austrittsdatum', 'leaveDate'],
    ['Fecha de baja', 'leaveDate'],
    ['Date de sortie', 'leaveDate'],
    ['Data zakończenia umowy', 'leaveDate'],
    ['Data de desligamento', 'leaveDate'],
    ['Дата увольнения', 'leaveDate'],
    ['LWD', 'leaveDate'],
    ['Last Working Date', 'leaveDate'],
    ['Relieving Date', 'leaveDate'],
    ['ENDDA', 'leaveDate'],
    ['User API ID', 'id'],
    ['Konstantly ID', 'id'],
  ] as const)('%s is known', (name, role) => {
    expect(isKnownAs(name, role)).toBe(true)
    expect(isAboutOtherPeople(name)).toBe(false)
  })

  test.each([
    'Employee ID',
    'Employee Number',
    'Personalnummer',
    'Matricule',
    'Badge',
    'External ID',
    'UUID',
  ])('%s is not an ID', (name) => {
    expect(isKnownAs(name, 'id')).toBe(false)
  })

  test.each([
    'Manager Email',
    'Supervisor ID',
    'Reports to (email)',
    'HR Partner',
    'Emergency Contact Email',
    'E-Mail des Vorgesetzten',
    'Führungskraft ID',
    'Notfallkontakt',
    'E-mail du responsable',
    'Supérieur hiérarchique',
    'Correo del jefe directo',
    'Contacto de emergencia',
    'E-mail przełożonego',
    'Kierownik',
    'E-mail do gestor',
    'Chefe',
    'Почта руководителя',
    'Экстренный контакт',
    'ManagerEmail',
    'Fachvorgesetzter (E-Mail)',
    'Next-of-kin',
  ])('%s is about somebody else', (name) => {
    expect(isAboutOtherPeople(name)).toBe(true)
    expect(isKnownAs(name, 'email')).toBe(false)
  })

  test.each(['Employment organization e-mail', 'End date of employment (original)'])(
    '%s is about nobody else',
    (name) => {
      expect(isAboutOtherPeople(name)).toBe(false)
    },
  )

  test.each([
    ['Planned exit date', true],
    ['Date of final departure', true],
    ['Fecha prevista de baja', true],
    ['Planowana data odejścia', true],
    ['Austrittstermin', true],
    ['Austritt zum', true],
    ['Sortie prévue', true],
    ['Ausscheiden am', true],
    ['Leaver from', true],
    ['Final day', true],
    ['Notice Period (Days)', false],
    ['Terminated By', false],
    ['Department (per HR)', false],
    ['Termination Reason', false],
    ['Exit interview done', false],
    ['Hire date', false],
    ['Date of birth', false],
    ['Last login date', false],
  ])('%s may hold leave dates: %s', (name, may) => {
    expect(mayBeLeaveDate(name)).toBe(may)
  })

  test.each([
    ['Extended to', true],
    ['Extension', true],
    ['Verlängert bis', true],
    ["Prolongé jusqu'au", true],
    ['Prorrogado hasta', true],
    ['Przedłużono do', true],
    ['Продлён до', true],
    ['Prorrogado até', true],
    ['Access until', true],
    ['Rehire date', true],
    ['Wiedereintritt', true],
    ['Notice period until', false],
    ['Laptop returned on', false],
    ['Access card', false],
  ])('%s may hold later dates: %s', (name, may) => {
    expect(mayBeLaterDate(name)).toBe(may)
  })
})
