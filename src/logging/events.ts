// Every event that a log line may tell, by the code that the line carries, with what it means. Codes are never changed once released.

/** What happens during a run. */
const OF_RUNS = {
  settings_read: 'settings of a configuration file are used',
  list_read: 'the list was read into the ledger',
  run_started: 'the session begins to work on the run, or goes on with it',
  looking_up: 'so many users were asked for so far',
  looked_up: 'everybody on the list was looked up',
  work_started: 'from now on users are touched',
  row_ended: 'a row has its outcome',
  retry: 'a request failed for now, and is about to be sent again',
  waiting: 'no request is sent until the quota allows it',
  platform_down: 'the platform does not answer: nobody else is started until it does',
  platform_up: 'the platform answers again',
  verified: 'the platform was asked once more for everybody who was deleted',
  run_ended: 'the session is over, and the files of the run are written',
} as const

/** What the operator is told besides. */
const NOTICES = {
  stopping: 'the session begins with no further user',
  refused: 'a guard, or the missing confirmation, refused',
  not_opened: 'there is no run to work on',
  not_compared: 'the roster and the users of the site could not be compared',
  users_not_shown: 'the platform no longer shows the list of its users',
  look_ups_too_old: 'everybody is looked up again',
  clock_behind: "this machine's clock is behind the platform's",
  list_not_read: 'the session was told to stop before the list was read to its end',
  joined: 'what another unfinished run had begun goes on in this one',
  unfinished_runs: 'the site has other unfinished runs',
  attribute_proposed: 'an attribute of the users may hold the employee numbers of the list',
  attribute_found: 'an attribute of the users holds the employee numbers of the list',
  nobody_due: 'a purge has nobody to delete',
  ends_waits: 'users who wait for the end of a grace period are deleted now',
  closes_run: 'an undo ends the unfinished run that it undoes',
  unknown_roles: 'a role in --roles that nobody is known to have',
  no_earlier_run: 'the ledger knows of no earlier run that counts for the 24-hour limits',
  nobody_to_verify: 'no run deleted anybody who could be asked for',
  comparison_noted: 'something about a comparison that a person should know',
  list_taken_up: 'what an inbox job did with a list',
  left_alone: 'what lies in an inbox, and is not taken up',
  plan_put_back: 'a plan was moved into approved/ without its list, and is put back',
  limits_loosened: 'variables of the environment, or settings of a file, allow more than the defaults',
  unused_variable: 'a variable of the environment begins with KONSTANTLY_, and sets no flag',
  key_file_open: 'others may read the file that holds the API key',
  ledger_noted: 'something about the ledger that a person should know',
  ledger_lost: 'the server of the ledger is gone: nothing is sent until it is back',
  ledger_back: 'the server of the ledger answers again',
  not_told: 'a notification, a ping or the metrics file could not be delivered',
  log_file_lost: 'the log file cannot be written any more',
} as const

export const LOG_EVENTS = { ...OF_RUNS, ...NOTICES }
export type LogEvent = keyof typeof LOG_EVENTS
