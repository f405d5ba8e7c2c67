import { normalize, wordsOf } from './known-headers.ts'

/** In a header, the words for people who are on a row without being its leaver. Normalized. */
const OTHERS: readonly string[] = [
  'manager, supervisor, reports to, line lead, team lead, hr partner, hrbp, business partner, people partner, recruiter, approver',
  'emergency, next of kin, spouse, buddy, mentor, assistant, delegate, deputy, successor, sponsor, referred by, owner',
  'created by, updated by, modified by, terminated by, processed by, requested by, contact person',
  'Vorgesetzt, Führungskraft, Teamleit, Abteilungsleit, Personalreferent, Personalbetreuer, Notfall, Ansprechpartner, Stellvertret',
  'Nachfolge, angelegt von, geändert von, erstellt von',
  'jefe, gerente, encargado, contacto de emergencia, emergencia, recursos humanos, RRHH, tutor, creado por',
  'supérieur, gestionnaire, responsable, urgence, référent, tuteur, remplaçant, créé par',
  'przełożon, kierownik, menedżer, opiekun, awaryjn, nagłych wypadkach, zastępc, utworzone przez',
  'gestor, chefe, superior imediato, emergência, líder, criado por',
  'руководител, начальник, менеджер, экстренн, наставник, куратор, ответственн, заместител, кадров, создано',
].flatMap((words) => words.split(', ').map(normalize))

/**
 * Whether a column is about somebody other than the row's leaver: `Manager Email`, `Notfallkontakt`. Such a column is taken
 * for nothing, not even where a flag names it: its people would be offboarded in place of their leavers.
 */
export function isAboutSomebodyElse(name: string): boolean {
  const words = wordsOf(name)
  // Within a word, for compounds; or from the beginning of one on: there is no mentor in "employment organization".
  return words.some((word, index) => {
    const text = words.slice(index).join('')
    return OTHERS.some((other) => word.includes(other) || text.startsWith(other))
  })
}
