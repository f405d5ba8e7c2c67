/** What a column can hold that matters here. */
export type Role = 'id' | 'email' | 'leaveDate' | 'name' | 'firstName' | 'lastName'

/**
 * A header's name as it is compared: without case, accents, spaces, punctuation, and without what Google puts behind it.
 * `E-Mail-Adresse`, `e_mail adresse` and `E-MAIL ADRESSE` are one.
 */
export const normalize = (name: string): string =>
  name
    .replace(/[[(](?:required|optional|pflichtfeld)[\])]/gi, '')
    .toLowerCase()
    .replace(/[#№]/g, 'number')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    // To put very many marks into order takes quadratic time.
    .replace(/\p{M}/gu, '')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The words of a header's name, each as it is compared. `isActive` has two. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(normalize)
    .filter((word) => word !== '')

/** What sets a note, or the same in another language, apart from a header's name. A hyphen within a word does not. */
const BETWEEN =
  /[()[\]{}<>*/|\\:;,\r\n]|\s[-–—]|[-–—]\s|\s(?:as|from|in|per|according|aus|gemäß|laut|wie|según|selon|według|segundo|из|как|по)\s/iu

/** Notes that leave a column what it is. */
const NOTES: ReadonlySet<string> = new Set(
  [
    'required, mandatory, optional, text, as text, Konstantly, Pflichtfeld, Pflicht, als Text, obligatorio, obligatoria, requerido',
    'opcional, texto, obligatoire, requis, facultatif, texte, wymagane, opcjonalne, tekst, obrigatório, обязательно, необязательно, текст',
  ].flatMap((notes) => notes.split(', ').map(normalize)),
)

/** Nothing longer is a name with a note. */
const MAX_LENGTH = 200

/** The parts of a header that are no mere notes, each as it is compared: of `User ID / Benutzer-ID (required)` two. */
export const headerParts = (name: string): string[] =>
  name.length > MAX_LENGTH
    ? []
    : name
        .split(BETWEEN)
        .map(normalize)
        .filter((part) => part !== '' && !NOTES.has(part))

const names = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .trim()
      .split(/\s*[,\n]\s*/)
      .map(normalize),
  )

/**
 * The names under which systems (BambooHR, Personio, Workday, SuccessFactors, PeopleForce, HiBob, Rippling, Google, Entra, and
 * Konstantly itself) export these columns, in the platform's languages. A name has to be here as a whole: `Manager Email` is
 * not `Email`. Personal addresses are here, too, so that `Work Email` beside `Personal Email` is a question, not a choice.
 * Employee numbers are not: they are Konstantly IDs only where the site's admin made them so.
 */
const KNOWN: Readonly<Record<Role, ReadonlySet<string>>> = {
  id: names(`
    id, user id, user API ID, Konstantly ID, Konstantly user ID
    Benutzer-ID, Nutzer-ID, ID de usuario, ID del usuario, ID utilisateur, identifiant utilisateur
    ID użytkownika, identyfikator użytkownika, ID do usuário, ID do utilizador
    ID пользователя, идентификатор пользователя`),
  email: names(`
    email, email address, mail, mail address, work email, work email address, business email, business email address
    company email, company email address, corporate email, corporate email address, office email, official email
    primary email, primary email address, primary work email, email primary work, email work, email business, user email
    employee email, employee email address, login email, account email
    personal email, personal email address, home email, home email address, private email, private email address
    email personal, email home, email private, primary home email
    E-Mail-Adresse, Mailadresse, E-Mail dienstlich, dienstliche E-Mail, dienstliche E-Mail-Adresse, E-Mail (geschäftlich)
    geschäftliche E-Mail, geschäftliche E-Mail-Adresse, berufliche E-Mail, berufliche E-Mail-Adresse, Firmen-E-Mail, Arbeits-E-Mail
    private E-Mail-Adresse, E-Mail privat, persönliche E-Mail
    correo, correo electrónico, dirección de correo, dirección de correo electrónico, email del trabajo, correo de trabajo
    correo del trabajo, correo corporativo, correo electrónico corporativo, correo laboral, correo electrónico laboral
    correo de empresa, email corporativo, email de trabajo, correo electrónico del trabajo, correo electrónico de trabajo
    correo personal, correo electrónico personal
    courriel, adresse mail, adresse e-mail, adresse courriel, adresse électronique, adresse de messagerie, mail professionnel
    e-mail professionnel, adresse e-mail professionnelle, adresse mail professionnelle, courriel professionnel, email pro, mail pro
    e-mail personnel, mail personnel, courriel personnel, adresse e-mail personnelle
    adres e-mail, adres mailowy, adres poczty elektronicznej, poczta elektroniczna, e-mail służbowy, służbowy e-mail
    służbowy adres e-mail, adres e-mail służbowy, e-mail firmowy, firmowy e-mail, e-mail pracownika, mail służbowy
    e-mail prywatny, prywatny e-mail, adres e-mail prywatny
    correio eletrônico, correio electrónico, endereço de e-mail, endereço de correio eletrônico, endereço eletrônico
    e-mail profissional, e-mail de trabalho, e-mail da empresa, e-mail institucional, e-mail pessoal
    электронная почта, электронный адрес, адрес электронной почты, эл. почта, почта, емейл, имейл, емайл
    рабочая почта, рабочий email, рабочий e-mail, рабочая электронная почта, корпоративная почта, корпоративный email
    корпоративная электронная почта, личная почта, личный email, личная электронная почта`),
  leaveDate: names(`
    leave date, leaving date, date of leaving, leaver date, date left, termination date, date of termination, term date
    terminated on, terminated date, last day, last day of work, last working day, last work day, last day worked
    last day of employment, last date of employment, last employment day, exit date, end date, employment end date, employment end
    end of employment, end date of employment, contract end date, separation date, departure date, date of departure
    offboarding date, offboard date, left on, leaves on, LWD, last working date, relieving date, date of relieving, ENDDA
    Austritt, Austrittsdatum, Austritt am, Datum des Austritts, Kündigung zum, Vertragsende, letzter Arbeitstag, letzter Tag
    Enddatum, Beschäftigungsende, Ende der Beschäftigung, ausgeschieden am
    fecha de baja, fecha baja, fecha de salida, fecha de cese, fecha de terminación, fecha de fin, fecha fin
    fecha de fin de contrato, último día, último día de trabajo, último día laborable, fecha de egreso, fecha de desvinculación
    date de sortie, date de départ, date de fin, date de fin de contrat, fin de contrat, dernier jour, dernier jour de travail
    dernier jour travaillé, date de fin d'emploi
    data odejścia, data zwolnienia, data zakończenia, data zakończenia pracy, data zakończenia zatrudnienia, data zakończenia umowy
    data rozwiązania umowy, ostatni dzień pracy, ostatni dzień, data ustania zatrudnienia, data końca umowy
    data de saída, data de desligamento, data de demissão, data de rescisão, data de término, data de fim, data de cessação
    último dia, último dia de trabalho, fim do contrato, data fim
    дата увольнения, дата ухода, дата окончания, дата окончания работы, дата окончания договора, последний день
    последний рабочий день, последний день работы, дата прекращения`),
  name: names(`
    name, full name, display name, employee name, employee, employee full name, legal name, full legal name, worker, last name first name
    Mitarbeiter, Mitarbeitername, vollständiger Name, Mitarbeiter/in, Anzeigename, Vor- und Nachname
    nombre completo, nombre y apellidos, empleado, nombre del empleado, nom complet, nom et prénom, prénom et nom, nom prénom
    salarié, nom d'affichage
    imię i nazwisko, nazwisko i imię, pracownik, nome completo, colaborador, funcionário, nome do colaborador
    фио, ф.и.о., имя и фамилия, фамилия и имя, фамилия имя отчество, сотрудник, полное имя`),
  firstName: names(`
    first name, given name, forename, legal first name, Vorname, nombre, nombres, prénom, prénoms, imię, nome, primeiro nome, имя`),
  lastName: names(`
    last name, surname, family name, legal last name, Nachname, Familienname, Zuname, apellido, apellidos, nom, nom de famille
    nazwisko, sobrenome, apelido, último nome, фамилия`),
}

/** Whether a header names a column of that role: by itself, in two languages, or with a note that changes nothing. */
export function isKnownAs(name: string, role: Role): boolean {
  if (KNOWN[role].has(normalize(name))) return true
  const parts = headerParts(name)
  return parts.length > 0 && parts.every((part) => KNOWN[role].has(part))
}

/**
 * Whether a header could name one, by what stands beside its notes or the name of a system: `User ID (SAP)`, `E-Mail *as in AD*`,
 * `LMS User ID`. Of `Department: ID` nobody thinks so.
 */
export const mayBeKnownAs = (name: string, role: Role): boolean =>
  headerParts(name).some((part, index) => KNOWN[role].has(part) && (index === 0 || part !== 'id')) ||
  KNOWN[role].has(withoutSystem(name))

/** The words that tell in which system a column has its place: `LMS User ID`, `Benutzer-ID Lernplattform`. */
const SYSTEM = names(
  'LMS, learning, platform, system, Konstantly, Lernplattform, plateforme, plataforma, platforma, platformy, платформа, платформы',
)

const withoutSystem = (name: string): string =>
  name.length > MAX_LENGTH
    ? ''
    : wordsOf(name)
        .filter((word) => !SYSTEM.has(word))
        .join('')

/** Whether a header is the name of any column that is known. What is not may be the first row of people, taken for a header. */
export const isColumnName = (name: string): boolean =>
  (Object.keys(KNOWN) as Role[]).some((role) => isKnownAs(name, role))
