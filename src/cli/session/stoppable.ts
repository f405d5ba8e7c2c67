import type { Operator } from '../../batch/operator.ts'
import { Stop } from '../../batch/stop.ts'
import type { Deps } from '../deps.ts'

/** Signals and `--max-duration`, in milliseconds, tell the session to stop. `over`: it has ended, and whoever waits for it is let go. */
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
