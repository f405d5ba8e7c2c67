import type { ReasonWords } from '../../../../offboarding/reason.ts'
import {
  causeInWords,
  cellFlaws,
  changesInWords,
  count,
  deactivatedBy,
  escaped,
  left as leftWords,
  mangled,
  mayHaveDeleted,
  minute,
  missing,
  otherSaid,
  quoted,
  sameKey,
  sameUserStays,
  settledLater,
  since as sinceWords,
  steps,
  strangerInWords,
  wouldBe,
} from './fr-details.ts'

/** The words of every reason, in French. */
export const reasons: ReasonWords = {
  inColumn: (column, text) => `colonne ${column} : ${text}`,
  reasons: {
    // A cell, or the row, cannot be used.
    user_id_empty: () => "l'ID utilisateur est vide",
    user_id_too_long: ({ length, max }) =>
      length === null
        ? "l'ID utilisateur est beaucoup trop long"
        : `l'ID utilisateur compte ${length} caractères ; le maximum possible est de ${max}`,
    user_id_character: ({ character }) =>
      `l'ID utilisateur contient ${strangerInWords(character)} ; seuls les lettres, les chiffres, « - » et « _ » sont possibles`,
    user_id_is_route: ({ id }) => `${quoted(id)} est une route de l'API, et non un ID utilisateur`,
    user_id_mangled: ({ how }) => mangled(how, 'user ID'),
    user_id_missing: () => missing('user ID'),
    user_id_is_email: () =>
      "une adresse e-mail figure à la place de l'ID utilisateur. Si c'est le cas de toutes les lignes, indiquez la colonne avec --email-column.",
    attribute_mangled: ({ how }) => mangled(how, 'employee number'),
    attribute_missing: () => missing('employee number'),
    email_empty: () => "l'adresse e-mail est vide",
    email_too_long: () => "l'adresse e-mail est beaucoup trop longue",
    email_apostrophe: () => "l'adresse e-mail est précédée d'une apostrophe, qu'un tableur y a mise",
    email_several: () => "la cellule contient plus d'une adresse e-mail, ou une adresse abîmée",
    email_shape: () => "la cellule ne contient pas d'adresse e-mail",
    email_look_alike: ({ character }) =>
      `l'adresse e-mail contient ${character}, qui ressemble seulement à ce que l'on tape à cet endroit ; saisissez l'adresse de nouveau`,
    email_mixed_alphabets: () =>
      "l'adresse e-mail mélange des lettres d'alphabets qui se ressemblent ; saisissez l'adresse de nouveau",
    email_missing: () => missing('e-mail address'),
    cell_too_long: ({ length }) =>
      `la cellule compte ${length} caractères, plus qu'aucun ID utilisateur ni aucune adresse e-mail`,
    cell_flawed: ({ cell, flaw }) => `la cellule ${cell} ${cellFlaws[flaw]}`,
    wrong_width: ({ cells, columns, surplus }) =>
      `la ligne a ${count(cells, 'cellule', 'cellules')}, et l'en-tête ${columns}${surplus.length === 0 ? '' : ` ; au-delà de la dernière colonne : ${JSON.stringify(surplus)}`}`,
    nobody_named: ({ columns }) =>
      ({
        attribute: "la ligne n'a pas de matricule",
        any: "la ligne n'a rien qui permette de trouver son utilisateur, comme le matricule",
        user_id: "la ligne n'a pas d'ID utilisateur",
        email: "la ligne n'a pas d'adresse e-mail",
        both: "la ligne n'a ni ID utilisateur ni adresse e-mail",
        none: 'la ligne ne désigne personne',
      })[columns],
    no_person: () =>
      "la ligne ressemble à un total, à un décompte ou à un pied de page de la liste, et non à une personne. Retirez-la ; s'il s'agit d'une personne, ajoutez un nom ou une adresse e-mail",
    leave_date_unreadable: ({ cell }) =>
      `la date de départ ${escaped(cell)} est illisible. Corrigez-la, ou indiquez le format de la colonne avec --date-format`,
    leave_date_empty: ({ cell, mayBeDue }) =>
      `pas de date de départ${cell === '' ? '' : `, mais ${escaped(cell)}`} ; saisissez la date${mayBeDue ? ', ou indiquez que toutes les personnes sans date de cette liste sont parties : --empty-leave-date due' : ''}`,
    leave_date_to_come: ({ date }) => `la date de départ est le ${date}, et ce jour n'est pas encore passé`,

    // Another row, or an earlier run, says something about the user.
    same_user: ({ row }) => `le même utilisateur figure sur la ligne ${row}`,
    contradicts_row: ({ row, same, other }) => `la ligne ${row} a ${sameKey[same]} et ${otherSaid[other]}`,
    row_says_stays: ({ row, why }) => `la ligne ${row} ${sameUserStays[why]}`,
    leave_date_missing: ({ row }) =>
      `la date de départ est vide, alors que la ligne ${row} dit du même utilisateur qu'il est parti : saisissez la date, ou retirez cette ligne-ci`,
    deleted_before: ({ on, run }) => `supprimé le ${on} par l'exécution ${run}`,
    rehired: ({ on, run, left }) =>
      `supprimé le ${on} par l'exécution ${run}, après un départ le ${left} : ce compte est donc plus récent. Si la personne a été réembauchée, retirez la ligne ; si elle repart, saisissez la nouvelle date`,
    deactivated_before: ({ on, run }) =>
      `l'exécution ${run} a désactivé cet utilisateur le ${on} et ne l'a pas supprimé : s'il doit rester actif, réactivez-le à la main`,
    maybe_deactivated_before: ({ run }) =>
      `l'exécution ${run}, qui a été interrompue, a peut-être désactivé cet utilisateur : s'il reste, réactivez-le à la main`,

    // The account is not the user meant, or must not be touched.
    on_protected_list: () => 'sur la liste de protection',
    address_is_of: ({ id, email, other }) =>
      `aucun utilisateur n'a l'ID ${quoted(id)}, et ${email} est l'adresse de l'utilisateur ${quoted(other)}`,
    several_accounts: ({ users }) =>
      `les comptes des utilisateurs ${users.join(', ')} ont cette adresse, chacun avec une graphie différente : indiquez l'ID utilisateur`,
    other_user_answered: ({ asked, answered }) =>
      `la plateforme a répondu avec l'utilisateur ${quoted(answered)} alors que ${quoted(asked)} était demandé`,
    email_differs: ({ said, user, has }) =>
      `la ligne indique ${said}, et le compte de l'utilisateur ${quoted(user)} ${has === null ? "n'a pas d'adresse e-mail" : `a l'adresse ${has}`}`,
    name_differs: ({ said, user, has }) =>
      `la ligne ${said === null ? "n'indique aucun nom" : `indique le nom ${said}`}, et le compte de l'utilisateur ${quoted(user)} ${has === null ? "n'a pas de nom" : `est au nom de ${has}`}`,
    attribute_differs: ({ said, user, has }) =>
      `la ligne indique le matricule ${quoted(said)}, et le compte de l'utilisateur ${quoted(user)} ${has === null ? "n'en a pas" : `a ${quoted(has)}`}`,
    attribute_not_told: ({ said, user }) =>
      `la ligne indique le matricule ${quoted(said)}, et la plateforme ne montre pas celui de l'utilisateur ${quoted(user)}`,
    attribute_shared: ({ said, users }) =>
      `les comptes des utilisateurs ${users.join(', ')} ont le matricule ${quoted(said)}, si bien qu'on ne sait pas de qui il s'agit : corrigez-le sur la plateforme, ou indiquez l'ID utilisateur à sa place`,
    attribute_is_of: ({ id, said, user }) =>
      `aucun utilisateur n'a l'ID ${quoted(id)}, et ${quoted(said)} est le matricule de l'utilisateur ${quoted(user)}`,
    attribute_nearly: ({ said, user, has }) =>
      `aucun utilisateur n'a le matricule ${quoted(said)}, et celui de l'utilisateur ${quoted(user)} est ${quoted(has)}, qui n'en diffère que par des zéros initiaux ou des majuscules : s'il s'agit bien de cette personne, corrigez la ligne`,
    attribute_zeros: ({ said, user, has }) =>
      `le matricule de l'utilisateur ${quoted(user)} est ${quoted(has)}, qui devient ${quoted(said)} une fois qu'un tableur en a retiré les zéros, si bien qu'on ne sait pas de qui il s'agit : indiquez aussi l'ID utilisateur ou l'adresse e-mail`,
    listing_incomplete: ({ said, seen, of }) =>
      `la liste des utilisateurs du site n'a pas pu être lue en entier (${seen} sur ${of ?? 'un nombre inconnu'}), si bien qu'on ne sait pas si un utilisateur, et un seul, a le matricule ${quoted(said)} ; rien n'a été modifié`,
    account_id_unusable: ({ id }) =>
      `le compte a l'ID ${escaped(id)}, qui pourrait mener à un autre point d'accès de l'API que celui de l'utilisateur`,
    account_email_unusable: ({ isMissing }) =>
      `le compte ${isMissing ? "n'a pas d'adresse e-mail" : 'a une adresse e-mail illisible'}, si bien qu'on ne sait pas s'il est sur la liste de protection`,
    role_not_allowed: ({ role, allowed }) =>
      `l'utilisateur a ${role === null ? 'un rôle inconnu' : `le rôle ${quoted(role)}`}, et --roles autorise ${allowed.join(', ')}`,
    changed_since: ({ since, changes, isReactivated }) =>
      `le compte a changé depuis ${sinceWords[since]} (${[changesInWords(changes), isReactivated ? 'réactivé' : ''].filter((words) => words !== '').join(', ')})`,

    // The result of the steps.
    was_deactivated: () => 'était déjà désactivé',
    is_active: () =>
      "l'utilisateur est actif, et --no-deactivate ne supprime que les utilisateurs déjà désactivés",
    confirmed_after: ({ what }) =>
      ({
        lost_answer: 'confirmé après une réponse perdue',
        unclear_answer: 'confirmé après une réponse peu claire',
        interruption: 'confirmé après une interruption',
      })[what],
    deleted_by_others: () => "quelqu'un d'autre a supprimé l'utilisateur entre-temps",
    reactivated_by_others: ({ cause }) =>
      `quelqu'un a réactivé l'utilisateur entre-temps${cause === null ? '' : ` (${causeInWords(cause)})`}`,
    other_account_deleted: ({ changes }) =>
      `le compte a été supprimé définitivement, et c'était un autre compte : il a changé depuis sa consultation (${changesInWords(changes)})`,
    platform_refused: ({ message, isDeactivated }) =>
      `${message}${isDeactivated ? " ; l'utilisateur est désactivé" : ''}`,
    step_failed: ({ step, cause, attempts, left }) =>
      `${steps[step]} : ${causeInWords(cause)}${attempts > 1 ? ` (${attempts} tentatives)` : ''} ; ${leftWords[left]}`,

    // Added to another reason: the state in which the user was left.
    may_have_deleted: ({ isAlternative }) => `${isAlternative ? 'ou bien ' : ''}${mayHaveDeleted}`,
    found_active: ({ user }) => `l'utilisateur ${quoted(user)} est actif`,
    user_gone: () => "l'utilisateur n'existe plus",
    reactivated_at_once: ({ wasActive }) => `${deactivatedBy(wasActive)}, et réactivé aussitôt`,
    left_deactivated: () => "l'utilisateur est désactivé, et l'est resté",
    maybe_left_deactivated: ({ user }) =>
      `on ne sait pas si l'utilisateur ${quoted(user)} est désactivé : regardez sur la plateforme`,
    not_reactivated: ({ user, wasActive, why }) =>
      `${deactivatedBy(wasActive)}, et ${why === 'not_shown' ? "n'apparaît pas comme réactivé" : why === 'unusable_id' ? "n'a pas d'ID utilisable" : `n'a pas pu être réactivé (${causeInWords(why)})`} : réactivez l'utilisateur ${quoted(user)} à la main`,

    // Nothing was attempted, or this is what would be done.
    would_be: ({ action }) => wouldBe[action],
    dry_run: ({ action }) => `essai à blanc : ${wouldBe[action]}`,
    run_refused: ({ message }) => `refusé : ${message}`,
    continued_by: ({ run }) => `l'exécution ${run} continue avec cet utilisateur`,
    replaced_by: ({ run }) => `l'exécution ${run} de la même liste a été lancée à la place de celle-ci`,
    stopped_before: () => "l'exécution s'est arrêtée avant cette ligne",
    stopped_deactivated: () => "l'exécution s'est arrêtée ; l'utilisateur est désactivé, mais pas supprimé",
    stopped_within_deactivate: () =>
      `l'exécution s'est arrêtée après l'envoi d'une désactivation ; ${settledLater}`,
    stopped_within_reactivate: () =>
      `l'exécution s'est arrêtée après l'envoi d'une réactivation ; ${settledLater}`,
    stopped_within_delete: () =>
      `l'exécution s'est arrêtée après l'envoi d'une suppression ; ${settledLater}`,

    // Of a grace period.
    grace_not_over: ({ until, run }) => `attend jusqu'au ${minute(until)}, selon l'exécution ${run}`,
    later_list_says_stays: ({ run }) =>
      `selon l'exécution ${run}, dont la liste est plus récente, l'utilisateur n'est pas parti : réactivez-le s'il reste`,
    was_waiting: ({ until, run }) => `attendait jusqu'au ${minute(until)}, selon l'exécution ${run}`,

    // Of an undo.
    was_active: () => 'était déjà actif',
    gone_for_good: ({ on, run, saved }) =>
      on === null || run === null
        ? "disparu définitivement : quelqu'un d'autre a supprimé l'utilisateur entre-temps, pour autant que ce registre le sache"
        : `disparu définitivement : supprimé le ${on} par l'exécution ${run}${saved === null ? '' : ` ; son dossier de formation est dans le fichier archive/records.jsonl de celle-ci, avec la ligne ${saved}`}`,
    not_known_active: ({ run }) =>
      `on ne sait pas si l'utilisateur était actif avant l'exécution ${run}, qui n'a consulté personne : s'il l'était, réactivez-le à la main`,
    offboarded_since: ({ run }) =>
      `l'exécution ${run}, plus récente, traite aussi le départ de cet utilisateur : s'il doit rester, annulez cette exécution, ou réactivez-le à la main`,
    no_seat_left: ({ message }) =>
      `réactivation non demandée, car la plateforme avait déjà dit d'un autre utilisateur : ${message} ; l'utilisateur est désactivé`,
    undone_by: ({ run }) => `l'exécution ${run} annule cela, et réactive tous ceux qu'elle peut réactiver`,

    // Of the question whether somebody is gone.
    still_there: ({ on, deactivated }) =>
      `nouvelle vérification le ${on} : la plateforme montre cet utilisateur, qui est ${deactivated ? 'désactivé' : 'actif'} ; il est donc de nouveau là, ou n'a jamais disparu`,
    somebody_else_there: ({ on, changes }) =>
      `nouvelle vérification le ${on} : quelqu'un d'autre a maintenant cet ID utilisateur (${changesInWords(changes)})`,

    // A row that ended under an earlier version.
    earlier_version: ({ words }) => words,
  },
}
