/** What a response of the platform proved about one user. */
export interface User {
  id: string
  email: string | null
  name: string | null
  /** The alias of the user's role (`learner`, …), or null where the response had none. */
  role: string | null
  /** The platform's `isBanned`. */
  deactivated: boolean
}
