import type { Outcome } from '../../../../offboarding/outcome.ts'

/** The names of outcomes, and what they mean, in French. */
export const outcomes: Readonly<Record<Outcome, { name: string; meaning: string }>> = {
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
}
