import type { Advice } from '../../../../offboarding/advice/advice.ts'
import type { Topic } from '../../../../offboarding/advice/topic.ts'

/** What to do about each topic, in French. */
export const advice: Readonly<Record<Topic, Advice>> = {
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
    title: "Le compte n'a pas d'adresse e-mail utilisable, et la liste de protection ne peut pas s'appliquer",
    todo: 'Donnez une adresse e-mail au compte sur la plateforme, puis exécutez la même commande de nouveau.',
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
    todo: "Faites ce que la plateforme demande. Pour un expert d'un cours : ouvrez le cours sur le site, et mettez un autre expert à sa place. Exécutez ensuite retry.csv.",
  },
  step_failed: {
    title: 'Une requête a échoué, à chaque nouvel essai aussi',
    todo: 'Quand la plateforme fonctionne, exécutez retry.csv ; après un plan, refaites le plan.',
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
    todo: "Lisez plus haut pourquoi l'exécution a été refusée. Corrigez, et exécutez la commande de nouveau.",
  },
  continued_by: { title: 'Une autre exécution continue avec la ligne', todo: null },
  stopped: {
    title: "L'exécution s'est arrêtée avant la fin de la ligne",
    todo: "Exécutez la même commande : elle reprend là où elle s'est arrêtée.",
  },
  cell_unusable: {
    title: 'La cellule ne peut pas être utilisée telle quelle',
    todo: 'Les détails disent ce qui ne va pas dans la cellule. Corrigez-la dans le tableur, puis exécutez la liste de nouveau.',
  },
  active_already: { title: 'Était déjà actif', todo: null },
  gone_for_good: { title: 'Supprimé, ce que rien ne peut annuler', todo: null },
  not_known_active: {
    title: "On ne sait pas si l'utilisateur était actif avant l'exécution",
    todo: "S'il l'était, réactivez-le sur la plateforme.",
  },
  offboarded_since: {
    title: "Une exécution plus récente traite aussi le départ de l'utilisateur",
    todo: "S'il reste, annulez cette exécution avec undo, ou réactivez-le sur la plateforme.",
  },
  purge_refused: {
    title: 'La plateforme a refusé',
    todo: "Faites ce que la plateforme demande. Pour un expert d'un cours : ouvrez le cours sur le site, et mettez un autre expert à sa place. Relancez ensuite purge.",
  },
  purge_failed: {
    title: 'Une requête a échoué, à chaque nouvel essai aussi',
    todo: 'Quand la plateforme fonctionne, relancez purge.',
  },
  purge_changed: {
    title: 'Le compte a changé depuis sa consultation',
    todo: "Regardez le compte sur la plateforme. Si c'est toujours la personne partie, supprimez-le à cet endroit.",
  },
  undo_refused: {
    title: 'La plateforme a refusé',
    todo: 'Faites ce que la plateforme demande, par exemple libérer une place. Relancez ensuite undo.',
  },
  undo_failed: {
    title: 'Une requête a échoué, à chaque nouvel essai aussi',
    todo: 'Quand la plateforme fonctionne, relancez undo.',
  },
  undo_changed: {
    title: 'Le compte a changé depuis sa consultation',
    todo: "Regardez le compte sur la plateforme. Si c'est toujours la personne désactivée, réactivez-le à cet endroit.",
  },
  undone: { title: 'Une autre exécution annule celle-ci', todo: null },
  still_there: { title: "L'utilisateur est encore là, ou de nouveau là", todo: null },
  somebody_else_there: { title: "Quelqu'un d'autre a maintenant cet ID utilisateur", todo: null },
  earlier_version: {
    title: 'Terminé sous une version précédente',
    todo: 'Lisez ce que cette version a dit de la ligne.',
  },
}
