/** A guard's refusal: what it saw, its limit, and the flag that raises it. Nobody is touched after one. */
export interface Refusal {
  guard: 'max-users'
  message: string
}

/** Refuses a run that would touch more users than `--max-users` allows. */
export function guardMaxUsers(users: number, maxUsers: number): Refusal | null {
  if (users <= maxUsers) return null
  return {
    guard: 'max-users',
    message: `${users} users are to be offboarded, and --max-users allows ${maxUsers}. If the list is right, raise it: --max-users ${users}`,
  }
}
