import type { Outcome } from '../../../../offboarding/outcome.ts'

/** The names of outcomes, and what they mean, in German. */
export const outcomes: Readonly<Record<Outcome, { name: string; meaning: string }>> = {
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
}
