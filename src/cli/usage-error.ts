/** The command line, the environment or a file it names cannot be used. One line that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
