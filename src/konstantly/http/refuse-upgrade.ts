import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { UnreadableAnswerError } from './attempt-failure.ts'

/**
 * After `101 Switching Protocols`, which nobody asked for, the connection belongs to no agent any more: it would keep the process
 * alive for ever. And the request would wait for an answer that cannot come, so it is told that it failed.
 */
export function refuseUpgrade(attempt: ClientRequest): void {
  attempt.once('upgrade', (_, socket: Socket) => {
    socket.destroy()
    attempt.emit('error', new UnreadableAnswerError('the platform wanted to speak another protocol (101)'))
  })
}
