import { normalize, wordsOf } from './column-names.ts'

const list = (words: readonly string[]): string[] => words.flatMap((line) => line.split(', ').map(normalize))

/** Beginnings of words for leaving. */
const LEAVING: readonly string[] = list([
  'leaving, leaver, leaves, exit, terminat, departing, departed, departure, separat',
  'Austritt, ausgetreten, ausgeschied, ausscheid',
  'cese, cesado, cesada, salida, egres, desvincul, sortie, quitte',
  'odejści, odchodzi, odszedł, odeszł, zwolnion, zwolnien, saída, saiu, deslig, demit, demiss, увол, уход',
])

/** The same, as words of their own only, and what this tool does. Not what was done: `Deleted`, `Offboarded` may tell of something else. */
const WHOLE: ReadonlySet<string> = new Set(
  list([
    'left, offboard, offboarding, delete, remove, deactivate, löschen, entfernen, deaktivieren, baja, eliminar, borrar, desactivar',
    'départ, parti, partie, sorti, supprimer, désactiver, usunąć, excluir, desativar, удалить',
  ]),
)

/** What else may stand in the name of such a column. Any other word, as in `Exit interview` or `Regretted leaver`, makes it another one. */
const SMALL: ReadonlySet<string> = new Set(
  list([
    'is, has, to, be, will, the, flag, yes, no, y, n, employee, user, worker, person, staff, account, company, this, month',
    'ja, nein, ist, wird, hat, zu, j, Mitarbeiter, Mitarbeiterin, Firma, de, del, la, el, le, l, se, ha, es, a, o, e, est, oui, non, sí',
    'empleado, salarié, empresa, czy, tak, nie, pracownik, firmy, z, sim, não, funcionário, colaborador, да, нет, сотрудник',
  ]),
)

/** Whether a column may say with yes or no who leaves: `Leaving?`, `Ausgeschieden`, `To be offboarded`. */
export function isLeavingMark(header: string): boolean {
  const words = wordsOf(header)
  const isLeaving = (word: string): boolean =>
    WHOLE.has(word) || LEAVING.some((beginning) => word.startsWith(beginning))
  return words.some(isLeaving) && words.every((word) => isLeaving(word) || SMALL.has(word))
}

/** Columns that say with yes, or no, who works here. */
const WORKING: ReadonlySet<string> = new Set(
  list([
    'active, is active, currently active, active employee, is active employee, employed, is employed, still employed, currently employed',
    'current employee, is current employee, aktiv, ist aktiv, beschäftigt, noch beschäftigt, aktiver Mitarbeiter, activo, en activo',
    'empleado activo, actif, en activité, salarié actif, aktywny, zatrudniony, nadal zatrudniony, ativo, funcionário ativo',
    'активен, активный, работает',
  ]),
)

/** Whether a column may say with yes or no who works here: `Active`, `Still employed?`. */
export const isWorkingMark = (header: string): boolean => WORKING.has(normalize(header))

const YES: ReadonlySet<string> = new Set(
  list(['yes, y, true, 1, x, ja, j, wahr, oui, vrai, sí, tak, sim, да, verdadero']),
)
const NO: ReadonlySet<string> = new Set(
  list(['no, n, false, 0, nein, falsch, non, faux, nie, não, нет, falso']),
)

/** What a cell of such a column says; null for anything else, by which the column is none. */
export function readMark(cell: string): 'yes' | 'no' | 'empty' | null {
  if (cell.length > 20) return null
  if (/^[\s-]*$/.test(cell)) return 'empty'
  if (/^\s*[✓✔☑]\s*$/.test(cell)) return 'yes'
  const word = normalize(cell)
  return YES.has(word) ? 'yes' : NO.has(word) ? 'no' : null
}
