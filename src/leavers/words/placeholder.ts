import { normalize } from '../columns/known-headers.ts'

/** What people and systems write where an ID, or an address, is missing, as it is compared. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    'null, nil, none, nan, undefined, true, false, yes, no, unknown, unk, na, n/a, not available, not applicable, not assigned, not set',
    'not found, no id, no user id, no user, no account, no email, tbd, tbc, tba, to be defined, to be determined, to be confirmed',
    'to be advised, to follow, pending, missing, empty, blank, void, dummy, placeholder, todo, open, xxx, tk, nd, n.d., bd, b.d., test, ditto, same, see above, new, example, sample',
    'offen, unbekannt, keine, keiner, kein, keine ID, k.A., k. A., keine Angabe, fehlt, fehlend, folgt, leer, nicht vorhanden, nicht bekannt',
    'ausstehend, ohne, nein, dito, siehe oben, s.o., neu, idem, nuevo, nouveau, nowy, novo, новый, ditto, то же, n.v., n. v.',
    'desconocido, desconocida, pendiente, ninguno, ninguna, sin ID, sin datos, falta, por confirmar, por definir, no aplica, no disponible',
    'vacío, nulo, inconnu, inconnue, aucun, aucune, à confirmer, à définir, en attente, manquant, néant, vide, non renseigné, sans',
    'brak, brak danych, nieznany, nieznana, nieznane, do potwierdzenia, do ustalenia, nie dotyczy, oczekuje, puste, żaden',
    'desconhecido, desconhecida, pendente, nenhum, nenhuma, sem ID, a confirmar, a definir, em falta, não disponível, não aplicável, vazio',
    'неизвестно, неизвестен, неизвестна, нет, нет данных, не указано, не указан, отсутствует, уточняется, ожидается, пусто, н/д',
  ].flatMap((words) => words.split(', ').map(normalize)),
)

/** Written by hand all the same: `xxx`, `000000`. One zero is what a spreadsheet makes of a link to an empty cell. */
const FILLER = /^(?:x+|0+|[-–—_]+|\?+|\.+)$/i

/** Longer than any of them. */
const MAX_LENGTH = 30

/** Whether a text only says that something is missing. `pending1` and `na123` are IDs. */
export const isPlaceholder = (text: string): boolean =>
  text.length <= MAX_LENGTH && (FILLER.test(text) || PLACEHOLDERS.has(normalize(text)))

const NO_ADDRESS =
  /^(?:no|kein|sin|sans|brak|sem|keine|without)[._-]?(?:e?-?mail|correo|courriel|adresse?)\w*$/i

/** Whether an address only fills the cell: `unknown@unknown.com`, `no-email@acme.com`. */
export function isPlaceholderAddress(email: string): boolean {
  const [local = '', domain = ''] = email.split('@')
  return NO_ADDRESS.test(local) || (isPlaceholder(local) && isPlaceholder(domain.split('.', 1)[0] ?? ''))
}
