/** One user, as a response of the platform described them. */
export interface User {
  id: string
  email: string | null
  name: string | null
  /** The alias of the user's role (`learner`, …); null where the response had none. */
  role: string | null
  /** The platform's `isBanned`. */
  deactivated: boolean
  /**
   * The value of the attribute that users are found by, as `attributeValue` reads it: null where the user has none. Absent where users are not
   * found by one, or the response did not tell.
   */
  attribute?: string | null
  /** The user object as it was told, with the fields that nothing here needs. Absent where nothing of it is to be saved. */
  record?: RecordFields
}

/** An object of the platform, as its answer told it. */
export type RecordFields = Readonly<Record<string, unknown>>
