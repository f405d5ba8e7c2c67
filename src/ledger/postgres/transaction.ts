/** A transaction that is open on the connection. */
export class Transaction {
  /** Whether it was begun with `begin`: then everything belongs to it, whoever asks. */
  readonly isExplicit: boolean
  readonly ended: Promise<void>
  readonly end: () => void

  constructor(isExplicit: boolean) {
    this.isExplicit = isExplicit
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.ended = promise
    this.end = () => {
      resolve(undefined)
    }
  }
}
