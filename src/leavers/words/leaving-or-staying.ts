import { normalize, wordsOf } from '../columns/known-headers.ts'

// Few words tell of leaving and staying, in headers (`Do not delete?`) as in cells (`Keep account`); any other word among them, as in
// `Exit interview` or `Regretted leaver`, tells of something else.

const list = (words: readonly string[]): string[] => words.flatMap((line) => line.split(', ').map(normalize))
const set = (words: readonly string[]): ReadonlySet<string> => new Set(list(words))

/** Beginnings of words for leaving. */
const LEAVING: readonly string[] = list([
  'leaving, leaver, leaves, exit, terminat, departing, departed, departure, separat',
  'Austritt, ausgetreten, ausgeschied, ausscheid',
  'cese, cesado, cesada, salida, egres, desvincul, sortie, quitte',
  'odejści, odchodzi, odszedł, odeszł, zwolnion, zwolnien, saída, saiu, deslig, demit, demiss, увол, уход',
])

/** The same, as words of their own only, and what this tool does. */
const WHOLE = set([
  'left, gone, former, include, included, disable, offboard, offboarding, delete, deletion, erase, remove, removal, deactivate, touch, löschen, Löschung, entfernen, deaktivieren, anfassen',
  'baja, eliminar, eliminación, borrar, desactivar, tocar, départ, parti, partie, supprimer, suppression, désactiver, toucher',
  'usunąć, usuwać, usuń, usunięcia, dezaktywować, ruszać, excluir, exclusão, remover, apagar, desativar, tocar',
  'удалить, удалять, удаления, удалению, трогать, деактивировать',
])

/** What is to be done to somebody, behind a word of AHEAD. What was done, `Deleted` or `Offboarded`, may tell of something else. */
const DONE = set([
  'deleted, erased, removed, offboarded, deactivated, disabled, touched, gelöscht, entfernt, deaktiviert',
  'eliminado, eliminada, borrado, borrada, desactivado, supprimé, supprimée, désactivé, usunięty, usunięta, usunięte, removido, removida',
  'excluído, excluída, apagado, desativado, удалён, удалена',
])
const AHEAD = set(['be, werden, wird, soll, ser, être, doit, być, zostać, быть, должен, должна'])

/** Who is not to be touched. In Spanish `excluir` is to leave out, in Portuguese to delete: of that nobody knows what a yes means. */
const STAYING = set([
  'keep, keeps, keeping, kept, retain, retains, retained, retaining, exclude, excluded, excluding, exclusion, stay, stays, staying',
  'remain, remains, remaining, preserve, preserved, skip, ignore, omit, hold, protect, protected, exception, whitelist, whitelisted, continues, continuing, rehired, reinstated',
  'behalten, beibehalten, bleiben, bleibt, verbleibt, ausschließen, ausgeschlossen, ausnehmen, ausgenommen, Ausnahme, überspringen',
  'ignorieren, auslassen, aufbewahren, geschützt, weiterbeschäftigt, wiedereingestellt',
  'conservar, conserva, mantener, mantiene, mantenido, retener, excluir, excluido, excluida, permanece, permanecer, queda, quedarse',
  'omitir, continúa, sigue, proteger, protegido, protegida, recontratado, recontratada, reincorporado, reincorporada',
  'conserver, conservé, conservée, garder, gardé, gardée, maintenir, maintenu, maintenue, exclure, exclu, exclue, reste, rester',
  'ignorer, protégé, protégée, réembauché, réembauchée, réintégré, réintégrée',
  'zachować, zachowaj, zachowany, zachowana, zostaje, pozostaje, pozostawić, zostawić, zostaw, wykluczyć, wyklucz, wykluczony',
  'wykluczona, pominąć, pomiń, zatrzymać, chroniony, chroniona',
  'manter, mantém, mantido, mantida, reter, fica, ficar, preservar, ignorar, pular, continua, readmitido, readmitida, reintegrado, reintegrada',
  'оставить, оставлен, оставлена, остаётся, сохранить, сохранён, сохранена, исключить, исключён, исключена, исключение, пропустить, восстановлен, восстановлена',
])

/** Who works here. */
const WORKING = set([
  'active, inactive, employed, working, works, current, here, inaktiv, aktiv, aktive, aktiver, beschäftigt, arbeitet, tätig, hier',
  'activo, activa, inactivo, inactiva, inactif, nieaktywny, nieaktywna, inativo, inativa, неактивен, неактивна, trabaja, trabajando, aquí, actif, active, travaille, présent, présente, ici, aktywny, aktywna, zatrudniony, zatrudniona',
  'pracuje, tutaj, ativo, ativa, trabalha, aqui, активен, активна, активный, активная, работает, работающий, действующий, здесь',
])

const NEGATION = set([
  'inactive, inaktiv, inactivo, inactiva, inactif, nieaktywny, nieaktywna, inativo, inativa, неактивен, неактивна',
  'not, no, never, dont, doesnt, shouldnt, mustnt, wont, isnt, cannot, nicht, nie, kein, keine, keinesfalls, non, ne, pas, plus, não, не',
])
/** That somebody's leaving was called off; of an account, or a license, it says that it is closed. */
const CALLED_OFF = set([
  'cancelled, canceled, withdrawn, revoked, rescinded, retracted, storniert, zurückgezogen, widerrufen, anulado, anulada, cancelado, cancelada',
  'annulé, annulée, wycofano, anulowano, anulowane, revogado, revogada, отменено, отозвано',
])
/** Beside one of these, a `no` is the other answer: `Leaver (yes/no)`. */
const YES = set(['yes, y, ja, j, oui, sí, tak, sim, да'])

/** Words of accounts, which as a rule are active until somebody runs this tool. */
const ACCOUNT = set([
  'account, accounts, user, access, profile, Konto, Benutzer, Nutzer, Benutzerkonto, Zugang, cuenta, usuario, acceso, compte',
  'utilisateur, accès, konto, konta, użytkownik, użytkownika, dostęp, conta, usuário, utilizador, acesso, аккаунт, доступ, пользователь',
  'пользователя, учётная, учётную, запись, learner, license, licence, login',
])

const SMALL = set([
  'is, has, was, been, until, further, notice, to, be, will, does, do, should, must, can, may, shall, want, wants, the, a, an, of, for, from, in, on, at, as, with, by, us, we, our',
  'still, currently, now, yet, ok, okay, safe, ready, confirm, confirmed, approve, approved, approval, longer, anymore, more, again, please, flag, indicator, status, state, mark, n, employee, worker, person, staff',
  'company, this, that, month, list, platform, site, lms, Konstantly, legal, litigation, or, action, anyway, them, him, her, it',
  'nein, ist, hat, zu, noch, doch, bestätigt, freigegeben, genehmigt, weiter, weiterhin, mehr, bitte, muss, darf, Mitarbeiter, Mitarbeiterin, Firma, Unternehmen, die, der, das',
  'bis, weiteres, wurde, wieder, den, dem, im, am, bei, uns, auf, von, oder, Liste, Person, Kennzeichen',
  'de, del, la, el, los, le, les, l, d, se, ha, es, a, o, e, en, aún, todavía, ya, más, debe, por, favor, empresa, empleado, persona, lista',
  'est, n, dans, au, à, toujours, encore, salarié, salariée, entreprise, société, poste, personne, liste, ou',
  'czy, pracownik, pracownika, firmy, firmie, z, w, do, nadal, wciąż, jeszcze, już, osoba, ma, lub',
  'funcionário, colaborador, da, na, ainda, já, mais, deve, para, pessoa, ou',
  'нет, был, была, сотрудник, сотрудника, ещё, пока, больше, уже, к, до, в, из, у, нас, компании, список, или, надо, нужно',
])

const isLeaving = (word: string): boolean =>
  WHOLE.has(word) || LEAVING.some((beginning) => word.startsWith(beginning))

const KNOWN: readonly ReadonlySet<string>[] = [
  DONE,
  AHEAD,
  STAYING,
  WORKING,
  NEGATION,
  CALLED_OFF,
  YES,
  ACCOUNT,
  SMALL,
]

/** Longer than this, nothing is said in so many words. */
const MAX_LENGTH = 60

/** What a text says of somebody, and nothing but that: `To be removed`, `Do not delete`, `Still employed`; of `Keep or delete?` it is unclear. */
export type Said = 'leaves' | 'stays' | 'works here' | 'unclear'

/** Null where a text says something else. */
export function whatIsSaid(text: string): Said | null {
  const words = text.length > MAX_LENGTH ? [] : wordsOf(text.replace(/n['’]t\b/gi, 'nt'))
  if (!words.every((word) => isLeaving(word) || KNOWN.some((known) => known.has(word)))) return null
  const has = (some: ReadonlySet<string>): boolean => words.some((word) => some.has(word))
  const [stays, works] = [has(STAYING), has(WORKING)]
  const isNegated = (has(NEGATION) && !has(YES)) || (has(CALLED_OFF) && !has(ACCOUNT))
  if (words.some(isLeaving) || (has(AHEAD) && has(DONE))) {
    if (stays || works) return 'unclear'
    return isNegated ? 'stays' : 'leaves'
  }
  if (!stays && (!works || has(ACCOUNT))) return null
  if (isNegated) return 'leaves'
  return stays ? 'stays' : 'works here'
}
