import { settingsAsFlags } from '../../../offboarding/run/layout.ts'
import { advice } from './advice/fr.ts'
import { outcomes } from './outcomes/fr.ts'
import { reasons } from './reasons/fr.ts'
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
    savedBefore: {
      records: ', une fois le dossier de formation enregistré',
      images: ', une fois le dossier de formation et les images des certificats enregistrés',
    },
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
    reactivated: (n) => `${users(n)} de nouveau ${n > 1 ? 'actifs' : 'actif'}.`,
    askedOnceMore: (counts) => `Nouvelle vérification : ${counts}.`,
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
    redacted: 'Les noms, les adresses et les cellules de la liste sont omis (--redact).',
    forgotten: ({ at, osUser }) =>
      `Oublié : ${osUser} a fait effacer les noms, les adresses et les cellules le ${at.slice(0, 19).replace('T', ' ')} (UTC), et les ID utilisateur sont des pseudonymes.`,
    remembered: ({ run, settings }) =>
      `La liste a été lue comme l'exécution ${run} a lu cette disposition : ${settingsAsFlags(settings)}.`,
  },
  attention: {
    heading: (rows) => `Lignes à vérifier (${rows})`,
    whatToDo: 'À faire :',
    nothingToDo: 'Lisez les détails de chaque ligne.',
    firstRow: "La ligne 1 est la première sous l'en-tête de la liste ; les lignes vides ne comptent pas.",
    firstOnly: (shown, file) => `Les ${shown} premières ; ${file} les contient toutes.`,
  },
  timeline: {
    heading: 'Requêtes dans le temps',
    total: (requests, duration) => `${count(requests, 'requête', 'requêtes')} en ${duration}.`,
    bar: (span, most) => `requêtes en ${span} ; ${most} au plus`,
    limit: (requests) => `le quota, tel que la plateforme le compte : ${requests}`,
    pause: 'rien envoyé',
    pauses: (n) => count(n, 'pause', 'pauses'),
    pauseFrom: (from, to, duration) => `de ${from} à ${to} : rien envoyé pendant ${duration}`,
    stoppedFrom: (from, to, duration) => `de ${from} à ${to} : personne n'a travaillé pendant ${duration}`,
    more: (n) => `et ${n} de plus`,
    quotaWait: (duration) => `${duration} d'attente pour le quota.`,
    retryWait: (duration) => `${duration} d'attente avant de réessayer, toutes les tâches ensemble.`,
    outageWait: (duration) => `${duration} d'attente pour une plateforme indisponible.`,
    turnedAway: (n) => `${count(n, 'requête rejetée', 'requêtes rejetées')} à cause du quota.`,
  },
  rows: {
    heading: 'Toutes les lignes',
    tooMany: (rows, file) => `${rows} lignes, c'est trop pour une page ; ${file} les contient toutes.`,
    search: 'Rechercher',
    anyOutcome: 'Tous les résultats',
    shown: '{shown} lignes sur {all}',
    more: 'Afficher plus',
    original: "Ligne d'origine",
    details: 'Détails',
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
    heading: 'Qui a fait quoi',
    started: 'Début (UTC)',
    ended: 'Fin (UTC)',
    by: 'Par',
    confirmedBy: 'Confirmé par',
    endedWith: 'Terminé par',
    brokenOff: 'interrompu',
    machine: (process, version) => `processus ${process}, version ${version}`,
    on: 'sur',
    nobody: 'personne',
    onlyAsked: 'nouvelle vérification, rien de modifié',
    confirmed: { typed: 'le nombre saisi', yes: '--yes' },
    limits: ({ maxUsers, maxPercent, maxUnknown }) =>
      `au plus ${maxUsers} utilisateurs, ${maxPercent} % du site, ${maxUnknown} % inconnus`,
    exitCode: (code) => `code de sortie ${code}`,
  },
  erasure: {
    heading: "Preuve d'effacement",
    intro:
      "Chaque utilisateur supprimé par cette exécution devait être demandé une nouvelle fois, par `GET /users/{id}`. Seul un 404 de l'API de la plateforme prouve que personne n'a plus cet ID.",
    counts: ({ deleted, gone, stillThere, somebodyElse, notKnown }) =>
      [
        `${gone} sur ${count(deleted, 'utilisateur supprimé', 'utilisateurs supprimés')} : disparition prouvée`,
        ...(stillThere > 0 ? [`${count(stillThere, 'encore présent', 'encore présents')} ou de retour`] : []),
        ...(somebodyElse > 0 ? [`pour ${somebodyElse}, quelqu'un d'autre a l'ID`] : []),
        ...(notKnown > 0 ? [`pour ${notKnown}, on ne sait pas`] : []),
      ].join(', '),
    site: 'Site',
    onTheWordOf: 'Supprimé sur la parole de',
    askedBy: 'Nouvelle vérification par',
    version: (version) => `version ${version}`,
    asked: (n, gone) => `${count(n, 'demandé', 'demandés')}, ${gone} avec la réponse 404`,
    deleted: 'Supprimé (UTC)',
    answer: 'Réponse de la plateforme',
    answered: 'Répondu (UTC)',
    isGone: "404 : cet utilisateur n'existe pas",
    nothingProved: 'non demandé, ou aucune réponse qui prouve quoi que ce soit',
  },
  proof: {
    heading: 'Preuves',
    list: 'Liste des départs',
    rowsFrom: 'Lignes tirées de',
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
    archive: 'Archive',
    saved: (n, place) =>
      `dossiers de formation de ${count(n, 'utilisateur enregistré', 'utilisateurs enregistrés')} dans le ${place === 'ledger' ? 'registre' : 'dossier archive'}`,
    beforeForgotten: (file) => `${file} avant l'oubli`,
    howToCheck: [
      "Les sommes SHA-256 montrent si un fichier est encore tel qu'il a été écrit.",
      'compare tous les fichiers de cette exécution au registre.',
    ],
  },
  outcomes,
  reasons,
  advice,
}
