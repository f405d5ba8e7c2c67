/**
 * Looks for what makes a list unusable as a whole, though each of its rows can be read. A check looks at the records as they stand in the
 * list, or at the rows as they were read.
 */
export interface ListCheck<Subject> {
  /** Looks at a record, or a row, in list order. Throws ListError. */
  look(subject: Subject): void
  /** All have been looked at. Throws ListError. */
  end?(): void
}
