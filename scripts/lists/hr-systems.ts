import { list, type ListCase } from './case.ts'

/** Three exports each of eight HR systems, in English, German and French: with titles, totals, paths and units as they come. */
export const hrSystems: readonly ListCase[] = [
  // Workday: what a report was asked for stands above it.
  list('workday-report.csv', [
    'Terminated Workers',
    '',
    'Organization,Acme Holding',
    'Start Date,2026-11-01',
    'End Date,2026-11-30',
    '',
    "Worker,Employee ID,Email - Primary Work,Termination Date,Primary Termination Reason,Worker's Manager,Konstantly ID",
    'Anna Smith (Terminated),1001,anna.smith@example.com,2026-11-20,Terminate Employee > Voluntary > Other Employment,Eve Boss,k7d2m9qx4t',
    'Ben Hughes,1002,ben.hughes@example.com,2026-11-30,Terminate Employee > Involuntary > Reduction,Eve Boss,p3f8r6wz1n',
  ]),
  list(
    'workday-bericht.csv',
    [
      'Ausgeschiedene Mitarbeiter;;;;;',
      'Stichtag;30.11.2026;;;;',
      ';;;;;',
      'Mitarbeiter;Mitarbeiter-ID;Primäre geschäftliche E-Mail-Adresse;Austrittsdatum;Austrittsgrund;Führungskraft',
      'Käthe Groß;1001;kaethe.gross@example.com;20.11.2026;Eigenkündigung;Eva Chef',
      'Sören Müller;1002;soeren.mueller@example.com;31.12.2026;Befristung;Eva Chef',
    ],
    { byteOrderMark: true },
  ),
  list('workday-rapport.csv', [
    "Salarié;Matricule;Adresse e-mail professionnelle principale;Date de cessation d'emploi;Motif;Responsable",
    'Hélène Lefèvre;1001;helene.lefevre@example.com;20/11/2026;Démission;Ève Chef',
    'François Noël;1002;francois.noel@example.com;31/12/2026;Retraite;Ève Chef',
  ]),

  // SAP SuccessFactors: each column behind the portlet it stands in.
  list('successfactors-report.csv', [
    'User ID,Personal Information First Name,Personal Information Last Name,Email Information Email Address,Employment Details Termination Date,Event Reason,Manager User ID',
    'k7d2m9qx4t,Anna,Smith,anna.smith@example.com,11/20/2026,Voluntary Termination (TERVOL),eboss',
    'p3f8r6wz1n,Ben,Hughes,ben.hughes@example.com,12/31/2026,Voluntary Termination (TERVOL),eboss',
  ]),
  list(
    'successfactors-bericht.csv',
    [
      'Personalabgänge November 2026',
      'Benutzer-ID;Vorname;Nachname;E-Mail-Informationen: E-Mail-Adresse;Austrittsdatum (TT.MM.JJJJ);Ereignisgrund;Vorgesetzter',
      'k7d2m9qx4t;Käthe;Groß;kaethe.gross@example.com;20.11.2026;Kündigung durch Mitarbeiter;Eva Chef',
      'p3f8r6wz1n;Sören;Müller;soeren.mueller@example.com;31.12.2026;Renteneintritt;Eva Chef',
      'Anzahl Datensätze: 2',
    ],
    { encoding: 'windows-1252' },
  ),
  list('successfactors-rapport.csv', [
    "ID utilisateur;Prénom;Nom de famille;Coordonnées : Adresse e-mail;Date de fin d'emploi (JJ/MM/AAAA);Motif de départ",
    'k7d2m9qx4t;Hélène;Lefèvre;helene.lefevre@example.com;03/04/2026;Démission',
    'p3f8r6wz1n;François;Noël;francois.noel@example.com;04/05/2026;Retraite',
  ]),

  // Personio: its own ID under a mere "ID".
  list(
    'personio-employees.csv',
    [
      'ID;First name;Last name;Email;Status;Department;Supervisor;Termination date;Termination reason',
      '8812345;Anna;Smith;anna.smith@example.com;inactive;Sales;Eve Boss;2026-11-20;Resignation',
      '8812346;Ben;Hughes;ben.hughes@example.com;inactive;IT;Eve Boss;2026-11-21;End of contract',
    ],
    { flags: { 'id-column': 'none' } },
  ),
  list(
    'personio-mitarbeiter.csv',
    [
      'Personalnummer;Vorname;Nachname;E-Mail;Status;Abteilung;Vorgesetzte:r;Kündigungsdatum;Letzter Arbeitstag;Kündigungsgrund',
      '1001;Käthe;Groß;kaethe.gross@example.com;Inaktiv;Vertrieb;Eva Chef;30.09.2026;20.11.2026;Eigenkündigung',
      '1002;Sören;Müller;soeren.mueller@example.com;Inaktiv;IT;Eva Chef;31.10.2026;22.11.2026;Aufhebungsvertrag',
    ],
    { byteOrderMark: true, flags: { 'leave-date-column': 'Letzter Arbeitstag' } },
  ),
  list('personio-collaborateurs.csv', [
    'Prénom;Nom;E-mail;Poste;Date de départ;Type de contrat',
    'Hélène;Lefèvre;helene.lefevre@example.com;Commerciale;20.11.2026;CDI',
    'François;Noël;francois.noel@example.com;Comptable;31.12.2026;CDD',
  ]),

  // BambooHR: a report with its name on top, and the number of people below.
  list('bamboohr-turnover.csv', [
    'Employee Turnover Report',
    '"Last Name, First Name",Employee #,Work Email,Termination Date,Termination Type,Termination Reason,Reports To',
    '"Smith, Anna",1001,anna.smith@example.com,11/20/2026,Resignation (Voluntary),Other Position,Eve Boss',
    '"Hughes, Ben",1002,ben.hughes@example.com,11/13/2026,Termination (Involuntary),Performance,Eve Boss',
    'Total: 2',
  ]),
  list('bamboohr-fluktuation.csv', [
    'Name;Mitarbeiternummer;Geschäftliche E-Mail;Austrittsdatum (tt.mm.jjjj);Grund;Berichtet an',
    'Groß, Käthe;1001;kaethe.gross@example.com;20.11.2026;Eigenkündigung;Eva Chef',
    'Müller, Sören;1002;soeren.mueller@example.com;13.11.2026;Probezeit;Eva Chef',
    'Gesamt: 2;;;;;',
  ]),
  list('bamboohr-rotation.csv', [
    'Rapport de rotation du personnel',
    '',
    'Nom;Prénom;E-mail professionnel;Date de fin de contrat;Responsable',
    'Lefèvre;Hélène;helene.lefevre@example.com;20/11/2026;Ève Chef',
    'Noël;François;francois.noel@example.com;13/11/2026;Ève Chef',
    'Total : 2 personnes',
  ]),

  // ADP: each column behind its group, in capitals.
  list('adp-terminations.csv', [
    'Terminated Employees,,,,,,',
    'Run Date: 11/23/2026,,,,,,',
    'COMPANY CODE,FILE NUMBER,PAYROLL NAME,WORK CONTACT: WORK EMAIL,TERMINATION DATE,POSITION STATUS,REPORTS TO EMAIL',
    'ABC,001001,"Smith, Anna",anna.smith@example.com,11/20/2026,Terminated,eve.boss@example.com',
    'ABC,001002,"Hughes, Ben",ben.hughes@example.com,11/13/2026,Terminated,eve.boss@example.com',
    'Total Employees: 2,,,,,,',
  ]),
  list(
    'adp-austritte.csv',
    [
      'Auswertung: Austritte;;;;;',
      'Zeitraum: 01.11.2026 - 30.11.2026;;;;;',
      'Pers.-Nr.;Name;Vorname;E-Mail geschäftlich;Austritt zum (TT.MM.JJJJ);Kostenstelle',
      '001001;Groß;Käthe;kaethe.gross@example.com;20.11.2026;4711',
      '001002;Müller;Sören;soeren.mueller@example.com;30.11.2026;4712',
      'Summe Austritte: 2;;;;;',
    ],
    { encoding: 'windows-1252' },
  ),
  list(
    'adp-sorties.csv',
    [
      'Matricule;Nom;Prénom;Adresse e-mail professionnelle;Date de sortie;Motif de sortie',
      '001001;Lefèvre;Hélène;helene.lefevre@example.com;20/11/2026;Démission',
      '001002;Noël;François;francois.noel@example.com;30/11/2026;Fin de CDD',
      'Effectif : 2;;;;;',
    ],
    { encoding: 'windows-1252' },
  ),

  // HiBob: the path of a field, and people who have no date yet.
  list('hibob-leavers.csv', [
    'Display name,Email,Employment: Employee ID,Termination: Termination date,Termination: Termination reason,Reports to',
    'Anna Smith,anna.smith@example.com,1001,20/11/2026,Resignation,Eve Boss',
    'Ben Hughes,ben.hughes@example.com,1002,,Resignation,Eve Boss',
    'Cleo Park,cleo.park@example.com,1003,TBC,Resignation,Eve Boss',
  ]),
  list(
    'hibob-abgaenge.csv',
    [
      'Anzeigename;E-Mail;Mitarbeiter-ID;Letzter Arbeitstag;Vorgesetzter',
      'Käthe Groß;kaethe.gross@example.com;1001;20.11.2026;Eva Chef',
      'Sören Müller;soeren.mueller@example.com;1002;offen;Eva Chef',
    ],
    { byteOrderMark: true },
  ),
  list('hibob-departs.csv', [
    "Nom d'affichage;E-mail;Dernier jour de travail;Responsable",
    'Hélène Lefèvre;helene.lefevre@example.com;20/11/2026;Ève Chef',
    'François Noël;francois.noel@example.com;à confirmer;Ève Chef',
  ]),

  // DATEV and Sage: the client above, the number of employees below.
  list(
    'datev-austritte.csv',
    [
      'DATEV Lohn und Gehalt',
      'Mandant;10001 Acme GmbH',
      'Erstellt am;23.11.2026',
      '',
      'Personalnummer;Familienname;Vorname;E-Mail-Adresse;"Letzter Tag\n(inkl.)";Abteilung',
      '00001;Groß;Käthe;kaethe.gross@example.com;20.11.2026;Vertrieb',
      '00002;Müller;Sören;soeren.mueller@example.com;30.11.2026;IT',
      '',
      'Anzahl Mitarbeiter: 2',
      'Ende der Liste',
    ],
    { encoding: 'windows-1252' },
  ),
  list(
    'sage-sorties.csv',
    [
      'Sage Paie - Liste des sorties',
      'Matricule;Civilité;Nom;Prénom;E-mail professionnel;Date de sortie;Motif',
      '00001;Mme;Lefèvre;Hélène;helene.lefevre@example.com;20/11/2026;Démission',
      '00002;M.;Noël;François;francois.noel@example.com;30/11/2026;Retraite',
      'Nombre de salariés : 2',
    ],
    { encoding: 'windows-1252' },
  ),
  list('sage-leavers.csv', [
    'Employee number,First name,Last name,Email address,Leave date,Reason for leaving',
    '1001,Anna,Smith,anna.smith@example.com,20 Nov 2026,Resigned',
    '1002,Ben,Hughes,ben.hughes@example.com,31 Dec 2026,Retired',
    'Number of employees,2,,,,',
  ]),

  // UKG: how a name is written, in the name of its column.
  list('ukg-terminations.csv', [
    'Terminated Employees by Date,,,,,',
    ',,,,,',
    'Employee Number,"Employee Name (Last Suffix, First MI)",Employee Email Address,Date of Termination (mm/dd/yyyy),Termination Reason,"Supervisor Name (First Last)"',
    '001001,"Smith, Anna",anna.smith@example.com,03/04/2026,Other Employment,Eve Boss',
    '001002,"Hughes, Ben",ben.hughes@example.com,05/06/2026,Relocation,Eve Boss',
    'Count: 2,,,,,',
    'Page 1 of 1,,,,,',
  ]),
  list(
    'ukg-austritte.csv',
    [
      'Name;Vorname;Personalnummer;Dienstliche E-Mail;Ausgeschieden am;Vorgesetzter;E-Mail Vorgesetzter',
      'Groß;Käthe;1001;kaethe.gross@example.com;20.11.2026;Eva Chef;eva.chef@example.com',
      'Müller;Sören;1002;soeren.mueller@example.com;22.11.2026;Eva Chef;eva.chef@example.com',
    ],
    { byteOrderMark: true },
  ),
  list('ukg-departs.csv', [
    'Liste des départs - novembre 2026',
    'Établissement;Lyon',
    'Collaborateur;Matricule;Courriel professionnel;Dernier jour travaillé;Courriel du responsable',
    'Hélène Lefèvre;1001;helene.lefevre@example.com;20/11/2026;eve.chef@example.com',
    'François Noël;1002;francois.noel@example.com;30/11/2026;eve.chef@example.com',
    'Fin du rapport',
  ]),
]
