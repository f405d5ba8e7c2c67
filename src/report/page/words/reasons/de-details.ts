import type {
  Action,
  Cause,
  CellFlaw,
  Change,
  KEYS,
  Left,
  Mangling,
  SAID,
  SAME_USER_STAYS,
  SINCE,
} from '../../../../offboarding/reason-details.ts'
import type { DetailsOf } from '../../../../offboarding/reason.ts'

// The German words of the details of reasons.

/** What the list or the platform says, on one line and in German quotation marks. */
export const quoted = (text: string): string => `„${JSON.stringify(text).slice(1, -1)}“`

/** A character that no user ID has; the ledger stores it in English words: `a space`, `"ü"`, `the character U+200B`. */
export function characterInWords(stored: string): string {
  if (stored === 'a space') return 'ein Leerzeichen'
  const codePoint = /^the character (U\+[0-9A-F]+)$/.exec(stored)?.[1]
  if (codePoint !== undefined) return `das Zeichen ${codePoint}`
  const shown = /^"(.+)"$/u.exec(stored)?.[1]
  return shown === undefined ? stored : `„${shown}“`
}

export const SINCE_WHEN: Readonly<Record<keyof typeof SINCE, string>> = {
  first_look_up: 'seit der ersten Abfrage',
  look_up: 'seit der Abfrage',
  deactivation: 'seit der Deaktivierung',
}

export const LEFT_AS: Readonly<Record<Left, string>> = {
  unchanged: 'nichts wurde geändert',
  active: 'der Benutzer ist aktiv',
  deactivated: 'der Benutzer ist deaktiviert, nicht gelöscht',
  deactivation_unknown: 'ob der Benutzer deaktiviert ist, ist nicht bekannt',
  reactivation_unknown: 'ob der Benutzer wieder aktiv ist, ist nicht bekannt',
  deletion_unknown: 'ob der Benutzer gelöscht ist, ist nicht bekannt',
}

/** As they follow "würde". */
export const ACTIONS: Readonly<Record<Action, string>> = {
  deactivate: 'deaktiviert',
  deactivate_and_delete: 'deaktiviert und danach endgültig gelöscht',
  deactivate_and_wait: 'deaktiviert und nach der Karenzzeit endgültig gelöscht',
  wait: 'deaktiviert gelassen und nach der Karenzzeit endgültig gelöscht',
  reactivate: 'reaktiviert',
  delete: 'endgültig gelöscht',
  delete_if_deactivated: 'endgültig gelöscht, falls schon deaktiviert',
}

export const STEPS: Readonly<Record<DetailsOf<'step_failed'>['step'], string>> = {
  read: 'Abfrage',
  deactivate: 'Deaktivierung',
  reactivate: 'Reaktivierung',
  archive: 'Sicherung der Schulungsunterlagen',
  delete: 'Löschung',
  'look-up': 'Abfrage vorab',
}

export const CONFIRMED: Readonly<Record<DetailsOf<'confirmed_after'>['what'], string>> = {
  lost_answer: 'nach einer verlorenen Antwort bestätigt',
  unclear_answer: 'nach einer unklaren Antwort bestätigt',
  interruption: 'nach einer Unterbrechung bestätigt',
}

export const NOBODY: Readonly<Record<DetailsOf<'nobody_named'>['columns'], string>> = {
  attribute: 'die Zeile hat keine Personalnummer',
  any: 'die Zeile hat nichts, woran ihr Benutzer zu finden wäre, etwa die Personalnummer',
  user_id: 'die Zeile hat keine Benutzer-ID',
  email: 'die Zeile hat keine E-Mail-Adresse',
  both: 'die Zeile hat weder eine Benutzer-ID noch eine E-Mail-Adresse',
  none: 'die Zeile nennt niemanden',
}

/** A cause in words. */
export function causeInWords(cause: Cause): string {
  switch (cause.is) {
    case 'message':
      return cause.message
    case 'other_user':
      return `die Plattform antwortete mit Benutzer „${cause.userId}“`
    case 'no_user':
      return 'die Antwort zeigt den Benutzer nicht'
    case 'not_found':
      return 'die Plattform antwortete mit 404'
    case 'still_active':
    case 'still_deactivated':
      return 'die Plattform antwortete mit 200, als wäre es erledigt'
  }
}

const CHANGED: Readonly<Record<Change['what'], string>> = {
  'user ID': 'Benutzer-ID',
  'e-mail address': 'E-Mail-Adresse',
  name: 'Name',
  role: 'Rolle',
  'employee number': 'Personalnummer',
}

/** What changed, in words: `Rolle war learner, ist jetzt admin`. */
export const changesInWords = (changes: readonly Change[]): string =>
  changes
    .map(({ what, was, is }) => `${CHANGED[what]} war ${was ?? 'leer'}, ist jetzt ${is ?? 'leer'}`)
    .join(', ')

export const MAY_HAVE_DELETED =
  'dieser Lauf hatte für diese ID eine Löschung gesendet, und die hat vielleicht das Konto gelöscht, das die ID vorher hatte'

/** Who deactivated a user, as more follows with "und". */
export const deactivatedBy = (wasActive: boolean): string =>
  `wurde ${wasActive ? 'von diesem Lauf' : 'von diesem Lauf oder schon vorher'} deaktiviert`

/** What is the same. */
export const SAME: Readonly<Record<keyof typeof KEYS, string>> = {
  user_id: 'dieselbe Benutzer-ID',
  email: 'dieselbe E-Mail-Adresse',
  attribute: 'dieselbe Personalnummer',
}

/** What is another one. */
export const OTHER: Readonly<Record<keyof typeof SAID, string>> = {
  user_id: 'eine andere Benutzer-ID',
  email: 'eine andere E-Mail-Adresse',
  attribute: 'eine andere Personalnummer',
  name: 'einen anderen Namen',
}

export const STAYS: Readonly<Record<keyof typeof SAME_USER_STAYS, string>> = {
  leave_date_to_come: 'hat für denselben Benutzer ein Austrittsdatum, das noch bevorsteht',
  no_leave_date: 'hat für denselben Benutzer kein Austrittsdatum, sodass er vielleicht nicht gegangen ist',
  unusable: 'nennt denselben Benutzer und ist unbrauchbar, sodass er vielleicht nicht gegangen ist',
  no_leave_date_and_unusable:
    'nennt denselben Benutzer ohne Austrittsdatum und ist unbrauchbar, sodass er vielleicht nicht gegangen ist',
}

type Identifier = 'Benutzer-ID' | 'E-Mail-Adresse' | 'Personalnummer'

/** The words for a cell that holds `n/a` or a similar placeholder. */
export const missing = (what: Identifier): string =>
  `statt der ${what} steht dort das Wort oder das Zeichen für einen fehlenden Wert. Tragen Sie die ${what} ein, oder leeren Sie die Zelle, wenn die Zeile anders sagt, wer gemeint ist.`

const MANGLED: Readonly<Record<Mangling, (it: Identifier) => string>> = {
  rounded: (it) =>
    `eine Tabellenkalkulation hat die ${it} zu einer Zahl wie 1,23E+09 gerundet, sodass ihre Ziffern verloren sind`,
  decimals: (it) => `eine Tabellenkalkulation hat aus der ${it} eine Zahl mit Nachkommastellen gemacht`,
  thousands: (it) => `eine Tabellenkalkulation hat Tausendertrennzeichen in die ${it} gesetzt`,
  too_narrow: (it) =>
    `eine Tabellenkalkulation hat statt der ${it} #### gezeigt, weil die Spalte zu schmal war`,
  formula_failed: (it) =>
    `wo die ${it} stehen sollte, ist eine Formel der Tabellenkalkulation fehlgeschlagen`,
  formula: (it) => `statt der ${it} steht dort eine Formel`,
  apostrophe: (it) => `eine Tabellenkalkulation hat einen Apostroph vor die ${it} gesetzt`,
  date: (it) =>
    `eine Tabellenkalkulation hat die ${it} für ein Datum gehalten, wie 5. Mrz oder 2026-03-05, sodass verloren ist, was dort stand`,
}

/** What a spreadsheet did, and how to undo it. */
export const mangled = (how: Mangling, it: 'Benutzer-ID' | 'Personalnummer'): string =>
  `${MANGLED[how](it)}. Formatieren Sie die Spalte in der Tabellenkalkulation als Text, stellen Sie die ${it === 'Benutzer-ID' ? 'IDs' : 'Nummern'} wieder her, und exportieren Sie die Liste noch einmal.`

/** As they follow the name of the cell. */
export const FLAWS: Readonly<Record<CellFlaw, string>> = {
  no_value:
    'enthält eine Formel ohne ihr Ergebnis, wie in Arbeitsmappen, die ein Programm geschrieben hat. Öffnen Sie die Arbeitsmappe in Excel, speichern Sie sie, und führen Sie die Liste noch einmal aus',
  failed:
    'enthält eine Formel, die fehlgeschlagen ist, etwa mit #NV (#N/A). Berichtigen Sie die Formel, oder tragen Sie statt ihrer den Wert selbst ein',
  rounded:
    'enthält eine Zahl mit mehr als 15 Ziffern, von denen Tabellenkalkulationen nur 15 behalten. Formatieren Sie die Spalte als Text, und tragen Sie den Wert aus seiner Quelle neu ein',
  shown_otherwise:
    'zeigt etwas anderes als die Zahl, die sie enthält. Formatieren Sie die Spalte als Text, und tragen Sie ein, was gemeint ist',
  from_1904:
    'enthält eine Zahl, die nicht als Datum formatiert ist, in einer Arbeitsmappe, die die Tage ab 1904 zählt. Formatieren Sie die Spalte als Datum',
  struck_through:
    'ist durchgestrichen, als sollte die Zeile nicht zählen. Nehmen Sie die Zeile heraus, oder heben Sie die Durchstreichung auf, wenn die Zeile gemeint ist',
}

/** For a step that was announced and whose answer was not recorded; German has a feminine noun for each. */
export const SETTLED_LATER = 'ob sie ausgeführt wurde, klärt sich, wenn der Lauf weitergeht'

/** A time to the minute, `2026-12-31 14:05 UTC`. */
export const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
