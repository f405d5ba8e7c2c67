import type { Words } from './words.ts'

/** In French, nought is singular. */
const count = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`
const users = (n: number): string => (n === 0 ? 'Personne' : count(n, 'utilisateur', 'utilisateurs'))

/** A sentence that says of nobody what did not happen to them. */
const done = (n: number, what: string): string =>
  n === 0 ? `Personne n'a été ${what}.` : `${users(n)} ${what}${n > 1 ? 's' : ''}.`

const UNITS = [
  [86_400_000, 'jour', 'jours'],
  [3_600_000, 'heure', 'heures'],
  [60_000, 'minute', 'minutes'],
  [1_000, 'seconde', 'secondes'],
  [1, 'milliseconde', 'millisecondes'],
] as const

function period(ms: number): string {
  const [length, one, more] = UNITS.find(([unit]) => ms >= unit && ms % unit === 0) ?? UNITS[4]
  return count(ms / length, one, more)
}

const KINDS = { run: 'Départs traités', plan: 'Plan des départs', dry_run: 'Essai à blanc des départs' }
const TASKS = { purge: 'Suppressions après délai', undo: 'Annulation des désactivations' }
const OF_TASKS = { run: '', plan: ' (plan)', dry_run: ' (essai à blanc)' }

/** French. */
export const fr: Words = {
  language: 'fr',
  general: {
    title: ({ kind, task }, site) =>
      `${task === undefined ? KINDS[kind] : `${TASKS[task]}${OF_TASKS[kind]}`} sur ${site}`,
    actions: {
      deactivate: 'désactivation',
      deactivate_and_delete: 'désactivation, puis suppression définitive',
      deactivate_and_wait: 'désactivation, puis suppression définitive à la fin du délai',
      wait: 'reste désactivé, puis suppression définitive à la fin du délai',
      reactivate: 'réactivation',
      delete: 'suppression définitive',
      delete_if_deactivated: 'suppression définitive si déjà désactivé',
    },
    withGrace: (ms) => `désactivation, puis suppression définitive par \`purge\` ${period(ms)} plus tard`,
    skip: 'Aller aux lignes',
    madeBy: (version) => `Créé par konstantly-offboard ${version}. Toutes les heures sont en UTC.`,
    units: { d: 'j', h: 'h', min: 'min', s: 's' },
  },
  verdict: {
    howItEnded: {
      refused: 'Refusé',
      stopped: 'Arrêté ; peut être repris',
      running: 'Interrompu ; peut être repris',
    },
    wouldBe: (n, what) =>
      n === 0
        ? "Personne n'est prévu."
        : `${count(n, 'utilisateur prévu', 'utilisateurs prévus')} : ${what}.`,
    nothingToCarryOut: "Il n'y a rien à exécuter.",
    nobodyKnown: 'Aucune suppression connue.',
    deleted: (n) => done(n, 'supprimé'),
    waiting: (n) => `${users(n)} ${n > 1 ? 'désactivés' : 'désactivé'}, suppression à venir.`,
    deactivated: (n) => done(n, 'désactivé'),
    reactivated: (n) => done(n, 'réactivé'),
    attention: (n) =>
      n === 0 ? 'Aucune ligne à vérifier.' : `${count(n, 'ligne à vérifier', 'lignes à vérifier')}.`,
  },
  numbers: {
    heading: (rows) => count(rows, 'ligne', 'lignes'),
    parts: {
      touched: 'traitées',
      foreseen: 'prévues',
      left_alone: 'laissées en l’état',
      attention: 'à vérifier',
      not_done: 'non exécutées',
    },
    toBeTouched: 'Prévu',
    outcome: 'Résultat',
    rows: 'Lignes',
    meaning: 'Signification',
  },
  remarks: {
    undated: ({ count: n, rows }) => {
      const more = n - rows.length
      const which = `${n === 1 ? 'ligne' : 'lignes'} ${rows.join(', ')}${more > 0 ? ` et ${more} de plus` : ''}`
      return `${count(n, "utilisateur n'a", "utilisateurs n'ont")} pas de date de départ dans la liste (${which}).`
    },
    leftOut: ({ above, below, hiddenSheets, otherSheets }) => [
      ...(hiddenSheets > 0
        ? [`${count(hiddenSheets, 'feuille masquée ignorée', 'feuilles masquées ignorées')}.`]
        : []),
      ...(otherSheets > 0
        ? [
            `${count(otherSheets, "feuille sans l'en-tête d'une liste ignorée", "feuilles sans l'en-tête d'une liste ignorées")}.`,
          ]
        : []),
      ...(above > 0 ? [`${count(above, 'ligne', 'lignes')} au-dessus de l'en-tête : ignorées.`] : []),
      ...(below.length > 0
        ? [`${below.length === 1 ? 'Ligne' : 'Lignes'} ${below.join(', ')} sous la liste : ignorées.`]
        : []),
    ],
  },
  attention: {
    heading: (rows) => `Lignes à vérifier (${rows})`,
    whatToDo: 'À faire :',
    nothingToDo: 'Lisez les détails de chaque ligne.',
    detailsInEnglish: 'Les détails de chaque ligne sont en anglais.',
    firstOnly: (shown, file) => `Les ${shown} premières ; ${file} les contient toutes.`,
  },
  timeline: {
    heading: 'Requêtes dans le temps',
    total: (requests, duration) => `${count(requests, 'requête', 'requêtes')} en ${duration}.`,
    bar: (span, most) => `requêtes en ${span} ; ${most} au plus`,
    limit: (requests) => `le quota : ${requests}`,
    pause: 'rien envoyé',
    pauses: (n) => count(n, 'pause', 'pauses'),
    pauseFrom: (from, to, duration) => `de ${from} à ${to} : rien envoyé pendant ${duration}`,
    stoppedFrom: (from, to, duration) => `de ${from} à ${to} : personne n'a travaillé pendant ${duration}`,
    more: (n) => `et ${n} de plus`,
    waits: ({ quota, retries, outage, rejected }) =>
      `Attente : ${quota} pour le quota, ${retries} avant de réessayer (toutes les tâches ensemble), ${outage} pour une plateforme indisponible. ${count(rejected, 'requête rejetée', 'requêtes rejetées')} à cause du quota.`,
  },
  rows: {
    heading: 'Toutes les lignes',
    tooMany: (rows, file) => `${rows} lignes, c'est trop pour une page ; ${file} les contient toutes.`,
    search: 'Rechercher',
    anyOutcome: 'Tous les résultats',
    shown: '{shown} lignes sur {all}',
    more: 'Afficher plus',
    original: "Ligne d'origine",
    whatToDo: 'À faire',
    attempts: 'Requêtes',
    status: 'Statut HTTP',
    code: 'Code',
    deactivated: 'désactivé',
    deleted: 'supprimé',
    deleteAfter: 'supprimé après',
  },
  columns: {
    row: 'Ligne',
    userId: 'ID utilisateur',
    name: 'Nom',
    email: 'Adresse e-mail',
    found: 'Compte trouvé',
    outcome: 'Résultat',
    why: 'Raison',
    when: 'Quand (UTC)',
  },
  sessions: {
    heading: "Qui l'a exécuté",
    started: 'Début (UTC)',
    ended: 'Fin (UTC)',
    by: 'Par',
    confirmedBy: 'Confirmé par',
    endedWith: 'Terminé par',
    brokenOff: 'interrompu',
    machine: (process, version) => `processus ${process}, version ${version}`,
    on: 'sur',
    nobody: 'personne',
    confirmed: { typed: 'le nombre saisi', yes: '--yes' },
    limits: ({ maxUsers, maxPercent, maxUnknown }) =>
      `au plus ${maxUsers} utilisateurs, ${maxPercent} % du site, ${maxUnknown} % inconnus`,
    exitCode: (code) => `code de sortie ${code}`,
  },
  proof: {
    heading: 'Preuves',
    list: 'Liste des départs',
    askedFor: 'Demande',
    byPlan: (plan) => `selon le plan ${plan}`,
    roles: 'Rôles',
    anyRole: 'tous',
    protectedList: 'Liste de protection',
    entries: (n) => count(n, 'entrée', 'entrées'),
    lookUps: 'Consultations',
    leaveDates: 'Dates de départ',
    comparedWith: (day) => `comparées au ${day}`,
    requests: 'Requêtes',
    turnedAway: (total, rejected, seconds) =>
      `${total} ; ${count(rejected, 'rejetée', 'rejetées')}, ${seconds} s d'attente pour le quota`,
    howToCheck: [
      "Les sommes SHA-256 montrent si un fichier est encore tel qu'il a été écrit.",
      'compare tous les fichiers de cette exécution au registre.',
    ],
  },
  outcomes: {
    deleted: { name: 'Supprimé', meaning: 'supprimé définitivement, par cette exécution' },
    deactivated: { name: 'Désactivé', meaning: "désactivé ; la suppression n'était pas demandée" },
    waiting: { name: 'Désactivé, à supprimer', meaning: 'désactivé ; `purge` supprime à la fin du délai' },
    kept: {
      name: 'Conservé',
      meaning: "quelqu'un a réactivé l'utilisateur pendant le délai, et cela compte",
    },
    reactivated: { name: 'De nouveau actif', meaning: "l'utilisateur est de nouveau actif" },
    not_found: { name: 'Utilisateur inconnu', meaning: 'la plateforme ne connaît pas cet utilisateur' },
    duplicate: { name: 'En double', meaning: 'le même utilisateur figure sur une ligne précédente' },
    protected: { name: 'Protégé', meaning: 'sur la liste de protection' },
    not_due: { name: 'Part plus tard', meaning: "la date de départ n'est pas encore passée" },
    invalid: { name: 'Inutilisable', meaning: 'la ligne ne peut pas être utilisée' },
    mismatch: {
      name: "Peut-être quelqu'un d'autre",
      meaning: 'rien ne prouve que le compte trouvé est celui de la personne de la ligne',
    },
    refused: {
      name: 'Refusé',
      meaning: "volontairement non exécuté : la plateforme refuse, ou le rôle n'est pas autorisé",
    },
    failed: { name: 'Échec', meaning: 'une erreur, à chaque nouvel essai aussi' },
    not_attempted: { name: 'Non exécuté', meaning: "l'exécution s'est terminée avant cette ligne" },
  },
  advice: {
    nobody_named: {
      title: 'La ligne ne désigne personne',
      todo: "Saisissez l'ID utilisateur ou l'adresse e-mail, ou retirez la ligne.",
    },
    id_unusable: {
      title: "Ce ne peut pas être un ID d'utilisateur",
      todo: "Corrigez l'ID dans la liste : la plateforme l'affiche sur la page de l'utilisateur.",
    },
    spreadsheet_damage: {
      title: 'Un tableur a abîmé la cellule',
      todo: 'Mettez la colonne au format texte, saisissez de nouveau la valeur depuis sa source, et exportez la liste une nouvelle fois.',
    },
    value_missing: {
      title: "Un signe d'absence figure à la place d'une valeur",
      todo: 'Saisissez la valeur, ou videz la cellule si la ligne dit autrement de qui il s’agit.',
    },
    email_in_id_column: {
      title: "Une adresse e-mail figure à la place de l'ID utilisateur",
      todo: "Si c'est le cas de toutes les lignes, indiquez la colonne avec --email-column. Sinon, corrigez la ligne.",
    },
    email_unusable: {
      title: "L'adresse e-mail est inutilisable",
      todo: "Saisissez l'adresse de nouveau, une seule par cellule.",
    },
    row_broken: {
      title: "La ligne n'a pas la forme de la liste",
      todo: 'Regardez cette ligne dans un éditeur de texte : un séparateur ou un guillemet manque, ou est en trop.',
    },
    no_person: {
      title: 'La ligne ressemble à un total ou à un pied de page',
      todo: "Retirez-la. S'il s'agit d'une personne, ajoutez un nom ou une adresse e-mail.",
    },
    leave_date_unreadable: {
      title: 'La date de départ est illisible',
      todo: 'Corrigez la date, ou indiquez le format de la colonne avec --date-format.',
    },
    leave_date_missing: {
      title: 'La date de départ manque',
      todo: 'Saisissez la date de départ. Si toutes les personnes sans date de cette liste sont parties : --empty-leave-date due.',
    },
    leaves_later: { title: "La date de départ n'est pas encore passée", todo: null },
    same_user: { title: 'Le même utilisateur figure sur une ligne précédente', todo: null },
    rows_contradict: {
      title: 'Deux lignes se contredisent sur un utilisateur',
      todo: 'Cherchez laquelle est juste, et retirez l’autre.',
    },
    row_says_stays: {
      title: "Selon une autre ligne, l'utilisateur reste",
      todo: 'Demandez aux RH si la personne est partie. Si oui, corrigez l’autre ligne.',
    },
    waits: { title: 'Le délai court', todo: null },
    later_list_says_stays: {
      title: "Selon une liste plus récente, l'utilisateur n'est pas parti",
      todo: "S'il reste, réactivez-le sur la plateforme.",
    },
    deleted_before: { title: 'Supprimé par une exécution précédente', todo: null },
    rehired: {
      title: 'Le compte est plus récent que la date de départ',
      todo: 'Si la personne a été réembauchée, retirez la ligne. Si elle repart, saisissez la nouvelle date.',
    },
    deactivated_earlier: {
      title: "Une exécution précédente a désactivé l'utilisateur",
      todo: "S'il doit rester actif, réactivez-le sur la plateforme.",
    },
    on_protected_list: { title: 'Sur la liste de protection', todo: null },
    somebody_else: {
      title: "Le compte trouvé est peut-être celui de quelqu'un d'autre",
      todo: 'Comparez la ligne avec le compte sur la plateforme. Corrigez la ligne, ou retirez-la.',
    },
    several_accounts: {
      title: 'Plusieurs comptes correspondent',
      todo: 'Cherchez le bon compte sur la plateforme, et inscrivez son ID sur la ligne.',
    },
    answer_unusable: {
      title: "La réponse de la plateforme n'est pas fiable",
      todo: 'Regardez le compte sur la plateforme, et prévenez le support de celle-ci.',
    },
    account_without_email: {
      title:
        "Le compte n'a pas d'adresse e-mail utilisable, et la liste de protection ne peut pas s'appliquer",
      todo: 'Donnez une adresse e-mail au compte sur la plateforme, puis exécutez la ligne de nouveau.',
    },
    not_comparable: {
      title: "On n'a pas pu vérifier que c'est le bon compte",
      todo: "Exécutez la ligne de nouveau, ou indiquez aussi l'ID utilisateur ou l'adresse e-mail.",
    },
    role_not_allowed: {
      title: "Ce rôle n'est pas autorisé",
      todo: "Si l'utilisateur doit quand même partir, autorisez le rôle avec --roles, ou changez-le sur la plateforme.",
    },
    changed_since: {
      title: 'Le compte a changé depuis sa consultation',
      todo: "Regardez le compte sur la plateforme. Si c'est toujours la personne partie, exécutez la ligne de nouveau.",
    },
    deactivated_already: { title: 'Était déjà désactivé', todo: null },
    is_active: {
      title: "L'utilisateur est actif",
      todo: "Désactivez l'utilisateur, ou n'utilisez pas --no-deactivate.",
    },
    confirmed_later: { title: 'Confirmé après coup', todo: null },
    deleted_by_others: { title: "Quelqu'un d'autre a supprimé l'utilisateur", todo: null },
    reactivated_by_others: {
      title: "Quelqu'un a réactivé l'utilisateur",
      todo: "Demandez qui l'a réactivé et pourquoi, avant toute autre chose.",
    },
    other_account_deleted: {
      title: 'Le compte supprimé était devenu un autre',
      todo: "Prévenez aujourd'hui l'administrateur de la plateforme : un compte que personne ne visait a été supprimé. Demandez au support s'il peut être restauré.",
    },
    platform_refused: {
      title: 'La plateforme a refusé',
      todo: "Faites ce que la plateforme demande, par exemple confier les cours de l'utilisateur à un autre expert. Exécutez ensuite retry.csv.",
    },
    step_failed: {
      title: 'Une requête a échoué, à chaque nouvel essai aussi',
      todo: 'Exécutez retry.csv quand la plateforme fonctionne.',
    },
    may_have_deleted: {
      title: 'Un autre compte a peut-être été supprimé',
      todo: "Cherchez sur la plateforme quel compte avait cet ID, et s'il existe encore.",
    },
    found_active: { title: "L'utilisateur est actif", todo: null },
    reactivated_at_once: { title: 'A été désactivé, et réactivé aussitôt', todo: null },
    left_deactivated: {
      title: "L'utilisateur est resté désactivé",
      todo: "S'il reste, réactivez-le sur la plateforme.",
    },
    maybe_left_deactivated: {
      title: "On ne sait pas si l'utilisateur est désactivé",
      todo: "Regardez sur la plateforme, et réactivez-le s'il reste.",
    },
    not_reactivated: {
      title: "L'utilisateur n'a pas pu être réactivé",
      todo: "Réactivez l'utilisateur à la main sur la plateforme.",
    },
    would_be: { title: 'Prévu', todo: null },
    run_refused: {
      title: "L'exécution a été refusée",
      todo: "Lisez plus haut pourquoi l'exécution a été refusée. Corrigez, et exécutez la liste de nouveau.",
    },
    continued_by: { title: 'Une autre exécution continue avec la ligne', todo: null },
    stopped: {
      title: "L'exécution s'est arrêtée avant la fin de la ligne",
      todo: "Exécutez la même commande : elle reprend là où elle s'est arrêtée.",
    },
    earlier_version: {
      title: 'Terminé sous une version précédente',
      todo: 'Lisez ce que cette version a dit de la ligne.',
    },
  },
}
