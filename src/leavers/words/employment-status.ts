import { normalize, wordsOf } from '../columns/known-headers.ts'
import { whatIsSaid, type Said } from './leaving-or-staying.ts'

const set = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((line) => line.split(', ').map(normalize)))

/** Words of somebody's standing. */
const STATUS = set([
  'status, state, standing, lifecycle, Beschäftigungsstatus, Mitarbeiterstatus, Personalstatus, Anstellungsstatus, Arbeitsstatus, Personenstatus',
  'estado, estatus, situación, statut, état, situation, stan, situação, статус, состояние',
])

/** What else may stand in the name of such a column. Not an account, or a license, which as a rule are active until we come. */
const STATUS_SMALL = set([
  'of, for, the, employment, employee, empl, worker, staff, personnel, person, people, HR, HRIS, job, emp, work, current, currently, assignment',
  'life, cycle, active, description, descr, desc, text, code, name, label, value, type, flag, indicator, today, now, leaver',
  'der, des, die, Mitarbeiter, Mitarbeiters, Personal, Beschäftigung, Person, aktueller, Bezeichnung, Kennzeichen',
  'de, del, la, el, empleado, laboral, actual, trabajador, descripción, salarié, employé, l, du, collaborateur, actuel, emploi, libellé',
  'zatrudnienia, pracownika, aktualny, opis, do, da, funcionário, funcional, colaborador, atual, descrição',
  'сотрудника, работника, занятости, текущий, описание',
])

/** Words of columns that tell what kind of change a row is, and why. */
const KIND = set([
  'type, kind, change, event, action, movement, reason, typ, art, änderung, ereignis, aktion, maßnahme, grund, vorgang',
  'änderungsart, änderungsgrund, änderungstyp, ereignistyp, ereignisart, maßnahmenart, maßnahmengrund, vorgangsart, aktionstyp',
  'tipo, cambio, evento, acción, movimiento, motivo, razón, causa, changement, événement, mouvement, motif, raison, nature',
  'rodzaj, zmiana, zmiany, zdarzenie, akcja, powód, przyczyna, mudança, alteração, ação, movimento, razão',
  'тип, вид, изменение, изменения, событие, действие, причина, основание',
])

/** Those of them that tell what is to be done: nothing, perhaps. */
const ACTION = set(['action, Aktion, Maßnahme, acción, akcja, ação, действие'])

/** Words of columns that people write into what they think of a row. */
const REVIEW = set([
  'decision, disposition, outcome, result, what, comment, comments, note, notes, remark, remarks, review, instruction, instructions, recommendation, todo, retention',
  'Bemerkung, Bemerkungen, Kommentar, Notiz, Entscheidung, Anmerkung, Hinweis, Anweisung, observación, observaciones, comentario',
  'comentarios, nota, notas, decisión, instrucción, remarque, remarques, commentaire, commentaires, décision, observation, observations',
  'uwaga, uwagi, komentarz, decyzja, notatka, comentário, comentários, observação, observações, decisão',
  'комментарий, комментарии, примечание, примечания, решение, заметка, заметки',
])

/** Words of columns that tell whether somebody has agreed to a row. */
const APPROVAL = set([
  'approved, approval, approve, confirmed, confirmation, sign off, signed off, authorized, authorised, authorization, genehmigt, Genehmigung',
  'freigegeben, Freigabe, bestätigt, Bestätigung, aprobado, aprobada, aprobación, confirmado, confirmación, autorizado, autorización',
  'approuvé, approbation, validé, validation, confirmé, zatwierdzone, zatwierdzony, zatwierdzenie, potwierdzone, aprovado, aprovada, aprovação',
  'confirmação, согласовано, согласование, одобрено, утверждено, подтверждено, подтверждение',
])

/** That nobody has, yet or at all. */
const NOT_APPROVED = set([
  'pending, open, awaiting, awaiting approval, pending approval, approval pending, not approved, not yet, not yet approved, not confirmed',
  'rejected, declined, denied, offen, ausstehend, steht aus, abgelehnt, nicht genehmigt, noch nicht, noch offen, nicht bestätigt, pendiente',
  'rechazado, rechazada, no aprobado, en attente, refusé, refusée, rejeté, non approuvé, oczekuje, odrzucono, odrzucone, odrzucony',
  'niezatwierdzone, pendente, rejeitado, recusado, não aprovado, ожидает, ожидается, отклонено, не согласовано, не утверждено',
])

/** What else may stand in the name of such a column. Any other word makes it one of something else: hiring, pay, absence, a license. */
const SMALL = set([
  'of, for, the, employee, employment, personnel, staff, job, HR, status, required, der, des, die, für, Mitarbeiter, Personal',
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
  'active, active employee, active assignment, employed, currently employed, current, current employee, working, in service, in post, live',
  'aktiv, aktiver Mitarbeiter, aktive Mitarbeiterin, beschäftigt, aktiv beschäftigt, im Dienst',
  'activo, activa, en activo, de alta, alta, actif, active, en poste, en activité',
  'aktywny, aktywna, zatrudniony, zatrudniona, pracuje, ativo, ativa, em atividade, no ativo',
  'активен, активна, активный, активная, работает, действующий, действующая',
  // Who has not begun yet, or only just, and who has not gone yet.
  'hired, pre-hire, pre-hired, pending hire, pending start, future hire, future starter, not started, not yet started, onboarding',
  'preboarding, probation, on probation, in probation, probationary, probationary period, trial period',
  'notice, on notice, under notice, notice period, in notice period, serving notice, serving notice period, working notice',
  'eingestellt, Probezeit, in Probezeit, Einarbeitung, in Kündigungsfrist, contratado, contratada, período de prueba, en período de prueba',
  'preaviso, en preaviso, embauché, embauchée, période d’essai, en période d’essai, préavis, en préavis, okres próbny, na okresie próbnym',
  'okres wypowiedzenia, na wypowiedzeniu, w okresie wypowiedzenia, em experiência, período de experiência, admitido, admitida',
  'aviso prévio, em aviso prévio, испытательный срок, на испытательном сроке, оформлен, оформлена, отрабатывает',
])

/** Who has left, beyond what `whatIsSaid` knows. */
const LEFT = set([
  'termed, inactive, retired, resigned, dismissed, deceased, former, former employee, inaktiv, ehemalig, Rentner, inactivo, inactiva, jubilado',
  'inactif, inactive, retraité, nieaktywny, nieaktywna, emerytura, inativo, inativa, aposentado, неактивен, неактивна, бывший',
])

/** How somebody is employed, where others are said to have left. */
const CONTRACT = set([
  'full-time, full time employee, FT, part-time, part time employee, PT, contractor, contract, intern, internship, temporary, temp',
  'permanent, regular, casual, freelance, freelancer, seasonal, per diem, apprentice, fixed term, Vollzeit, Teilzeit, befristet',
  'unbefristet, Werkstudent, Praktikant, Minijob, Auszubildender, Azubi, tiempo completo, tiempo parcial, media jornada',
  'jornada completa, indefinido, temporal, becario, temps plein, temps complet, temps partiel, CDI, CDD, stagiaire, intérimaire, alternant',
  'pełny etat, niepełny etat, część etatu, stażysta, tempo integral, tempo parcial, meio período, efetivo, estagiário, temporário',
  'полная занятость, частичная занятость, постоянный, временный, полный день, неполный день, стажёр',
])

const REVIEW_SMALL = set(['to, do, manager, offboarding, final, exit, leaver, termination, LMS, Konstantly'])

/** That nothing is to be done. */
const NO_ACTION = set([
  'no action, no action required, no action needed, no action taken, nothing, nothing to do, do nothing, no change, keine Aktion',
  'keine Maßnahme, nichts tun, nichts zu tun, keine Änderung, ninguna acción, sin acción, no hacer nada, sin cambios, aucune action, rien',
  'rien à faire, ne rien faire, sans changement, brak działań, bez działań, bez zmian, nic nie robić, nenhuma ação, sem ação, sem alteração',
  'não excluir, não excluir usuário, não excluir conta, не делать ничего, ничего не делать, без действий, без изменений, действий не требуется',
])
const NONE = set(['none, no, nein, non, nie, não, keine, ninguna, aucune, brak, nenhuma, нет'])

/** Who goes somewhere else within the company, or does not leave after all. */
const KEPT = set([
  'transfer, transferred, transfer out, internal transfer, intercompany transfer, lateral transfer, department transfer, internal move',
  'mover, reactivate, reactivated, reaktivieren, reaktiviert, reactivar, réactiver, reaktywować, reativar, восстановить, Versetzung, versetzt, interne Versetzung, interner Wechsel, Abteilungswechsel',
  'traslado, trasladado, trasladada, traslado interno, transferencia, transferido, transferida, cambio de departamento',
  'mutation, mutation interne, mobilité interne, transfert, transfert interne, muté, mutée',
  'przeniesienie, przeniesiony, przeniesiona, przeniesienie wewnętrzne, transferência, transferência interna',
  'перевод, переведён, переведена, внутренний перевод',
  'postponed, postponed until further notice, deferred, delayed, verschoben, aufgeschoben, vertagt, aplazado, aplazada, pospuesto, pospuesta',
  'reporté, reportée, différé, odłożono, przełożono, odłożone, przełożone, adiado, adiada, отложено, отложен, отложена, перенесено',
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
  'extend, extended, contract extended, contract extension, renewed, verlängert, Vertrag verlängert, prorrogado, prolongé, renouvelé',
  'przedłużono, przedłużony, przedłużona, renovado, продлён, продлена, договор продлён',
  'joiner, new joiner, hire, new hire, starter, new starter, Neueinstellung, Einstellung, Eintritt, incorporación, contratación',
  'embauche, zatrudnienie, nowy pracownik, admissão, contratação, приём, приём на работу, принят, принята',
])

/** What a cell says of somebody: that they work here, that they stay, that they left, or how they are employed; null for anything else. */
export type Standing = 'active' | 'stays' | 'left' | 'contract' | null

/** How a column may tell of those who stay: by their standing, or by the kind of change on the row; null where it does neither. */
export function staysIn(header: string): ((cell: string) => Standing) | null {
  const [whole, beforeNote] = [header, withoutNote(header)].map(wordsOf)
  return readerFor(whole ?? []) ?? readerFor(beforeNote ?? [])
}

function readerFor(words: readonly string[]): ((cell: string) => Standing) | null {
  const all = (...sets: ReadonlySet<string>[]): boolean =>
    words.every((word) => sets.some((one) => one.has(word)))
  const some = (one: ReadonlySet<string>): boolean => words.some((word) => one.has(word))
  if (some(STATUS) && all(STATUS, STATUS_SMALL)) return standing
  if (some(REVIEW) && all(REVIEW, REVIEW_SMALL, KIND, SMALL)) {
    return (cell) =>
      isKept(cell) || isAmong(cell, KEPT, STAYING) ? 'stays' : says(cell, 'works here') ? 'active' : null
  }
  if (some(APPROVAL) && all(APPROVAL, REVIEW_SMALL, SMALL)) {
    return (cell) => (isAmong(cell, NONE, NOT_APPROVED, KEPT) || isKept(cell) ? 'stays' : null)
  }
  if (some(KIND) && all(KIND, SMALL)) {
    const kept = some(ACTION) ? [KEPT, STAYING, NONE] : [KEPT, STAYING]
    return (cell) => (isAmong(cell, ...kept) || isKept(cell) ? 'stays' : null)
  }
  // Somebody may leave while, or because, they are on leave.
  if (tellsOfLeaving(words)) return (cell) => (isAmong(cell, KEPT) || isKept(cell) ? 'stays' : null)
  // `Keep or delete?`, answered in words.
  if (whatIsSaid(words.join(' ')) === null) return null
  return (cell) => (isKept(cell) || isAmong(cell, KEPT) ? 'stays' : null)
}

/** Of ADP and others: active, where there are those who are terminated, or inactive; it may be anything elsewhere. */
const CODES: ReadonlyMap<string, Standing> = new Map([
  ['a', 'contract'],
  ['t', 'left'],
  ['i', 'left'],
])

function standing(cell: string): Standing {
  const byCode = CODES.get(normalize(cell))
  if (byCode !== undefined) return byCode
  if (isAmong(cell, ACTIVE)) return 'active'
  if (isAmong(cell, KEPT, STAYING)) return 'stays'
  if (isAmong(cell, CONTRACT)) return 'contract'
  if (isAmong(cell, LEFT)) return 'left'
  const said = readings(cell).map(whatIsSaid)
  if (said.includes('stays')) return 'stays'
  if (said.includes('works here')) return 'active'
  return said.includes('leaves') ? 'left' : null
}

/** Whether a cell says in so many words that somebody is to be left alone. */
const isKept = (cell: string): boolean => isAmong(cell, NO_ACTION) || says(cell, 'stays')

const says = (cell: string, what: Said): boolean => readings(cell).some((text) => whatIsSaid(text) === what)

/** A header before the note in brackets, or behind a star; what Google only shows of accounts stays what it is. */
export const withoutNote = (header: string): string =>
  /\bread.?only\b/i.test(header) ? '' : (header.split(/[([{*:\r\n]|\s[-–—]\s/, 1)[0] ?? '')

/** `Termination reason`, `Austrittsgrund`, `Resignation status`. */
function tellsOfLeaving(words: readonly string[]): boolean {
  const isKind = (word: string): boolean =>
    KIND.has(word) || word.startsWith('stat') || /(?:grund|art|typ|status)$/.test(word)
  return words.some((word) => LEAVING.some((beginning) => word.startsWith(beginning))) && words.some(isKind)
}

const isAmong = (cell: string, ...all: readonly ReadonlySet<string>[]): boolean =>
  readings(cell).some((text) => {
    const word = normalize(text)
    return all.some((words) => words.has(word))
  })

/**
 * A cell whole; what stands before a dash, a bracket and the like, as in `Active (full-time)` or `On leave - maternity`; and what stands
 * behind a code, as in `3 - Active` or `A: Active`.
 */
function readings(cell: string): string[] {
  const end = cell.search(/\s[-–—]\s|[(/:;,|]/)
  const [, behind] =
    /^\s*[([]?[A-Z0-9]{1,4}[)\]]?\s*(?:[-–—:.)/|=_]|(?<=\d[)\]]?)\s)\s*(\S.*)$/i.exec(cell) ?? []
  return [
    cell,
    ...(end > 0 ? [cell.slice(0, end)] : []),
    ...(behind === undefined ? [] : [behind, ...beforeNote(behind)]),
  ]
}

const beforeNote = (text: string): string[] => {
  const end = text.search(/\s[-–—]\s|[(/:;,|]/)
  return end > 0 ? [text.slice(0, end)] : []
}
