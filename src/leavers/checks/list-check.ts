/**
 * Looks for what makes a list unusable as a whole though each of its rows can be read: at the records as they stand in the list, or
 * at the rows as they were read.
 */
export interface ListCheck<Subject> {
  /** Looks at one of them, in list order. Throws ListError. */
  look(subject: Subject): void
  /** All have been looked at. Throws ListError. */
  end?(): void
}
