import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { UnreadableAnswerError } from './attempt-failure.ts'

/**
 * Ends a connection that answers `101 Switching Protocols`, which nobody asked for. Such a connection belongs to no agent any more and
 * would keep the process alive for ever, and its request would wait for an answer that cannot come.
 */
export function refuseUpgrade(attempt: ClientRequest): void {
  attempt.once('upgrade', (_, socket: Socket) => {
    socket.destroy()
    attempt.emit('error', new UnreadableAnswerError('the platform wanted to speak another protocol (101)'))
  })
}
