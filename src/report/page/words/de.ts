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
    actions: {
      deactivate: 'deaktiviert',
      deactivate_and_delete: 'deaktiviert und danach endgültig gelöscht',
      deactivate_and_wait: 'deaktiviert und nach der Karenzzeit endgültig gelöscht',
      wait: 'deaktiviert gelassen und nach der Karenzzeit endgültig gelöscht',
      reactivate: 'reaktiviert',
      delete: 'endgültig gelöscht',
      delete_if_deactivated: 'endgültig gelöscht, falls schon deaktiviert',
    },
    withGrace: (ms) => `deaktiviert und nach Ablauf von ${period(ms)} mit \`purge\` endgültig gelöscht`,
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
    reactivated: (n) => `${users(n)} ${were(n)} reaktiviert.`,
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
  },
  attention: {
    heading: (rows) => `Zu klärende Zeilen (${rows})`,
    whatToDo: 'Was zu tun ist:',
    nothingToDo: 'Lesen Sie die Einzelheiten jeder Zeile.',
    detailsInEnglish: 'Die Einzelheiten jeder Zeile stehen auf Englisch.',
    firstOnly: (shown, file) => `Die ersten ${shown} davon; alle stehen in ${file}.`,
  },
  timeline: {
    heading: 'Anfragen im Zeitverlauf',
    total: (requests, duration) => `${count(requests, 'Anfrage', 'Anfragen')} in ${duration}.`,
    bar: (span, most) => `Anfragen in ${span}; höchstens ${most}`,
    limit: (requests) => `das Kontingent: ${requests}`,
    pause: 'nichts gesendet',
    pauses: (n) => count(n, 'Pause', 'Pausen'),
    pauseFrom: (from, to, duration) => `${from} bis ${to}: ${duration} lang wurde nichts gesendet`,
    stoppedFrom: (from, to, duration) => `${from} bis ${to}: ${duration} lang arbeitete niemand an dem Lauf`,
    more: (n) => `und ${n} weitere`,
    waits: ({ quota, retries, outage, rejected }) =>
      `Gewartet: ${quota} auf das Kontingent, ${retries} vor Wiederholungen (alle Arbeiter zusammen), ${outage} auf eine Plattform, die nicht erreichbar war. Wegen des Kontingents ${count(rejected, 'Anfrage', 'Anfragen')} zurückgewiesen.`,
  },
  rows: {
    heading: 'Alle Zeilen',
    tooMany: (rows, file) => `${rows} Zeilen sind mehr, als eine Seite verträgt; alle stehen in ${file}.`,
    search: 'Suche',
    anyOutcome: 'Jedes Ergebnis',
    shown: '{shown} von {all} Zeilen',
    more: 'Mehr zeigen',
    original: 'Ursprüngliche Zeile',
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
    found: 'Gefundenes Konto',
    outcome: 'Ergebnis',
    why: 'Grund',
    when: 'Wann (UTC)',
  },
  sessions: {
    heading: 'Wer ihn ausgeführt hat',
    started: 'Beginn (UTC)',
    ended: 'Ende (UTC)',
    by: 'Von',
    confirmedBy: 'Bestätigt durch',
    endedWith: 'Beendet mit',
    brokenOff: 'abgebrochen',
    machine: (process, version) => `Prozess ${process}, Version ${version}`,
    on: 'auf',
    nobody: 'niemanden',
    confirmed: { typed: 'Eingabe der Anzahl', yes: '--yes' },
    limits: ({ maxUsers, maxPercent, maxUnknown }) =>
      `höchstens ${maxUsers} Benutzer, ${maxPercent} % der Site, ${maxUnknown} % unbekannt`,
    exitCode: (code) => `Exit-Code ${code}`,
  },
  proof: {
    heading: 'Nachweis',
    list: 'Austrittsliste',
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
    howToCheck: [
      'An den SHA-256-Summen erkennen Sie, ob eine Datei noch so ist, wie sie geschrieben wurde.',
      'vergleicht alle Dateien dieses Laufs mit dem Ledger.',
    ],
  },
  outcomes: {
    deleted: { name: 'Gelöscht', meaning: 'endgültig gelöscht, und zwar von diesem Lauf' },
    deactivated: { name: 'Deaktiviert', meaning: 'deaktiviert; Löschen war nicht verlangt' },
    waiting: {
      name: 'Deaktiviert, wird gelöscht',
      meaning: 'deaktiviert; `purge` löscht nach Ablauf der Karenzzeit',
    },
    kept: {
      name: 'Behalten',
      meaning: 'jemand hat den Benutzer in der Karenzzeit reaktiviert, und das gilt',
    },
    reactivated: { name: 'Wieder aktiv', meaning: 'der Benutzer ist wieder aktiv' },
    not_found: { name: 'Kein solcher Benutzer', meaning: 'die Plattform kennt keinen solchen Benutzer' },
    duplicate: { name: 'Doppelt', meaning: 'derselbe Benutzer steht in einer früheren Zeile' },
    protected: { name: 'Geschützt', meaning: 'steht auf der Schutzliste' },
    not_due: { name: 'Geht später', meaning: 'das Austrittsdatum ist noch nicht vorüber' },
    invalid: { name: 'Unbrauchbar', meaning: 'die Zeile kann nicht verwendet werden' },
    mismatch: {
      name: 'Vielleicht jemand anders',
      meaning: 'das gefundene Konto gehört nicht nachweislich der Person in der Zeile',
    },
    refused: {
      name: 'Abgelehnt',
      meaning: 'mit Absicht nicht ausgeführt: die Plattform lehnt ab, oder die Rolle ist nicht erlaubt',
    },
    failed: { name: 'Fehlgeschlagen', meaning: 'ein Fehler, auch bei jedem weiteren Versuch' },
    not_attempted: { name: 'Nicht ausgeführt', meaning: 'der Lauf endete vor dieser Zeile' },
  },
  advice: {
    nobody_named: {
      title: 'Die Zeile nennt niemanden',
      todo: 'Tragen Sie die Benutzer-ID oder die E-Mail-Adresse ein, oder nehmen Sie die Zeile heraus.',
    },
    id_unusable: {
      title: 'Das kann keine Benutzer-ID sein',
      todo: 'Berichtigen Sie die Benutzer-ID in der Liste: die Plattform zeigt sie auf der Seite des Benutzers.',
    },
    spreadsheet_damage: {
      title: 'Eine Tabellenkalkulation hat die Zelle beschädigt',
      todo: 'Formatieren Sie die Spalte als Text, tragen Sie den Wert aus seiner Quelle neu ein, und exportieren Sie die Liste noch einmal.',
    },
    value_missing: {
      title: 'Statt eines Werts steht dort ein Platzhalter',
      todo: 'Tragen Sie den Wert ein, oder leeren Sie die Zelle, wenn die Zeile anders sagt, wer gemeint ist.',
    },
    email_in_id_column: {
      title: 'Statt der Benutzer-ID steht dort eine E-Mail-Adresse',
      todo: 'Wenn das in jeder Zeile so ist, nennen Sie die Spalte mit --email-column. Sonst berichtigen Sie die Zeile.',
    },
    email_unusable: {
      title: 'Die E-Mail-Adresse ist unbrauchbar',
      todo: 'Tippen Sie die Adresse neu, genau eine in der Zelle.',
    },
    row_broken: {
      title: 'Die Zeile hat nicht die Form der Liste',
      todo: 'Sehen Sie sich diese Zeile in einem Texteditor an: ein Trennzeichen oder ein Anführungszeichen fehlt oder ist zu viel.',
    },
    no_person: {
      title: 'Die Zeile sieht nach einer Summe oder Fußzeile aus',
      todo: 'Nehmen Sie sie heraus. Wenn es doch jemand ist, ergänzen Sie einen Namen oder eine E-Mail-Adresse.',
    },
    leave_date_unreadable: {
      title: 'Das Austrittsdatum ist nicht lesbar',
      todo: 'Berichtigen Sie das Datum, oder nennen Sie das Format der Spalte mit --date-format.',
    },
    leave_date_missing: {
      title: 'Das Austrittsdatum fehlt',
      todo: 'Tragen Sie das Austrittsdatum ein. Wenn alle ohne Datum auf dieser Liste gegangen sind: --empty-leave-date due.',
    },
    leaves_later: { title: 'Das Austrittsdatum ist noch nicht vorüber', todo: null },
    same_user: { title: 'Derselbe Benutzer steht in einer früheren Zeile', todo: null },
    rows_contradict: {
      title: 'Zwei Zeilen widersprechen sich über einen Benutzer',
      todo: 'Klären Sie, welche Zeile stimmt, und nehmen Sie die andere heraus.',
    },
    row_says_stays: {
      title: 'Nach einer anderen Zeile bleibt der Benutzer',
      todo: 'Fragen Sie die Personalabteilung, ob die Person gegangen ist. Wenn ja, berichtigen Sie die andere Zeile.',
    },
    waits: { title: 'Die Karenzzeit läuft', todo: null },
    later_list_says_stays: {
      title: 'Nach einer neueren Liste ist der Benutzer nicht gegangen',
      todo: 'Wenn er bleibt, reaktivieren Sie ihn auf der Plattform.',
    },
    deleted_before: { title: 'Von einem früheren Lauf gelöscht', todo: null },
    rehired: {
      title: 'Das Konto ist neuer als das Austrittsdatum',
      todo: 'Wurde die Person wieder eingestellt, nehmen Sie die Zeile heraus. Geht sie wieder, tragen Sie das neue Datum ein.',
    },
    deactivated_earlier: {
      title: 'Ein früherer Lauf hat den Benutzer deaktiviert',
      todo: 'Wenn er aktiv bleiben soll, reaktivieren Sie ihn auf der Plattform.',
    },
    on_protected_list: { title: 'Steht auf der Schutzliste', todo: null },
    somebody_else: {
      title: 'Das gefundene Konto gehört vielleicht jemand anderem',
      todo: 'Vergleichen Sie die Zeile mit dem Konto auf der Plattform. Berichtigen Sie die Zeile, oder nehmen Sie sie heraus.',
    },
    several_accounts: {
      title: 'Mehr als ein Konto passt',
      todo: 'Suchen Sie auf der Plattform das richtige Konto, und tragen Sie dessen Benutzer-ID in die Zeile ein.',
    },
    answer_unusable: {
      title: 'Der Antwort der Plattform ist nicht zu trauen',
      todo: 'Sehen Sie sich das Konto auf der Plattform an, und melden Sie es dem Support der Plattform.',
    },
    account_without_email: {
      title: 'Das Konto hat keine brauchbare E-Mail-Adresse, und die Schutzliste greift nicht',
      todo: 'Geben Sie dem Konto auf der Plattform eine E-Mail-Adresse, und führen Sie die Zeile noch einmal aus.',
    },
    not_comparable: {
      title: 'Ob es das richtige Konto ist, war nicht zu prüfen',
      todo: 'Führen Sie die Zeile noch einmal aus, oder nennen Sie zusätzlich Benutzer-ID oder E-Mail-Adresse.',
    },
    role_not_allowed: {
      title: 'Diese Rolle ist nicht zum Offboarding freigegeben',
      todo: 'Soll der Benutzer trotzdem entfernt werden, erlauben Sie die Rolle mit --roles, oder ändern Sie sie auf der Plattform.',
    },
    changed_since: {
      title: 'Das Konto hat sich seit der Abfrage geändert',
      todo: 'Sehen Sie sich das Konto auf der Plattform an. Ist es noch die Person, die gegangen ist, führen Sie die Zeile noch einmal aus.',
    },
    deactivated_already: { title: 'War schon deaktiviert', todo: null },
    is_active: {
      title: 'Der Benutzer ist aktiv',
      todo: 'Deaktivieren Sie den Benutzer, oder lassen Sie --no-deactivate weg.',
    },
    confirmed_later: { title: 'Nachträglich bestätigt', todo: null },
    deleted_by_others: { title: 'Jemand anders hat den Benutzer gelöscht', todo: null },
    reactivated_by_others: {
      title: 'Jemand hat den Benutzer reaktiviert',
      todo: 'Fragen Sie, wer ihn reaktiviert hat und warum, bevor Sie irgendetwas tun.',
    },
    other_account_deleted: {
      title: 'Das gelöschte Konto war inzwischen ein anderes',
      todo: 'Sagen Sie es noch heute dem Administrator der Plattform: ein Konto wurde gelöscht, das niemand meinte. Fragen Sie den Support, ob es wiederhergestellt werden kann.',
    },
    platform_refused: {
      title: 'Die Plattform hat abgelehnt',
      todo: 'Tun Sie, was die Plattform verlangt, etwa die Kurse des Benutzers einem anderen Experten übergeben. Führen Sie danach retry.csv aus.',
    },
    step_failed: {
      title: 'Eine Anfrage schlug fehl, auch bei jedem weiteren Versuch',
      todo: 'Führen Sie retry.csv aus, sobald die Plattform wieder arbeitet.',
    },
    may_have_deleted: {
      title: 'Vielleicht wurde ein anderes Konto gelöscht',
      todo: 'Klären Sie auf der Plattform, welches Konto diese ID hatte, und ob es noch da ist.',
    },
    found_active: { title: 'Der Benutzer ist aktiv', todo: null },
    reactivated_at_once: { title: 'Wurde deaktiviert und gleich reaktiviert', todo: null },
    left_deactivated: {
      title: 'Der Benutzer blieb deaktiviert',
      todo: 'Wenn er bleibt, reaktivieren Sie ihn auf der Plattform.',
    },
    maybe_left_deactivated: {
      title: 'Ob der Benutzer deaktiviert ist, ist nicht bekannt',
      todo: 'Sehen Sie auf der Plattform nach, und reaktivieren Sie ihn, wenn er bleibt.',
    },
    not_reactivated: {
      title: 'Der Benutzer konnte nicht reaktiviert werden',
      todo: 'Reaktivieren Sie den Benutzer auf der Plattform von Hand.',
    },
    would_be: { title: 'Vorgesehen', todo: null },
    run_refused: {
      title: 'Der Lauf wurde abgelehnt',
      todo: 'Lesen Sie oben, warum der Lauf abgelehnt wurde. Beheben Sie es, und führen Sie die Liste noch einmal aus.',
    },
    continued_by: { title: 'Ein anderer Lauf macht mit der Zeile weiter', todo: null },
    stopped: {
      title: 'Der Lauf hielt an, bevor die Zeile erledigt war',
      todo: 'Führen Sie denselben Befehl noch einmal aus: er macht weiter, wo er angehalten hat.',
    },
    earlier_version: {
      title: 'Unter einer früheren Version beendet',
      todo: 'Lesen Sie, was jene Version zu der Zeile sagte.',
    },
  },
}
