/** A leaver list that cannot be used as it is. The message says where and what to do; nobody was touched. */
export class ListError extends Error {
  override readonly name = 'ListError'
}
