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

/** And those of a leaving that may have come to nothing. */
const LEAVING_STATUS = set([
  'termination status, resignation status, exit status, leaver status, leaving status, separation status, offboarding status',
  'Kündigungsstatus, Austrittsstatus, estado de la baja, estado de baja, statut du départ, statut de la démission, status odejścia',
  'status zwolnienia, status do desligamento, status da demissão, статус увольнения',
])

/** Words of columns that tell what kind of change a row is, and why. German has them at the end of longer ones, too. */
const KIND = set([
  'type, kind, change, event, action, movement, reason, typ, art, änderung, ereignis, aktion, maßnahme, grund',
  'tipo, cambio, evento, acción, movimiento, motivo, razón, causa, changement, événement, mouvement, motif, raison, nature',
  'rodzaj, zmiana, zdarzenie, akcja, powód, przyczyna, mudança, alteração, ação, movimento, razão',
  'тип, вид, изменение, событие, действие, причина, основание',
])
const KIND_ENDINGS: readonly string[] = ['grund', 'typ', 'aenderung', 'anderung', 'sart', 'ereignis']

/** Who works here. */
const ACTIVE = set([
  'active, active employee, employed, currently employed, current, current employee, working, in service',
  'aktiv, aktiver Mitarbeiter, aktive Mitarbeiterin, beschäftigt, aktiv beschäftigt, im Dienst',
  'activo, activa, en activo, de alta, alta, actif, active, en poste, en activité',
  'aktywny, aktywna, zatrudniony, zatrudniona, pracuje, ativo, ativa, em atividade, no ativo',
  'активен, активна, активный, активная, работает, действующий, действующая',
])

/** Who is somewhere else for a while or for good, and who does not leave after all, or has come back, or only now comes. */
const STAYING = set([
  'staying, stays, retained, continuing, bleibt, reste, permanece, zostaje, остаётся',
  'transfer, transferred, transfer out, internal transfer, intercompany transfer, lateral transfer, department transfer, internal move',
  'mover, promotion, promoted, Versetzung, versetzt, interne Versetzung, interner Wechsel, Abteilungswechsel, Beförderung, befördert',
  'traslado, trasladado, trasladada, traslado interno, transferencia, transferido, transferida, cambio de departamento, ascenso',
  'mutation, mutation interne, mobilité interne, transfert, transfert interne, muté, mutée, promu, promue',
  'przeniesienie, przeniesiony, przeniesiona, przeniesienie wewnętrzne, awans, transferência, transferência interna, promoção',
  'перевод, переведён, переведена, внутренний перевод, повышение',
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
  'withdrawn, resignation withdrawn, withdrawn resignation, resignation retracted, termination withdrawn, cancelled, canceled',
  'termination cancelled, termination canceled, resignation cancelled, revoked, rescinded, termination rescinded, retracted, reversed',
  'zurückgezogen, Kündigung zurückgezogen, zurückgenommen, Kündigung zurückgenommen, widerrufen, storniert, cancelado, cancelada',
  'anulado, anulada, renuncia retirada, baja anulada, baja cancelada, annulé, annulée, démission retirée, démission annulée',
  'départ annulé, wycofano, wycofane, wycofany, wycofana, anulowano, anulowane, anulowany, cofnięte, cofnięta, demissão cancelada',
  'revogado, revogada, отозвано, отозван, отменено, отменён, отменена, аннулировано, увольнение отменено, заявление отозвано',
  'rehired, rehire, re-hire, reinstated, reinstatement, return from leave, Wiedereintritt, wiedereingestellt, Wiedereinstellung',
  'reincorporado, reincorporada, reincorporación, reingreso, recontratado, recontratada, recontratación, réembauché, réembauchée',
  'réembauche, réintégré, réintégrée, réintégration, ponownie zatrudniony, ponownie zatrudniona, ponowne zatrudnienie, readmitido',
  'readmitida, reintegrado, reintegrada, восстановлен, восстановлена, принят повторно, принята повторно',
  'extended, contract extended, contract extension, renewed, verlängert, Vertrag verlängert, prorrogado, prolongé, renouvelé',
  'przedłużono, przedłużony, przedłużona, renovado, продлён, продлена, договор продлён',
  'joiner, new joiner, hire, new hire, starter, new starter, Neueinstellung, Einstellung, Eintritt, incorporación, contratación',
  'embauche, zatrudnienie, nowy pracownik, admissão, contratação, приём, приём на работу, принят, принята',
])

/** How a column may tell of those who stay: by their standing, or by the kind of change on the row; null where it does neither. */
export function staysIn(header: string): ((cell: string) => boolean) | null {
  if (STATUS.has(normalize(header))) return (cell) => isAmong(cell, ACTIVE) || isAmong(cell, STAYING)
  if (LEAVING_STATUS.has(normalize(header)) || wordsOf(header).some(isKind)) {
    return (cell) => isAmong(cell, STAYING)
  }
  return null
}

const isKind = (word: string): boolean =>
  KIND.has(word) || KIND_ENDINGS.some((ending) => word.endsWith(ending))

/** Whole, or what stands before a dash, a bracket and the like: `Active (full-time)`, `On leave - maternity`. */
function isAmong(cell: string, words: ReadonlySet<string>): boolean {
  if (words.has(normalize(cell))) return true
  const end = cell.search(/\s[-–—]\s|[(/:;|]/)
  return end > 0 && words.has(normalize(cell.slice(0, end)))
}
