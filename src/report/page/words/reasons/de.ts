import type { ReasonWords } from '../../../../offboarding/reason.ts'
import {
  ACTIONS,
  causeInWords,
  changesInWords,
  characterInWords,
  CONFIRMED,
  deactivatedBy,
  FLAWS,
  LEFT_AS,
  mangled,
  MAY_HAVE_DELETED,
  minute,
  missing,
  NOBODY,
  OTHER,
  quoted,
  SAME,
  SETTLED_LATER,
  SINCE_WHEN,
  STAYS,
  STEPS,
} from './de-details.ts'

/** Every reason why a row ended as it did, in German. */
export const reasons: ReasonWords = {
  inColumn: (column, text) => `Spalte ${column}: ${text}`,
  reasons: {
    // A cell, or the row, cannot be used.
    user_id_empty: () => 'die Benutzer-ID ist leer',
    user_id_too_long: ({ length, max }) =>
      length === null
        ? 'die Benutzer-ID ist viel zu lang'
        : `die Benutzer-ID hat ${length} Zeichen; höchstens ${max} sind möglich`,
    user_id_character: ({ character }) =>
      `die Benutzer-ID enthält ${characterInWords(character)}; möglich sind nur Buchstaben, Ziffern, „-“ und „_“`,
    user_id_is_route: ({ id }) => `„${id}“ ist eine Route der API, keine Benutzer-ID`,
    user_id_mangled: ({ how }) => mangled(how, 'Benutzer-ID'),
    user_id_missing: () => missing('Benutzer-ID'),
    user_id_is_email: () =>
      'statt der Benutzer-ID steht dort eine E-Mail-Adresse. Wenn das in jeder Zeile so ist, nennen Sie die Spalte mit --email-column.',
    attribute_mangled: ({ how }) => mangled(how, 'Personalnummer'),
    attribute_missing: () => missing('Personalnummer'),
    email_empty: () => 'die E-Mail-Adresse ist leer',
    email_too_long: () => 'die E-Mail-Adresse ist viel zu lang',
    email_apostrophe: () =>
      'vor der E-Mail-Adresse steht ein Apostroph, den eine Tabellenkalkulation dort gesetzt hat',
    email_several: () => 'die Zelle enthält mehr als eine E-Mail-Adresse, oder eine beschädigte',
    email_shape: () => 'die Zelle enthält keine E-Mail-Adresse',
    email_look_alike: ({ character }) =>
      `die E-Mail-Adresse enthält ${character}, was nur so aussieht wie das, was man dort tippt; tippen Sie die Adresse neu`,
    email_mixed_alphabets: () =>
      'die E-Mail-Adresse mischt Buchstaben aus Alphabeten, die sich ähnlich sehen; tippen Sie die Adresse neu',
    email_missing: () => missing('E-Mail-Adresse'),
    cell_too_long: ({ length }) =>
      `die Zelle hat ${length} Zeichen, so viele hat keine Benutzer-ID oder E-Mail-Adresse`,
    cell_flawed: ({ cell, flaw }) => `Zelle ${cell} ${FLAWS[flaw]}`,
    wrong_width: ({ cells, columns, surplus }) =>
      `die Zeile hat ${cells} ${cells === 1 ? 'Zelle' : 'Zellen'} und die Kopfzeile ${columns}${surplus.length === 0 ? '' : `; hinter der letzten Spalte: ${surplus.map(quoted).join(', ')}`}`,
    nobody_named: ({ columns }) => NOBODY[columns],
    no_person: () =>
      'die Zeile sieht nach einer Summe, einer Anzahl oder einer Fußzeile der Liste aus, nicht nach einer Person. Nehmen Sie sie heraus; wenn es doch jemand ist, ergänzen Sie einen Namen oder eine E-Mail-Adresse',
    leave_date_unreadable: ({ cell }) =>
      `das Austrittsdatum ${quoted(cell)} ist nicht lesbar. Berichtigen Sie es, oder nennen Sie das Format der Spalte mit --date-format`,
    leave_date_empty: ({ cell, mayBeDue }) =>
      `kein Austrittsdatum${cell === '' ? '' : `, sondern ${quoted(cell)}`}; tragen Sie es ein${mayBeDue ? ', oder sagen Sie, dass alle ohne Datum auf dieser Liste gegangen sind: --empty-leave-date due' : ''}`,
    leave_date_to_come: ({ date }) => `das Austrittsdatum ist ${date}, und dieser Tag ist noch nicht vorüber`,

    // Another row, or an earlier run, says something about the user.
    same_user: ({ row }) => `derselbe Benutzer steht in Zeile ${row}`,
    contradicts_row: ({ row, same, other }) => `Zeile ${row} hat ${SAME[same]} und ${OTHER[other]}`,
    row_says_stays: ({ row, why }) => `Zeile ${row} ${STAYS[why]}`,
    leave_date_missing: ({ row }) =>
      `das Austrittsdatum ist leer, während derselbe Benutzer nach Zeile ${row} gegangen ist: tragen Sie das Datum ein, oder nehmen Sie diese Zeile heraus`,
    deleted_before: ({ on, run }) => `am ${on} von Lauf ${run} gelöscht`,
    rehired: ({ on, run, left }) =>
      `am ${on} von Lauf ${run} gelöscht, nach dem Austritt am ${left}; dieses Konto ist also ein neueres. Wurde die Person wieder eingestellt, nehmen Sie die Zeile heraus; geht sie wieder, tragen Sie das neue Datum ein`,
    deactivated_before: ({ on, run }) =>
      `Lauf ${run} hat diesen Benutzer am ${on} deaktiviert und nicht gelöscht: wenn er aktiv bleiben soll, reaktivieren Sie ihn von Hand`,
    maybe_deactivated_before: ({ run }) =>
      `Lauf ${run}, der unterbrochen wurde, hat diesen Benutzer vielleicht deaktiviert: wenn er bleibt, reaktivieren Sie ihn von Hand`,

    // The account is not the user meant, or must not be touched.
    on_protected_list: () => 'steht auf der Schutzliste',
    address_is_of: ({ id, email, other }) =>
      `kein Benutzer hat die ID „${id}“, und ${email} ist die Adresse von Benutzer „${other}“`,
    several_accounts: ({ users }) =>
      `die Konten der Benutzer ${users.join(', ')} haben diese Adresse, jedes in anderer Schreibweise: nennen Sie die Benutzer-ID`,
    other_user_answered: ({ asked, answered }) =>
      `die Plattform antwortete mit Benutzer „${answered}“, obwohl nach „${asked}“ gefragt war`,
    email_differs: ({ said, user, has }) =>
      `in der Zeile steht ${said}, und das Konto von Benutzer „${user}“ hat ${has ?? 'keine E-Mail-Adresse'}`,
    name_differs: ({ said, user, has }) =>
      `in der Zeile steht ${said ?? 'kein Name'}, und das Konto von Benutzer „${user}“ ${has === null ? 'hat keinen Namen' : `lautet auf ${has}`}`,
    attribute_differs: ({ said, user, has }) =>
      `in der Zeile steht die Personalnummer „${said}“, und das Konto von Benutzer „${user}“ hat ${has === null ? 'keine' : `„${has}“`}`,
    attribute_not_told: ({ said, user }) =>
      `in der Zeile steht die Personalnummer „${said}“, und die von Benutzer „${user}“ zeigt die Plattform nicht`,
    attribute_shared: ({ said, users }) =>
      `die Konten der Benutzer ${users.join(', ')} haben die Personalnummer „${said}“, sodass niemand weiß, wer gemeint ist: berichtigen Sie sie dort, oder nennen Sie stattdessen die Benutzer-ID`,
    attribute_is_of: ({ id, said, user }) =>
      `kein Benutzer hat die ID „${id}“, und „${said}“ ist die Personalnummer von Benutzer „${user}“`,
    attribute_nearly: ({ said, user, has }) =>
      `kein Benutzer hat die Personalnummer „${said}“, und die von Benutzer „${user}“ ist „${has}“, was sich nur durch führende Nullen oder Groß- und Kleinschreibung unterscheidet: wenn dieser Benutzer gemeint ist, berichtigen Sie die Zeile`,
    attribute_zeros: ({ said, user, has }) =>
      `die Personalnummer von Benutzer „${user}“ ist „${has}“, woraus „${said}“ wird, wenn eine Tabellenkalkulation die Nullen entfernt, sodass niemand weiß, wer gemeint ist: nennen Sie zusätzlich die Benutzer-ID oder die E-Mail-Adresse`,
    listing_incomplete: ({ said, seen, of }) =>
      `die Liste der Benutzer der Site war nicht vollständig zu lesen (${seen} von ${of ?? 'unbekannt vielen'}), sodass nicht bekannt ist, ob genau ein Benutzer die Personalnummer „${said}“ hat; nichts wurde geändert`,
    account_id_unusable: ({ id }) =>
      `das Konto hat die ID ${quoted(id)}, die einen anderen Endpunkt als den des Benutzers erreichen könnte`,
    account_email_unusable: ({ isMissing }) =>
      `das Konto hat ${isMissing ? 'keine E-Mail-Adresse' : 'eine E-Mail-Adresse, die nicht lesbar ist'}, sodass niemand weiß, ob es auf der Schutzliste steht`,
    role_not_allowed: ({ role, allowed }) =>
      `der Benutzer hat ${role === null ? 'eine unbekannte Rolle' : `die Rolle „${role}“`}, und --roles erlaubt ${allowed.join(', ')}`,
    changed_since: ({ since, changes, isReactivated }) =>
      `${SINCE_WHEN[since]} geändert: ${[changesInWords(changes), isReactivated ? 'reaktiviert' : ''].filter((words) => words !== '').join(', ')}`,

    // The result of the steps.
    was_deactivated: () => 'war schon deaktiviert',
    is_active: () => 'der Benutzer ist aktiv, und --no-deactivate löscht nur, wer schon deaktiviert ist',
    confirmed_after: ({ what }) => CONFIRMED[what],
    deleted_by_others: () => 'jemand anders hat den Benutzer inzwischen gelöscht',
    reactivated_by_others: ({ cause }) =>
      `jemand hat den Benutzer inzwischen reaktiviert${cause === null ? '' : ` (${causeInWords(cause)})`}`,
    other_account_deleted: ({ changes }) =>
      `das Konto wurde endgültig gelöscht und war ein anderes, denn ${SINCE_WHEN.look_up} hat sich geändert: ${changesInWords(changes)}`,
    platform_refused: ({ message, isDeactivated }) =>
      `${message}${isDeactivated ? '; der Benutzer ist deaktiviert' : ''}`,
    step_failed: ({ step, cause, attempts, left }) =>
      `${STEPS[step]}: ${causeInWords(cause)}${attempts > 1 ? ` (${attempts} Versuche)` : ''}; ${LEFT_AS[left]}`,

    // Added to another reason: the state in which the user was left.
    may_have_deleted: ({ isAlternative }) => `${isAlternative ? 'oder ' : ''}${MAY_HAVE_DELETED}`,
    found_active: ({ user }) => `Benutzer „${user}“ ist aktiv`,
    user_gone: () => 'den Benutzer gibt es nicht mehr',
    reactivated_at_once: ({ wasActive }) => `${deactivatedBy(wasActive)} und gleich reaktiviert`,
    left_deactivated: () => 'der Benutzer ist deaktiviert und blieb es',
    maybe_left_deactivated: ({ user }) =>
      `ob Benutzer „${user}“ deaktiviert ist, ist nicht bekannt: sehen Sie von Hand nach`,
    not_reactivated: ({ user, wasActive, why }) =>
      `${deactivatedBy(wasActive)} und ${why === 'not_shown' ? 'danach nicht als reaktiviert gezeigt' : why === 'unusable_id' ? 'hat keine brauchbare ID' : `konnte nicht reaktiviert werden (${causeInWords(why)})`}: reaktivieren Sie Benutzer „${user}“ von Hand`,

    // Nothing was attempted, or this is what would be done.
    would_be: ({ action }) => `würde ${ACTIONS[action]}`,
    dry_run: ({ action }) => `Probelauf: würde ${ACTIONS[action]}`,
    run_refused: ({ message }) => `abgelehnt: ${message}`,
    continued_by: ({ run }) => `Lauf ${run} macht mit diesem Benutzer weiter`,
    replaced_by: ({ run }) => `statt dieses Laufs wurde Lauf ${run} mit derselben Liste begonnen`,
    stopped_before: () => 'der Lauf hielt vor dieser Zeile an',
    stopped_deactivated: () => 'der Lauf hielt an; der Benutzer ist deaktiviert, nicht gelöscht',
    stopped_within_deactivate: () =>
      `der Lauf hielt an, nachdem eine Deaktivierung gesendet war; ${SETTLED_LATER}`,
    stopped_within_reactivate: () =>
      `der Lauf hielt an, nachdem eine Reaktivierung gesendet war; ${SETTLED_LATER}`,
    stopped_within_delete: () => `der Lauf hielt an, nachdem eine Löschung gesendet war; ${SETTLED_LATER}`,

    // Of a grace period.
    grace_not_over: ({ until, run }) => `wartet laut Lauf ${run} bis ${minute(until)}`,
    later_list_says_stays: ({ run }) =>
      `nach Lauf ${run}, dessen Liste neuer ist, ist der Benutzer nicht gegangen: reaktivieren Sie ihn, wenn er bleibt`,
    was_waiting: ({ until, run }) => `wartete laut Lauf ${run} bis ${minute(until)}`,

    // Of an undo.
    was_active: () => 'war schon aktiv',
    gone_for_good: ({ on, run, saved }) =>
      on === null || run === null
        ? 'endgültig weg: nach allem, was im Ledger steht, hat inzwischen jemand anders den Benutzer gelöscht'
        : `endgültig weg: am ${on} von Lauf ${run} gelöscht${saved === null ? '' : `; die Schulungsunterlagen stehen in dessen archive/records.jsonl, bei Zeile ${saved}`}`,
    not_known_active: ({ run }) =>
      `nicht bekannt, ob der Benutzer vor Lauf ${run} aktiv war, der niemanden abgefragt hat: wenn ja, reaktivieren Sie ihn von Hand`,
    offboarded_since: ({ run }) =>
      `auch nach Lauf ${run}, der neuer ist, geht dieser Benutzer: wenn er bleiben soll, nehmen Sie jenen Lauf mit undo zurück, oder reaktivieren Sie den Benutzer von Hand`,
    no_seat_left: ({ message }) =>
      `nicht mehr versucht, denn die Plattform hatte zu einem anderen Benutzer gesagt: ${message}; der Benutzer ist deaktiviert`,
    undone_by: ({ run }) => `Lauf ${run} nimmt das zurück und reaktiviert, wen er kann`,

    // Of the question whether somebody is gone.
    still_there: ({ on, deactivated }) =>
      `am ${on} noch einmal abgefragt: die Plattform zeigt diesen Benutzer, er ist ${deactivated ? 'deaktiviert' : 'aktiv'}, also wieder da, oder er war nie weg`,
    somebody_else_there: ({ on, changes }) =>
      `am ${on} noch einmal abgefragt: inzwischen hat jemand anders diese Benutzer-ID (${changesInWords(changes)})`,

    /** In the words of that version. */
    earlier_version: ({ words }) => words,
  },
}
