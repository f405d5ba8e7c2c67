/** The columns that results add to the list's own. */
export const RESULT_COLUMNS = [
  'offboard_row',
  'offboard_user_id',
  'offboard_outcome',
  'offboard_detail',
  'offboard_http_status',
  'offboard_attempts',
  'offboard_deactivated_at',
  'offboard_deleted_at',
] as const

/** The columns that a plan adds to the list's own. */
export const PLAN_COLUMNS = [
  'offboard_row',
  'offboard_user_id',
  'offboard_user_name',
  'offboard_user_email',
  'offboard_user_role',
  'offboard_user_state',
  'offboard_would',
  'offboard_why',
] as const

const OURS: ReadonlySet<string> = new Set([...RESULT_COLUMNS, ...PLAN_COLUMNS])

/** Whether a list has this column from one of our own files. Others that merely look alike, such as `offboard_date`, are the list's. */
export const isReportColumn = (name: string): boolean => OURS.has(name)
