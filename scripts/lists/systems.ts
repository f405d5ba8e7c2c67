import { list, type ListCase } from './case.ts'

const RIPPLING = [
  'User API ID,Employee,Work email,Personal email,Manager,Manager email,Last day of work',
  'k7d2m9qx4t,Anna Smith,anna.smith@example.com,anna@home.example,Eve Boss,eve.boss@example.com,"Nov 20, 2026"',
]
const BADGES = ['Employee ID,Full name,Department', '1001,Anna Smith,Sales', '1002,Ben Hughes,IT']

/** Exports as HR systems write them, in several languages, with the traps in them. */
export const systems: readonly ListCase[] = [
  list('konstantly.csv', [
    'User API ID,Name,Email,Role,Last activity',
    'k7d2m9qx4t,Anna Smith,anna.smith@example.com,learner,2026-11-01',
  ]),
  list('bamboohr.csv', [
    'Employee #,"Last Name, First Name",First Name,Last Name,Work Email,Job Title,Reporting to,Termination Date,Termination Type,User API ID',
    '1001,"Smith, Anna",Anna,Smith,anna.smith@example.com,Engineer,Eve Boss,11/20/2026,Voluntary,k7d2m9qx4t',
    '1002,"Hughes, Ben",Ben,Hughes,ben.hughes@example.com,Analyst,Eve Boss,12/31/2026,Voluntary,p3f8r6wz1n',
  ]),
  list(
    'personio.csv',
    [
      'Personalnummer;Vorname;Nachname;E-Mail;Abteilung;Vorgesetzter;E-Mail des Vorgesetzten;Austrittsdatum;Konstantly ID',
      '1001;Käthe;Groß;kaethe.gross@example.com;Vertrieb;Eva Chef;eva.chef@example.com;20.11.2026;k7d2m9qx4t',
      '1002;Sören;Müller;soeren.mueller@example.com;IT;Eva Chef;eva.chef@example.com;31.12.2026;p3f8r6wz1n',
    ],
    { byteOrderMark: true },
  ),
  list('workday.csv', [
    'Worker,Employee ID,Primary Work Email,Termination Date,Primary Termination Reason,Manager,konstantly_id',
    'Anna Smith (Terminated),1001,anna.smith@example.com,2026-11-20,Resignation,Eve Boss,k7d2m9qx4t',
  ]),
  list('workday-two-dates.csv', [
    'Worker,Primary Work Email,Termination Date,Last Day of Work,konstantly_id',
    'Anna Smith,anna.smith@example.com,2026-11-30,2026-11-20,k7d2m9qx4t',
  ]),
  list('successfactors.csv', [
    'USERID,FIRSTNAME,LASTNAME,EMAIL,MANAGER,HR,STATUS,Exit Date',
    'asmith,Anna,Smith,anna.smith@example.com,eboss,hpartner,inactive,2026-11-20T00:00:00',
  ]),
  list('peopleforce.csv', [
    'Full name;Work email;Position;Termination date;User ID',
    'Anna Smith;anna.smith@example.com;Engineer;20 Nov 2026;k7d2m9qx4t',
  ]),
  list('hibob.csv', [
    'Display name,Email,Employee ID in company,Reports to (email),Leave date,Probation end date,User ID',
    'Anna Smith,anna.smith@example.com,1001,eve.boss@example.com,20/11/2026,01/03/2020,k7d2m9qx4t',
  ]),
  list('rippling.csv', RIPPLING),
  list('rippling-decided.csv', RIPPLING, { flags: { 'email-column': 'Work email' } }),
  list('google-workspace.csv', [
    'First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Recovery Email,Employee ID',
    'Anna,Smith,anna.smith@example.com,Suspended,anna@home.example,1001',
  ]),
  list('entra.csv', [
    'userPrincipalName,displayName,surname,mail,givenName,id,userType,accountEnabled',
    'asmith@corp.example,Anna Smith,Smith,anna.smith@example.com,Anna,0f9e3d6a-5c1b-4a7e-9d2f-8b6c4e1a7d30,Member,False',
  ]),
  list(
    'french.csv',
    [
      'Matricule;Nom;Prénom;Adresse e-mail;Responsable;E-mail du responsable;Date de sortie;ID utilisateur',
      '1001;Lefèvre;Hélène;helene.lefevre@example.com;Ève Chef;eve.chef@example.com;20/11/2026;k7d2m9qx4t',
    ],
    { encoding: 'windows-1252' },
  ),
  list('spanish.csv', [
    'Nombre completo;Correo electrónico;Jefe directo;Fecha de baja;ID de usuario',
    'José Núñez;jose.nunez@example.com;Eva Jefa;20 de noviembre de 2026;k7d2m9qx4t',
  ]),
  list('portuguese.csv', [
    'Nome completo;E-mail corporativo;Gestor;Data de desligamento;ID do usuário',
    'João Simões;joao.simoes@example.com;Eva Chefe;31-12-2026;k7d2m9qx4t',
  ]),
  list(
    'polish.csv',
    [
      'Imię;Nazwisko;Służbowy adres e-mail;Przełożony;Ostatni dzień pracy;ID użytkownika',
      'Łukasz;Wiśniewski;lukasz.wisniewski@example.com;Ewa Szef;20 listopada 2026 r.;k7d2m9qx4t',
    ],
    { encoding: 'windows-1250' },
  ),
  list(
    'russian.csv',
    [
      'ФИО;Электронная почта;Руководитель;Почта руководителя;Дата увольнения;ID пользователя',
      'Иванов Сергей Петрович;sergey.ivanov@example.com;Ева Шеф;eva@example.com;20.11.2026;k7d2m9qx4t',
    ],
    { encoding: 'windows-1251' },
  ),
  list('somebody-else.csv', [
    'Name,Manager Email,Emergency Contact Email',
    'Anna Smith,eve.boss@example.com,mum@home.example',
  ]),
  list('somebody-else-named.csv', ['Name,Manager Email', 'Anna Smith,eve.boss@example.com'], {
    flags: { 'email-column': 'Manager Email' },
  }),
  list('employee-numbers.csv', BADGES),
  list('employee-numbers-named.csv', BADGES, { flags: { 'id-column': 'Employee ID' } }),
  list('employee-numbers-attribute.csv', BADGES, { flags: { attribute: 'employee_id' } }),
  list(
    'personnel-numbers.csv',
    [
      'Personalnummer;Nachname;Vorname;Austrittsdatum',
      '00012;Müller;Jürgen;20.11.2026',
      '00731;Krüger;Käthe;31.12.2026',
      '1,2E+04;Vogel;Ute;20.11.2026',
      ';Weiß;Anke;20.11.2026',
    ],
    { byteOrderMark: true, flags: { attribute: 'employee_id' } },
  ),
  list('two-id-columns.csv', ['ID,User API ID,Name', '17,k7d2m9qx4t,Anna Smith']),
  list('same-header-twice.csv', ['Email,Name,Email', 'a@example.com,Anna,b@example.com']),
  list('column-unknown.csv', ['User ID,Name', 'u1a,Anna'], { flags: { 'id-column': 'User Key' } }),
  list('leave-date-overlooked.csv', ['User ID,Name,Planned exit date', 'u1a,Anna,2027-01-31']),
  list('leave-date-declined.csv', ['User ID,Name,Planned exit date', 'u1a,Anna,2027-01-31'], {
    flags: { 'leave-date-column': 'none' },
  }),
  list('results-fed-back.csv', [
    'User ID,Name,Leave date,offboard_row,offboard_user_id,offboard_outcome,offboard_detail',
    "'-ab12,Anna,2026-11-20,1,'-ab12,failed,timeout",
    'u2b,Ben,2026-11-20,2,u2b,failed,timeout',
  ]),
]
