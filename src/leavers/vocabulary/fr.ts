import type { Vocabulary } from './vocabulary.ts'

/** French. */
export const fr: Vocabulary = {
  alphabet: {
    letters: 'àâæçéèêëîïôœùûüÿ',
    usualIn: ['windows-1252', 'iso-8859-15'],
    seldomIn: [],
    comparedAs: {},
    withoutCapital: '',
  },
  columns: {
    id: 'ID utilisateur, identifiant utilisateur',
    email: `
      courriel, adresse mail, adresse e-mail, adresse courriel, adresse électronique, adresse de messagerie, mail professionnel,
      e-mail professionnel, adresse e-mail professionnelle, adresse mail professionnelle, courriel professionnel, e-mail professionnel principal, adresse e-mail professionnelle principale, email pro, mail pro,
      e-mail personnel, mail personnel, courriel personnel, adresse e-mail personnelle`,
    leaveDate: `
      date de sortie, date de départ, date de fin, date de fin de contrat, fin de contrat, dernier jour, dernier jour de travail,
      dernier jour travaillé, date de fin d'emploi, date de cessation, date de cessation d'emploi,
      date de rupture, date de rupture du contrat`,
    name: `nom complet, nom et prénom, prénom et nom, nom prénom, salarié, collaborateur, nom d'affichage`,
    firstName: 'prénom, prénoms',
    lastName: 'nom, nom de famille',
    employeeNumber: `
      matricule, numéro de matricule, n° matricule, no matricule, matricule salarié, matricule employé, numéro d'employé, n° employé,
      no employé, numéro de salarié, n° salarié, numéro salarié, ID employé, ID salarié, identifiant employé, identifiant salarié,
      code employé, code salarié`,
  },
  columnNotes: {
    unimportant: `
      obligatoire, requis, facultatif, texte, inclus, incluse, compris`,
    ofAddresses: 'courriel, messagerie',
    ofIds: 'identifiant, matricule, utilisateur',
    sections: `
      coordonnées, coordonnées professionnelles, contact professionnel, informations personnelles, données personnelles, emploi,
      salarié, collaborateur, dossier salarié, départ, sortie, fin de contrat, utilisateur, identité, état civil`,
    required: [],
    beginnings: ['selon'],
    systems: 'plateforme',
    otherPeople: `
      supérieur, gestionnaire, responsable, urgence, référent, tuteur, remplaçant, créé par`,
  },
  dateColumns: {
    leaving: 'sortie, départ, fin de contrat, dernier jour',
    date: 'date, jour',
    dateAlone: 'prévu, prévue',
    leaveDateEndings: '',
    later: `
      fin d'accès, prolongé, prolongation, prorog, accès jusqu, réembauch, réintégr`,
    until: 'jusqu, jusque, au, le, à, avant, après, date, partir, fin',
    new: 'nouvelle',
    ofDates: 'date, jour, fin, jusque, jusqu, expire, accès, valable, prévu, dernier',
    ofDatesEndings: '',
    ofNumbers: 'salair, numéro, code, badge',
  },
  months: [
    'janvier, janv',
    'février, févr',
    'mars',
    'avril, avr',
    'mai',
    'juin',
    'juillet, juil',
    'août',
    'septembre, sept',
    'octobre, oct',
    'novembre, nov',
    'décembre, déc',
  ],
  dates: {
    between: ['de'],
    formatLetters: ['J', 'M', 'A'],
    ordinals: ['er'],
    weekdays: `
      dim, lun, mar, mer, jeu, ven, sam, dimanche, lundi, mardi, mercredi, jeudi, vendredi, samedi`,
    beside: `
      au, du, le, la, à, de, jusqu, jusque, env, environ, vers, dès, avant, et, plus, tard, fin, heures, h, er`,
    timeZones: '',
  },
  answers: {
    yes: 'oui, vrai',
    no: 'non, faux',
  },
  statements: {
    leavingBeginnings: 'sortie, quitte',
    leaving: 'départ, parti, partie, supprimer, suppression, désactiver, toucher',
    done: 'supprimé, supprimée, désactivé',
    ahead: 'être, doit',
    staying: `
      conserver, conservé, conservée, garder, gardé, gardée, maintenir, maintenu, maintenue, exclure, exclu, exclue, reste, rester,
      ignorer, protégé, protégée, réembauché, réembauchée, réintégré, réintégrée`,
    working: 'actif, active, travaille, présent, présente, ici',
    notWorking: 'inactif, inactive',
    negations: 'non, ne, pas, plus',
    shortNegations: [],
    calledOff: 'annulé, annulée',
    yes: 'oui',
    accounts: 'compte, utilisateur, accès',
    others: `
      le, les, l, d, la, de, est, n, dans, au, à, toujours, encore, salarié, salariée, entreprise, société, poste, personne, liste, ou`,
  },
  statusColumns: {
    status: 'statut, état, situation',
    statusOthers: 'de, salarié, employé, l, du, collaborateur, actuel, emploi, libellé',
    kind: 'type, changement, événement, action, mouvement, motif, raison, nature',
    kindBeginnings: 'stat',
    kindEndings: '',
    action: 'action',
    review: `
      remarque, remarques, commentaire, commentaires, note, notes, décision, observation, observations`,
    reviewOthers: '',
    approval: 'approuvé, approbation, validé, validation, confirmé, confirmation',
    others: 'de, du, le, la, l, d, salarié',
    leaving: 'départ, sortie, démission, rupture',
  },
  statusCells: {
    active: `
      actif, active, en poste, en activité, embauché, embauchée, période d'essai, en période d'essai, préavis, en préavis`,
    left: 'inactif, inactive, retraité',
    contract: `
      temps plein, temps complet, temps partiel, CDI, CDD, stagiaire, intérimaire, alternant`,
    notApproved: 'en attente, refusé, refusée, rejeté, non approuvé',
    noAction: 'aucune action, rien, rien à faire, ne rien faire, sans changement',
    none: 'non, aucune',
    kept: `
      réactiver, mutation, mutation interne, mobilité interne, transfert, transfert interne, muté, mutée, reporté, reportée, différé,
      annulé, annulée, démission retirée, démission annulée, départ annulé`,
    staying: `
      promu, promue, en congé, congé, congé parental, congé maternité, congé de maternité, congé paternité, congé sabbatique,
      congé sans solde, arrêt maladie, arrêt de travail, réembauché, réembauchée, réembauche, réintégré, réintégrée, réintégration,
      prolongé, renouvelé, embauche`,
  },
  totals: {
    total: 'total, totaux',
    sum: 'moyenne, somme, décompte',
    count: 'nombre',
    counted: `
      nombre, effectif, lignes, enregistrements, salariés, départs, sorties, personnes, utilisateurs, collaborateurs, employés, agents`,
    others: 'de, des, les, la',
    footers: 'généré, exporté, édité le, édité par, imprimé, créé par, préparé par, approuvé par',
    end: 'fin',
    table: 'rapport, fichier, données, tableau',
    page: 'page, de, sur',
  },
  placeholders: {
    missing: `
      nouveau, inconnu, inconnue, aucun, aucune, à confirmer, à définir, en attente, manquant, néant, vide, non renseigné, sans, idem, nd, n.d., à préciser, à déterminer, à compléter, non défini, non définie, non communiqué, non communiquée, en cours`,
    none: `
      aucun, aucune, néant, vide, non renseigné, sans, nd, n.d., aucune date, sans date, sans objet, pas de date, non applicable`,
    without: ['sans'],
    address: ['courriel', 'adresse?'],
  },
}
