/** A table of the ledger, its columns, and how many of the first ones make its primary key. */
export interface Table {
  name: string
  columns: readonly string[]
  keys: number
}

const table = (name: string, key: string, others: string): Table => {
  const keys = key.split(' ')
  return { name, columns: [...keys, ...others.split(' ')], keys: keys.length }
}

/** All tables that hold what runs did, the same in each engine. */
export const TABLES: readonly Table[] = [
  table(
    'runs',
    'run',
    'id identity site list options status started ended exit_code reported pace version forgotten',
  ),
  table(
    'sessions',
    'run session',
    'purpose started ended pid host os_user version configuration_sha256 confirmed limits reason exit_code',
  ),
  table(
    'rows',
    'run row',
    'line cells claimed_id user_id email email_key name account planned outcome reasons settled_by http_status deactivated_at deleted_at ended leaves attribute claimed_email claimed_attribute delete_after was_active verified_at found_again',
  ),
  table(
    'steps',
    'run row step',
    'action user_id intended answered answer http_status deactivated attempts throttled retries may_have_arrived session record_sha256',
  ),
  table('pages', 'run purpose page', 'answered answer http_status users attempts throttled retries'),
  table('site_users', 'run id', 'email_key attribute account'),
  table('layouts', 'site layout', 'run settings'),
  table('archive_records', 'run name part', 'sha256 content'),
]
