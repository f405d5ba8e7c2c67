import { normalize, wordsOf } from './column-names.ts'

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((line) => line.split(', ').map(normalize)))

/** Columns of somebody's standing in the company. Not of an account or a license, which as a rule are active until we come. */
const STATUS = set([
  'status, employment status, employee status, worker status, staff status, personnel status, person status, HR status, job status',
  'emp status, work status, current status, assignment status, lifecycle status, status of employment',
  'Beschäftigungsstatus, Mitarbeiterstatus, Personalstatus, Anstellungsstatus, Status Mitarbeiter, Status des Mitarbeiters',
  'estado, estatus, situación, estado laboral, situación laboral, estado del empleado, estado de empleado, situación del empleado',
  'statut, état, situation, statut salarié, statut du salarié, statut employé, statut de l’employé, statut du collaborateur',
  'stan, status zatrudnienia, stan zatrudnienia, status pracownika',
  'situação, situação funcional, status do funcionário, situação do funcionário, status do colaborador, situação do colaborador',
  'статус, состояние, статус сотрудника, статус работника, статус занятости',
])

/** Words of columns that tell what kind of change a row is, and why. */
const KIND = set([
  'type, kind, change, event, action, movement, reason, typ, art, änderung, ereignis, aktion, maßnahme, grund, vorgang',
  'änderungsart, änderungsgrund, änderungstyp, ereignistyp, ereignisart, maßnahmenart, maßnahmengrund, vorgangsart, aktionstyp',
  'tipo, cambio, evento, acción, movimiento, motivo, razón, causa, changement, événement, mouvement, motif, raison, nature',
  'rodzaj, zmiana, zmiany, zdarzenie, akcja, powód, przyczyna, mudança, alteração, ação, movimento, razão',
  'тип, вид, изменение, изменения, событие, действие, причина, основание',
])

/** What else may stand in the name of such a column. Any other word makes it one of something else: hiring, pay, absence, a license. */
const SMALL = set([
  'of, for, the, employee, employment, personnel, staff, job, HR, status, der, des, die, für, Mitarbeiter, Personal',
  'de, del, la, el, du, le, l, d, personal, empleado, salarié, pracownika, do, da, funcionário, кадровое, сотрудника',
])

/** Words of leaving, in a column that tells how or why somebody leaves. Normalized beginnings. */
const LEAVING: readonly string[] = [
  'terminat, leaving, leaver, exit, separat, depart, offboard, resign, austritt, kündigung, ausscheid, trennung',
  'baja, cese, salida, egreso, desvincul, renuncia, départ, sortie, démission, rupture, odejści, zwolnien, rozwiązan',
  'saída, deslig, demiss, rescis, увольн, уход',
].flatMap((words) => words.split(', ').map(normalize))

/** Who works here. */
const ACTIVE = set([
  'active, active employee, employed, currently employed, current, current employee, working, in service',
  'aktiv, aktiver Mitarbeiter, aktive Mitarbeiterin, beschäftigt, aktiv beschäftigt, im Dienst',
  'activo, activa, en activo, de alta, alta, actif, active, en poste, en activité',
  'aktywny, aktywna, zatrudniony, zatrudniona, pracuje, ativo, ativa, em atividade, no ativo',
  'активен, активна, активный, активная, работает, действующий, действующая',
])

/** Who goes somewhere else within the company, or does not leave after all. */
const KEPT = set([
  'staying, stays, retained, continuing, bleibt, reste, permanece, zostaje, остаётся',
  'transfer, transferred, transfer out, internal transfer, intercompany transfer, lateral transfer, department transfer, internal move',
  'mover, Versetzung, versetzt, interne Versetzung, interner Wechsel, Abteilungswechsel',
  'traslado, trasladado, trasladada, traslado interno, transferencia, transferido, transferida, cambio de departamento',
  'mutation, mutation interne, mobilité interne, transfert, transfert interne, muté, mutée',
  'przeniesienie, przeniesiony, przeniesiona, przeniesienie wewnętrzne, transferência, transferência interna',
  'перевод, переведён, переведена, внутренний перевод',
  'withdrawn, resignation withdrawn, withdrawn resignation, resignation retracted, termination withdrawn, cancelled, canceled',
  'termination cancelled, termination canceled, resignation cancelled, revoked, rescinded, termination rescinded, retracted, reversed',
  'zurückgezogen, Kündigung zurückgezogen, zurückgenommen, Kündigung zurückgenommen, widerrufen, storniert, cancelado, cancelada',
  'anulado, anulada, renuncia retirada, baja anulada, baja cancelada, annulé, annulée, démission retirée, démission annulée',
  'départ annulé, wycofano, wycofane, wycofany, wycofana, anulowano, anulowane, anulowany, cofnięte, cofnięta, demissão cancelada',
  'revogado, revogada, отозвано, отозван, отменено, отменён, отменена, аннулировано, увольнение отменено, заявление отозвано',
])

/** Who is away for a while, has come back, stays longer, gets another job within the company, or only now comes. */
const STAYING = set([
  'promotion, promoted, Beförderung, befördert, ascenso, promu, promue, awans, promoção, повышение',
  'on leave, leave of absence, LOA, parental leave, on parental leave, maternity leave, on maternity leave, maternity, paternity leave',
  'adoption leave, medical leave, sick leave, on sick leave, family leave, unpaid leave, paid leave, sabbatical, FMLA',
  'Elternzeit, in Elternzeit, Mutterschutz, im Mutterschutz, Mutterschaftsurlaub, beurlaubt, Pflegezeit, unbezahlter Urlaub',
  'Sonderurlaub, langzeitkrank, krank, ruhend, excedencia, en excedencia, maternidad, paternidad, baja por maternidad',
  'baja por paternidad, baja maternal, baja paternal, baja médica, permiso, permiso parental, permiso de maternidad, licencia',
  'licencia de maternidad, incapacidad temporal, en congé, congé, congé parental, congé maternité, congé de maternité',
  'congé paternité, congé sabbatique, congé sans solde, arrêt maladie, arrêt de travail, urlop, na urlopie, urlop macierzyński',
  'urlop rodzicielski, urlop wychowawczy, urlop ojcowski, urlop bezpłatny, zwolnienie lekarskie, licença, de licença, em licença',
  'licença maternidade, licença-maternidade, licença parental, licença médica, afastado, afastada, afastamento, férias',
  'отпуск, в отпуске, декрет, в декрете, декретный отпуск, отпуск по уходу за ребёнком, больничный, на больничном',
  'rehired, rehire, re-hire, reinstated, reinstatement, return from leave, Wiedereintritt, wiedereingestellt, Wiedereinstellung',
  'reincorporado, reincorporada, reincorporación, reingreso, recontratado, recontratada, recontratación, réembauché, réembauchée',
  'réembauche, réintégré, réintégrée, réintégration, ponownie zatrudniony, ponownie zatrudniona, ponowne zatrudnienie, readmitido',
  'readmitida, reintegrado, reintegrada, восстановлен, восстановлена, принят повторно, принята повторно',
  'extended, contract extended, contract extension, renewed, verlängert, Vertrag verlängert, prorrogado, prolongé, renouvelé',
  'przedłużono, przedłużony, przedłużona, renovado, продлён, продлена, договор продлён',
  'joiner, new joiner, hire, new hire, starter, new starter, Neueinstellung, Einstellung, Eintritt, incorporación, contratación',
  'embauche, zatrudnienie, nowy pracownik, admissão, contratação, приём, приём на работу, принят, принята',
])

/** What a cell says of somebody: that they work here, or that they stay; null for anything else. */
export type Standing = 'active' | 'stays' | null

/** How a column may tell of those who stay: by their standing, or by the kind of change on the row; null where it does neither. */
export function staysIn(header: string): ((cell: string) => Standing) | null {
  const among = (...all: ReadonlySet<string>[]) => {
    return (cell: string): Standing => (all.some((one) => isAmong(cell, one)) ? 'stays' : null)
  }
  if (STATUS.has(normalize(header))) {
    return (cell) => (isAmong(cell, ACTIVE) ? 'active' : among(KEPT, STAYING)(cell))
  }
  const words = wordsOf(header)
  if (words.some((word) => KIND.has(word)) && words.every((word) => KIND.has(word) || SMALL.has(word))) {
    return among(KEPT, STAYING)
  }
  // Somebody may leave while, or because, they are on leave.
  return tellsOfLeaving(words) ? among(KEPT) : null
}

/** `Termination reason`, `Austrittsgrund`, `Resignation status`. */
function tellsOfLeaving(words: readonly string[]): boolean {
  const isKind = (word: string): boolean =>
    KIND.has(word) || word.startsWith('stat') || /(?:grund|art|typ|status)$/.test(word)
  return words.some((word) => LEAVING.some((beginning) => word.startsWith(beginning))) && words.some(isKind)
}

/** Whole, or what stands before a dash, a bracket and the like: `Active (full-time)`, `On leave - maternity`. */
function isAmong(cell: string, words: ReadonlySet<string>): boolean {
  if (words.has(normalize(cell))) return true
  const end = cell.search(/\s[-–—]\s|[(/:;|]/)
  return end > 0 && words.has(normalize(cell.slice(0, end)))
}
