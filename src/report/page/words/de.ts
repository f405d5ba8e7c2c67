import { settingsAsFlags } from '../../../offboarding/run/layout.ts'
import { advice } from './advice/de.ts'
import { outcomes } from './outcomes/de.ts'
import { ACTIONS } from './reasons/de-details.ts'
import { reasons } from './reasons/de.ts'
import type { Words } from './words.ts'

const count = (n: number, one: string, more: string): string => (n === 1 ? `1 ${one}` : `${n} ${more}`)
const users = (n: number): string => (n === 0 ? 'Niemand' : count(n, 'Benutzer', 'Benutzer'))
const were = (n: number): string => (n > 1 ? 'wurden' : 'wurde')

const UNITS = [
  [86_400_000, 'Tag', 'Tage'],
  [3_600_000, 'Stunde', 'Stunden'],
  [60_000, 'Minute', 'Minuten'],
  [1_000, 'Sekunde', 'Sekunden'],
  [1, 'Millisekunde', 'Millisekunden'],
] as const

function period(ms: number): string {
  const [length, one, more] = UNITS.find(([unit]) => ms >= unit && ms % unit === 0) ?? UNITS[4]
  return count(ms / length, one, more)
}

const KINDS = { run: 'Offboarding', plan: 'Offboarding-Plan', dry_run: 'Offboarding-Probelauf' }
const TASKS = { purge: 'Löschung nach Karenzzeit', undo: 'Rücknahme des Offboardings' }
const OF_TASKS = { run: '', plan: ' (Plan)', dry_run: ' (Probelauf)' }

/** German. */
export const de: Words = {
  language: 'de',
  general: {
    title: ({ kind, task }, site) =>
      `${task === undefined ? KINDS[kind] : `${TASKS[task]}${OF_TASKS[kind]}`} auf ${site}`,
    actions: ACTIONS,
    withGrace: (ms) => `deaktiviert und nach Ablauf von ${period(ms)} mit \`purge\` endgültig gelöscht`,
    savedBefore: {
      records: ', sobald die Schulungsunterlagen gesichert sind',
      images: ', sobald die Schulungsunterlagen und die Bilder der Zertifikate gesichert sind',
    },
    skip: 'Zu den Zeilen',
    madeBy: (version) => `Erstellt von konstantly-offboard ${version}. Alle Zeiten in UTC.`,
    units: { d: 'T', h: 'h', min: 'min', s: 's' },
  },
  verdict: {
    howItEnded: {
      refused: 'Abgelehnt',
      stopped: 'Angehalten; kann fortgesetzt werden',
      running: 'Abgebrochen; kann fortgesetzt werden',
    },
    wouldBe: (n, what) => `${users(n)} würde${n > 1 ? 'n' : ''} ${what}.`,
    nothingToCarryOut: 'Es gibt nichts auszuführen.',
    nobodyKnown: 'Von niemandem ist bekannt, dass er gelöscht ist.',
    deleted: (n) => `${users(n)} ${were(n)} endgültig gelöscht.`,
    waiting: (n) => `${users(n)} ${were(n)} deaktiviert und ${n > 1 ? 'werden' : 'wird'} später gelöscht.`,
    deactivated: (n) => `${users(n)} ${were(n)} deaktiviert.`,
    reactivated: (n) => `${users(n)} ${n > 1 ? 'sind' : 'ist'} wieder aktiv.`,
    askedOnceMore: (counts) => `Noch einmal abgefragt: ${counts}.`,
    attention: (n) =>
      n === 0
        ? 'Keine Zeile ist zu klären.'
        : n === 1
          ? '1 Zeile ist zu klären.'
          : `${n} Zeilen sind zu klären.`,
  },
  numbers: {
    heading: (rows) => count(rows, 'Zeile', 'Zeilen'),
    parts: {
      touched: 'erledigt',
      foreseen: 'vorgesehen',
      left_alone: 'nicht angetastet',
      attention: 'zu klären',
      not_done: 'nicht ausgeführt',
    },
    toBeTouched: 'Vorgesehen',
    outcome: 'Ergebnis',
    rows: 'Zeilen',
    meaning: 'Bedeutung',
  },
  remarks: {
    undated: ({ count: n, rows }) => {
      const more = n - rows.length
      const which = `${n === 1 ? 'Zeile' : 'Zeilen'} ${rows.join(', ')}${more > 0 ? ` und ${more} weitere` : ''}`
      return `${count(n, 'Benutzer hat', 'Benutzer haben')} auf der Liste kein Austrittsdatum (${which}).`
    },
    leftOut: ({ above, below, hiddenSheets, otherSheets }) => [
      ...(hiddenSheets > 0
        ? [`${count(hiddenSheets, 'ausgeblendetes Blatt', 'ausgeblendete Blätter')} ausgelassen.`]
        : []),
      ...(otherSheets > 0
        ? [`${count(otherSheets, 'Blatt', 'Blätter')} ohne Kopfzeile einer Liste ausgelassen.`]
        : []),
      ...(above > 0 ? [`${count(above, 'Zeile', 'Zeilen')} über der Kopfzeile ausgelassen.`] : []),
      ...(below.length > 0
        ? [`${below.length === 1 ? 'Zeile' : 'Zeilen'} ${below.join(', ')} unter der Liste ausgelassen.`]
        : []),
    ],
    redacted: 'Namen, Adressen und die Zellen der Liste sind weggelassen (--redact).',
    forgotten: ({ at, osUser }) =>
      `Vergessen: ${osUser} hat Namen, Adressen und Zellen am ${at.slice(0, 19).replace('T', ' ')} (UTC) löschen lassen, und Benutzer-IDs sind Pseudonyme.`,
    remembered: ({ run, settings }) =>
      `Die Liste wurde so gelesen, wie Lauf ${run} diesen Aufbau las: ${settingsAsFlags(settings)}.`,
  },
  attention: {
    heading: (rows) => `Zu klärende Zeilen (${rows})`,
    whatToDo: 'Was zu tun ist:',
    nothingToDo: 'Lesen Sie die Einzelheiten jeder Zeile.',
    firstRow: 'Zeile 1 ist die erste unter der Kopfzeile der Liste; leere Zeilen zählen nicht.',
    firstOnly: (shown, file) => `Die ersten ${shown} davon; alle stehen in ${file}.`,
  },
  timeline: {
    heading: 'Anfragen im Zeitverlauf',
    total: (requests, duration) => `${count(requests, 'Anfrage', 'Anfragen')} in ${duration}.`,
    bar: (span, most) => `Anfragen in ${span}; höchstens ${most}`,
    limit: (requests) => `das Kontingent, wie die Plattform es zählt: ${requests}`,
    pause: 'nichts gesendet',
    pauses: (n) => count(n, 'Pause', 'Pausen'),
    pauseFrom: (from, to, duration) => `${from} bis ${to}: ${duration} lang wurde nichts gesendet`,
    stoppedFrom: (from, to, duration) => `${from} bis ${to}: ${duration} lang arbeitete niemand an dem Lauf`,
    more: (n) => `und ${n} weitere`,
    quotaWait: (duration) => `${duration} auf das Kontingent gewartet.`,
    retryWait: (duration) => `${duration} vor Wiederholungen gewartet, über alle Arbeiter summiert.`,
    outageWait: (duration) => `${duration} auf eine Plattform gewartet, die nicht erreichbar war.`,
    turnedAway: (n) => `Wegen des Kontingents ${count(n, 'Anfrage', 'Anfragen')} zurückgewiesen.`,
  },
  rows: {
    heading: 'Alle Zeilen',
    tooMany: (rows, file) => `${rows} Zeilen sind mehr, als eine Seite verträgt; alle stehen in ${file}.`,
    search: 'Suche',
    anyOutcome: 'Jedes Ergebnis',
    shown: '{shown} von {all} Zeilen',
    more: 'Mehr zeigen',
    original: 'Originalzeile',
    details: 'Einzelheiten',
    whatToDo: 'Was zu tun ist',
    attempts: 'Anfragen',
    status: 'HTTP-Status',
    code: 'Code',
    deactivated: 'deaktiviert',
    deleted: 'gelöscht',
    deleteAfter: 'gelöscht nach',
  },
  columns: {
    row: 'Zeile',
    userId: 'Benutzer-ID',
    name: 'Name',
    email: 'E-Mail-Adresse',
    found: 'Konto',
    outcome: 'Ergebnis',
    why: 'Grund',
    when: 'Wann (UTC)',
  },
  sessions: {
    heading: 'Wer den Lauf ausgeführt hat',
    started: 'Beginn (UTC)',
    ended: 'Ende (UTC)',
    by: 'Von',
    confirmedBy: 'Bestätigt durch',
    endedWith: 'Beendet mit',
    brokenOff: 'abgebrochen',
    machine: (process, version) => `Prozess ${process}, Version ${version}`,
    on: 'auf',
    nobody: 'niemanden',
    onlyAsked: 'nur noch einmal abgefragt, nichts geändert',
    confirmed: { typed: 'Eingabe der Anzahl', yes: '--yes' },
    limits: ({ maxUsers, maxPercent, maxUnknown }) =>
      `höchstens ${maxUsers} Benutzer, ${maxPercent} % der Site, ${maxUnknown} % unbekannt`,
    exitCode: (code) => `Exit-Code ${code}`,
  },
  erasure: {
    heading: 'Nachweis der Löschung',
    intro:
      'Jeder Benutzer, den dieser Lauf gelöscht hat, war noch einmal abzufragen, mit `GET /users/{id}`. Nur ein 404 der API der Plattform beweist, dass niemand mehr diese ID hat.',
    counts: ({ deleted, gone, stillThere, somebodyElse, notKnown }) =>
      [
        `${gone} von ${deleted} gelöschten ${deleted === 1 ? 'Benutzer' : 'Benutzern'} ${gone === 1 ? 'ist' : 'sind'} nachweislich weg`,
        ...(stillThere > 0 ? [`${stillThere} ${stillThere === 1 ? 'ist' : 'sind'} noch oder wieder da`] : []),
        ...(somebodyElse > 0 ? [`bei ${somebodyElse} hat jemand anders die ID`] : []),
        ...(notKnown > 0 ? [`bei ${notKnown} ist es nicht bekannt`] : []),
      ].join(', '),
    site: 'Site',
    onTheWordOf: 'Gelöscht auf das Wort von',
    askedBy: 'Noch einmal abgefragt von',
    version: (version) => `Version ${version}`,
    asked: (n, gone) => `${n} abgefragt, ${gone} mit 404 beantwortet`,
    deleted: 'Gelöscht (UTC)',
    answer: 'Antwort der Plattform',
    answered: 'Beantwortet (UTC)',
    isGone: '404: es gibt keinen solchen Benutzer',
    nothingProved: 'nicht abgefragt, oder keine Antwort, die etwas beweist',
  },
  proof: {
    heading: 'Nachweis',
    list: 'Austrittsliste',
    rowsFrom: 'Zeilen aus',
    askedFor: 'Auftrag',
    byPlan: (plan) => `nach Plan ${plan}`,
    roles: 'Rollen',
    anyRole: 'alle',
    protectedList: 'Schutzliste',
    entries: (n) => count(n, 'Eintrag', 'Einträge'),
    lookUps: 'Abfragen vorab',
    leaveDates: 'Austrittsdaten',
    comparedWith: (day) => `verglichen mit ${day}`,
    requests: 'Anfragen',
    turnedAway: (total, rejected, seconds) =>
      `${total}; ${rejected} zurückgewiesen, ${seconds} s auf das Kontingent gewartet`,
    archive: 'Archiv',
    saved: (n, place) =>
      `Schulungsunterlagen von ${count(n, 'Benutzer', 'Benutzern')} im ${place === 'ledger' ? 'Ledger' : 'Ordner archive'} gesichert`,
    beforeForgotten: (file) => `${file}, bevor der Lauf vergessen wurde`,
    howToCheck: [
      'An den SHA-256-Summen erkennen Sie, ob eine Datei noch so ist, wie sie geschrieben wurde.',
      'vergleicht alle Dateien dieses Laufs mit dem Ledger.',
    ],
  },
  outcomes,
  reasons,
  advice,
}
