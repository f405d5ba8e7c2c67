import type { Advice } from '../../../../offboarding/advice/advice.ts'
import type { Topic } from '../../../../offboarding/advice/topic.ts'

/** What to do about each topic, in German. */
export const advice: Readonly<Record<Topic, Advice>> = {
  nobody_named: {
    title: 'Die Zeile nennt niemanden',
    todo: 'Tragen Sie die Benutzer-ID oder die E-Mail-Adresse ein, oder nehmen Sie die Zeile heraus.',
  },
  id_unusable: {
    title: 'Das kann keine Benutzer-ID sein',
    todo: 'Berichtigen Sie die Benutzer-ID in der Liste: die Plattform zeigt sie auf der Seite des Benutzers.',
  },
  spreadsheet_damage: {
    title: 'Eine Tabellenkalkulation hat die Zelle beschädigt',
    todo: 'Formatieren Sie die Spalte als Text, tragen Sie den Wert aus seiner Quelle neu ein, und exportieren Sie die Liste noch einmal.',
  },
  value_missing: {
    title: 'Statt eines Werts steht dort ein Platzhalter',
    todo: 'Tragen Sie den Wert ein, oder leeren Sie die Zelle, wenn die Zeile anders sagt, wer gemeint ist.',
  },
  email_in_id_column: {
    title: 'Statt der Benutzer-ID steht dort eine E-Mail-Adresse',
    todo: 'Wenn das in jeder Zeile so ist, nennen Sie die Spalte mit --email-column. Sonst berichtigen Sie die Zeile.',
  },
  email_unusable: {
    title: 'Die E-Mail-Adresse ist unbrauchbar',
    todo: 'Tippen Sie die Adresse neu, genau eine in der Zelle.',
  },
  row_broken: {
    title: 'Die Zeile hat nicht die Form der Liste',
    todo: 'Sehen Sie sich diese Zeile in einem Texteditor an: ein Trennzeichen oder ein Anführungszeichen fehlt oder ist zu viel.',
  },
  no_person: {
    title: 'Die Zeile sieht nach einer Summe oder Fußzeile aus',
    todo: 'Nehmen Sie sie heraus. Wenn es doch jemand ist, ergänzen Sie einen Namen oder eine E-Mail-Adresse.',
  },
  leave_date_unreadable: {
    title: 'Das Austrittsdatum ist nicht lesbar',
    todo: 'Berichtigen Sie das Datum, oder nennen Sie das Format der Spalte mit --date-format.',
  },
  leave_date_missing: {
    title: 'Das Austrittsdatum fehlt',
    todo: 'Tragen Sie das Austrittsdatum ein. Wenn alle ohne Datum auf dieser Liste gegangen sind: --empty-leave-date due.',
  },
  leaves_later: { title: 'Das Austrittsdatum ist noch nicht vorüber', todo: null },
  same_user: { title: 'Derselbe Benutzer steht in einer früheren Zeile', todo: null },
  rows_contradict: {
    title: 'Zwei Zeilen widersprechen sich über einen Benutzer',
    todo: 'Klären Sie, welche Zeile stimmt, und nehmen Sie die andere heraus.',
  },
  row_says_stays: {
    title: 'Nach einer anderen Zeile bleibt der Benutzer',
    todo: 'Fragen Sie die Personalabteilung, ob die Person gegangen ist. Wenn ja, berichtigen Sie die andere Zeile.',
  },
  waits: { title: 'Die Karenzzeit läuft', todo: null },
  later_list_says_stays: {
    title: 'Nach einer neueren Liste ist der Benutzer nicht gegangen',
    todo: 'Wenn er bleibt, reaktivieren Sie ihn auf der Plattform.',
  },
  deleted_before: { title: 'Von einem früheren Lauf gelöscht', todo: null },
  rehired: {
    title: 'Das Konto ist neuer als das Austrittsdatum',
    todo: 'Wurde die Person wieder eingestellt, nehmen Sie die Zeile heraus. Geht sie wieder, tragen Sie das neue Datum ein.',
  },
  deactivated_earlier: {
    title: 'Ein früherer Lauf hat den Benutzer deaktiviert',
    todo: 'Wenn er aktiv bleiben soll, reaktivieren Sie ihn auf der Plattform.',
  },
  on_protected_list: { title: 'Steht auf der Schutzliste', todo: null },
  somebody_else: {
    title: 'Das gefundene Konto gehört vielleicht jemand anderem',
    todo: 'Vergleichen Sie die Zeile mit dem Konto auf der Plattform. Berichtigen Sie die Zeile, oder nehmen Sie sie heraus.',
  },
  several_accounts: {
    title: 'Mehr als ein Konto passt',
    todo: 'Suchen Sie auf der Plattform das richtige Konto, und tragen Sie dessen Benutzer-ID in die Zeile ein.',
  },
  answer_unusable: {
    title: 'Der Antwort der Plattform ist nicht zu trauen',
    todo: 'Sehen Sie sich das Konto auf der Plattform an, und melden Sie es dem Support der Plattform.',
  },
  account_without_email: {
    title: 'Das Konto hat keine brauchbare E-Mail-Adresse, und die Schutzliste greift nicht',
    todo: 'Geben Sie dem Konto auf der Plattform eine E-Mail-Adresse, und führen Sie denselben Befehl noch einmal aus.',
  },
  not_comparable: {
    title: 'Ob es das richtige Konto ist, war nicht zu prüfen',
    todo: 'Führen Sie die Zeile noch einmal aus, oder nennen Sie zusätzlich Benutzer-ID oder E-Mail-Adresse.',
  },
  role_not_allowed: {
    title: 'Diese Rolle ist nicht zum Offboarding freigegeben',
    todo: 'Soll der Benutzer trotzdem entfernt werden, erlauben Sie die Rolle mit --roles, oder ändern Sie sie auf der Plattform.',
  },
  changed_since: {
    title: 'Das Konto hat sich seit der Abfrage geändert',
    todo: 'Sehen Sie sich das Konto auf der Plattform an. Ist es noch die Person, die gegangen ist, führen Sie die Zeile noch einmal aus.',
  },
  deactivated_already: { title: 'War schon deaktiviert', todo: null },
  is_active: {
    title: 'Der Benutzer ist aktiv',
    todo: 'Deaktivieren Sie den Benutzer, oder lassen Sie --no-deactivate weg.',
  },
  confirmed_later: { title: 'Nachträglich bestätigt', todo: null },
  deleted_by_others: { title: 'Jemand anders hat den Benutzer gelöscht', todo: null },
  reactivated_by_others: {
    title: 'Jemand hat den Benutzer reaktiviert',
    todo: 'Fragen Sie, wer ihn reaktiviert hat und warum, bevor Sie irgendetwas tun.',
  },
  other_account_deleted: {
    title: 'Das gelöschte Konto war inzwischen ein anderes',
    todo: 'Sagen Sie es noch heute dem Administrator der Plattform: ein Konto wurde gelöscht, das niemand meinte. Fragen Sie den Support, ob es wiederhergestellt werden kann.',
  },
  platform_refused: {
    title: 'Die Plattform hat abgelehnt',
    todo: 'Tun Sie, was die Plattform verlangt. Bei Experten eines Kurses: öffnen Sie den Kurs auf der Site, und setzen Sie einen anderen Experten ein. Führen Sie danach retry.csv aus.',
  },
  step_failed: {
    title: 'Eine Anfrage schlug fehl, auch bei jedem weiteren Versuch',
    todo: 'Führen Sie retry.csv aus, sobald die Plattform wieder arbeitet; nach einem Plan machen Sie den Plan noch einmal.',
  },
  may_have_deleted: {
    title: 'Vielleicht wurde ein anderes Konto gelöscht',
    todo: 'Klären Sie auf der Plattform, welches Konto diese ID hatte, und ob es noch da ist.',
  },
  found_active: { title: 'Der Benutzer ist aktiv', todo: null },
  reactivated_at_once: { title: 'Wurde deaktiviert und gleich reaktiviert', todo: null },
  left_deactivated: {
    title: 'Der Benutzer blieb deaktiviert',
    todo: 'Wenn er bleibt, reaktivieren Sie ihn auf der Plattform.',
  },
  maybe_left_deactivated: {
    title: 'Ob der Benutzer deaktiviert ist, ist nicht bekannt',
    todo: 'Sehen Sie auf der Plattform nach, und reaktivieren Sie ihn, wenn er bleibt.',
  },
  not_reactivated: {
    title: 'Der Benutzer konnte nicht reaktiviert werden',
    todo: 'Reaktivieren Sie den Benutzer auf der Plattform von Hand.',
  },
  would_be: { title: 'Vorgesehen', todo: null },
  run_refused: {
    title: 'Der Lauf wurde abgelehnt',
    todo: 'Lesen Sie oben, warum der Lauf abgelehnt wurde. Beheben Sie das, und führen Sie den Befehl noch einmal aus.',
  },
  continued_by: { title: 'Ein anderer Lauf macht mit der Zeile weiter', todo: null },
  stopped: {
    title: 'Der Lauf hielt an, bevor die Zeile erledigt war',
    todo: 'Führen Sie denselben Befehl noch einmal aus: er macht weiter, wo er angehalten hat.',
  },
  cell_unusable: {
    title: 'Die Zelle ist so nicht brauchbar',
    todo: 'Die Einzelheiten sagen, was mit der Zelle nicht stimmt. Berichtigen Sie sie in der Tabelle, und führen Sie die Liste noch einmal aus.',
  },
  active_already: { title: 'War schon aktiv', todo: null },
  gone_for_good: { title: 'Gelöscht, was sich nicht rückgängig machen lässt', todo: null },
  not_known_active: {
    title: 'Ob der Benutzer vor dem Lauf aktiv war, ist nicht bekannt',
    todo: 'Wenn er es war, reaktivieren Sie ihn auf der Plattform.',
  },
  offboarded_since: {
    title: 'Auch nach einem neueren Lauf geht der Benutzer',
    todo: 'Wenn er bleiben soll, nehmen Sie jenen Lauf mit undo zurück, oder reaktivieren Sie den Benutzer auf der Plattform.',
  },
  purge_refused: {
    title: 'Die Plattform hat abgelehnt',
    todo: 'Tun Sie, was die Plattform verlangt. Bei Experten eines Kurses: öffnen Sie den Kurs auf der Site, und setzen Sie einen anderen Experten ein. Führen Sie dann purge noch einmal aus.',
  },
  purge_failed: {
    title: 'Eine Anfrage ist fehlgeschlagen, auch bei jedem weiteren Versuch',
    todo: 'Wenn die Plattform wieder arbeitet, führen Sie purge noch einmal aus.',
  },
  purge_changed: {
    title: 'Das Konto hat sich seit der Abfrage geändert',
    todo: 'Sehen Sie sich das Konto auf der Plattform an. Gehört es noch der Person, die gegangen ist, löschen Sie es dort.',
  },
  undo_refused: {
    title: 'Die Plattform hat abgelehnt',
    todo: 'Tun Sie, was die Plattform verlangt, etwa einen Platz freigeben. Nehmen Sie den Lauf dann noch einmal mit undo zurück.',
  },
  undo_failed: {
    title: 'Eine Anfrage ist fehlgeschlagen, auch bei jedem weiteren Versuch',
    todo: 'Wenn die Plattform wieder arbeitet, nehmen Sie den Lauf noch einmal mit undo zurück.',
  },
  undo_changed: {
    title: 'Das Konto hat sich seit der Abfrage geändert',
    todo: 'Sehen Sie sich das Konto auf der Plattform an. Gehört es noch der Person, die deaktiviert wurde, reaktivieren Sie es dort.',
  },
  undone: { title: 'Ein anderer Lauf nimmt diesen zurück', todo: null },
  still_there: { title: 'Der Benutzer ist noch da, oder wieder da', todo: null },
  somebody_else_there: { title: 'Inzwischen hat jemand anders die Benutzer-ID', todo: null },
  earlier_version: {
    title: 'Unter einer früheren Version beendet',
    todo: 'Lesen Sie, was jene Version zu der Zeile sagte.',
  },
}
