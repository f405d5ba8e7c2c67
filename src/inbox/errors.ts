/** The inbox cannot be written: a list cannot be moved, or a file not be put beside it. */
export class InboxWriteError extends Error {
  override readonly name = 'InboxWriteError'
}

/** Runs what writes into an inbox. `what` could not be done, for the message. Throws InboxWriteError instead of the system's errors. */
export function writing<Result>(what: string, write: () => Result): Result {
  try {
    return write()
  } catch (cause) {
    if (cause instanceof InboxWriteError || !(cause instanceof Error && 'code' in cause)) throw cause
    throw new InboxWriteError(
      `${what} (${cause.message}). Make room for it, or give this user the right to, then run the same command again.`,
      { cause },
    )
  }
}
