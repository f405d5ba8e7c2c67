import type { Operator } from '../../batch/operator.ts'
import { Stop } from '../../batch/stop.ts'
import type { Deps } from '../deps.ts'

/**
 * Makes a Stop that signals and `--max-duration` (in milliseconds) trigger. `over`: to be called when the session has ended; it
 * ends all waits.
 */
export function stoppable(
  maxDurationMs: number | null,
  { onSignal, pause }: Pick<Deps, 'onSignal' | 'pause'>,
  tell: Operator['tell'],
): { stop: Stop; over: () => void } {
  const stop = new Stop()
  stop.signal.addEventListener('abort', () => {
    if (stop.reason !== null) tell({ kind: 'stopping', reason: stop.reason })
  })
  const stopListening = onSignal((signal) => {
    stop.because({ kind: 'signal', signal })
  })
  if (maxDurationMs !== null) {
    void pause(maxDurationMs, stop.signal).then(() => {
      stop.because({ kind: 'max_duration' })
    })
  }
  const over = (): void => {
    stopListening()
    stop.over()
  }
  return { stop, over }
}
