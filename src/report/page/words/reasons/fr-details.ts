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

// The details of a reason, in French.

export const quoted = (text: string): string => `« ${text} »`

/** A text of the list or the platform whose line breaks and the like are escaped. */
export const escaped = (text: string): string => quoted(JSON.stringify(text).slice(1, -1))

/** In French, nought is singular. */
export const count = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`

/** A time to the minute, `2026-12-31 14:05 UTC`. */
export const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

/** What a user ID must not hold. The detail comes in English words: `a space`, `"ä"`, `the character U+00A0`. */
export function strangerInWords(character: string): string {
  if (character === 'a space') return 'un espace'
  if (character.startsWith('"')) return quoted(character.slice(1, -1))
  return character.replace(/^the character /, 'le caractère ')
}

export const since: Readonly<Record<keyof typeof SINCE, string>> = {
  first_look_up: 'sa première consultation',
  look_up: 'sa consultation',
  deactivation: 'sa désactivation',
}

export const left: Readonly<Record<Left, string>> = {
  unchanged: "rien n'a été modifié",
  active: "l'utilisateur est actif",
  deactivated: "l'utilisateur est désactivé, mais pas supprimé",
  deactivation_unknown: "on ne sait pas si l'utilisateur est désactivé",
  reactivation_unknown: "on ne sait pas si l'utilisateur est de nouveau actif",
  deletion_unknown: "on ne sait pas si l'utilisateur est supprimé",
}

/** What would be done with a user. */
export const wouldBe: Readonly<Record<Action, string>> = {
  deactivate: 'serait désactivé',
  deactivate_and_delete: 'serait désactivé, puis supprimé définitivement',
  deactivate_and_wait: 'serait désactivé, puis supprimé définitivement à la fin du délai',
  wait: 'resterait désactivé, puis serait supprimé définitivement à la fin du délai',
  reactivate: 'serait réactivé',
  delete: 'serait supprimé définitivement',
  delete_if_deactivated: 'serait supprimé définitivement, si déjà désactivé',
}

export const steps: Readonly<Record<DetailsOf<'step_failed'>['step'], string>> = {
  read: 'lecture',
  deactivate: 'désactivation',
  reactivate: 'réactivation',
  archive: 'archivage',
  delete: 'suppression',
  'look-up': 'consultation',
}

export function causeInWords(cause: Cause): string {
  switch (cause.is) {
    case 'message':
      return cause.message
    case 'other_user':
      return `la plateforme a répondu avec l'utilisateur ${quoted(cause.userId)}`
    case 'no_user':
      return "la réponse ne montre pas l'utilisateur"
    case 'not_found':
      return 'la plateforme a répondu 404'
    case 'still_active':
    case 'still_deactivated':
      return "la plateforme a répondu 200, comme si c'était fait"
  }
}

/** What can change, and the word for its absence. */
const CHANGED: Readonly<Record<Change['what'], readonly [what: string, none: string]>> = {
  'user ID': ['ID utilisateur', 'aucun'],
  'e-mail address': ['adresse e-mail', 'aucune'],
  name: ['nom', 'aucun'],
  role: ['rôle', 'aucun'],
  'employee number': ['matricule', 'aucun'],
}

/** What changed, in words: `rôle : learner auparavant et admin maintenant`. */
export const changesInWords = (changes: readonly Change[]): string =>
  changes
    .map(({ what, was, is }) => {
      const [name, none] = CHANGED[what]
      return `${name} : ${was ?? none} auparavant et ${is ?? none} maintenant`
    })
    .join(', ')

export const mayHaveDeleted =
  "cette exécution avait envoyé pour cet ID une suppression, qui a peut-être touché le compte qui l'avait auparavant"

export const deactivatedBy = (wasActive: boolean): string =>
  `désactivé ${wasActive ? 'par cette exécution' : 'par cette exécution ou avant elle'}`

/** The column by which two rows name the same user. */
export const sameKey: Readonly<Record<keyof typeof KEYS, string>> = {
  user_id: 'le même ID utilisateur',
  email: 'la même adresse e-mail',
  attribute: 'le même matricule',
}

/** What two rows of one user state differently. */
export const otherSaid: Readonly<Record<keyof typeof SAID, string>> = {
  user_id: 'un autre ID utilisateur',
  email: 'une autre adresse e-mail',
  attribute: 'un autre matricule',
  name: 'un autre nom',
}

/** Goes on after `la ligne 7`. */
export const sameUserStays: Readonly<Record<keyof typeof SAME_USER_STAYS, string>> = {
  leave_date_to_come: 'indique pour le même utilisateur une date de départ à venir',
  no_leave_date:
    "n'indique pas de date de départ pour le même utilisateur, qui n'est donc peut-être pas parti",
  unusable:
    "désigne le même utilisateur et ne peut pas être utilisée, si bien qu'il n'est peut-être pas parti",
  no_leave_date_and_unusable:
    "désigne le même utilisateur sans date de départ et ne peut pas être utilisée, si bien qu'il n'est peut-être pas parti",
}

type Value = 'user ID' | 'employee number' | 'e-mail address'

const IN_PLACE_OF: Readonly<Record<Value, string>> = {
  'user ID': "à la place de l'ID utilisateur",
  'employee number': 'à la place du matricule',
  'e-mail address': "à la place de l'adresse e-mail",
}

/** The words for a cell that holds `n/a` or a similar placeholder. */
export const missing = (what: Value): string =>
  `le mot, ou le signe, d'une valeur absente figure ${IN_PLACE_OF[what]}. Saisissez la valeur ; ou videz la cellule, si la ligne dit autrement de qui il s'agit.`

const MANGLED: Readonly<Record<Mangling, (it: string, inPlaceOfIt: string) => string>> = {
  rounded: (it) =>
    `un tableur a arrondi ${it} à un nombre tel que 1.23E+09, si bien que ses chiffres sont perdus`,
  decimals: (it) => `un tableur a transformé ${it} en un nombre à décimales`,
  thousands: (it) => `un tableur a mis des séparateurs de milliers dans ${it}`,
  too_narrow: (_, inPlaceOfIt) =>
    `un tableur a affiché #### ${inPlaceOfIt}, car la colonne était trop étroite`,
  formula_failed: (_, inPlaceOfIt) => `une formule du tableur qui a échoué figure ${inPlaceOfIt}`,
  formula: (_, inPlaceOfIt) => `une formule figure ${inPlaceOfIt}`,
  apostrophe: (it) => `un tableur a mis une apostrophe devant ${it}`,
  date: (it) =>
    `un tableur a pris ${it} pour une date, telle que 5-Mar ou 2026-03-05, si bien que la valeur d'origine est perdue`,
}

/** What a spreadsheet did, and how to undo it. */
export function mangled(how: Mangling, what: 'user ID' | 'employee number'): string {
  const [it, all] = what === 'user ID' ? ["l'ID utilisateur", 'les ID'] : ['le matricule', 'les matricules']
  return `${MANGLED[how](it, IN_PLACE_OF[what])}. Mettez la colonne au format texte dans le tableur, rétablissez ${all} et exportez la liste une nouvelle fois.`
}

/** Goes on after `la cellule B7`. */
export const cellFlaws: Readonly<Record<CellFlaw, string>> = {
  no_value:
    'contient une formule sans son résultat, comme dans les classeurs écrits par un programme. Ouvrez le classeur dans Excel, enregistrez-le, et exécutez la commande de nouveau',
  failed:
    'contient une formule qui a échoué, par exemple #N/A. Corrigez la formule, ou mettez la valeur elle-même à sa place',
  rounded:
    'contient un nombre de plus de 15 chiffres, dont les tableurs ne gardent que 15. Mettez la colonne au format texte, et saisissez de nouveau la valeur depuis sa source',
  shown_otherwise:
    "affiche autre chose que le nombre qu'elle contient. Mettez la colonne au format texte, et saisissez la valeur voulue",
  from_1904:
    "contient un nombre qui n'est pas au format date, dans un classeur qui compte les jours à partir de 1904. Mettez la colonne au format date",
  struck_through:
    'est barrée, comme si la ligne ne devait pas compter. Retirez la ligne ; ou, si elle doit compter, supprimez la mise en forme « barré »',
}

/** For a step that was announced and whose answer was not recorded. The steps are all feminine. */
export const settledLater = "on saura à la reprise de l'exécution si elle a été effectuée"
