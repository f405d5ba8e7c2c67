/** When a request was sent and its answer received, in milliseconds of our own clock. */
export interface Exchange {
  sentAt: number
  receivedAt: number
}
