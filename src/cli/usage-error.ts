/** The command line, the environment, or a file that it names cannot be used. The message is one line that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
