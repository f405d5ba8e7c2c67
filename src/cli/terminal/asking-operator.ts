import type { Operator } from '../../batch/operator.ts'
import type { Stop } from '../../batch/stop.ts'
import type { Deps } from '../deps.ts'
import { confirm, hasTerminal } from './confirm.ts'

/** An operator who is told on standard error, and asked where there is a terminal. `loosened`: the variables that allow more. */
export const askingOperator = (
  tell: Operator['tell'],
  loosened: readonly string[],
  deps: Pick<Deps, 'env' | 'stdin' | 'stderr' | 'pause'>,
  stop: Stop,
): Operator => ({
  tell,
  whyNobodyToAsk: () => (hasTerminal(deps) ? null : nobodyConfirmed(deps.env)),
  confirm: (question) =>
    confirm({ ...question, loosened }, deps, stop.signal, () => {
      stop.because({ kind: 'signal', signal: 'SIGINT' })
    }),
})

/** npm keeps a `--yes` that stands before no `--`, and sets it for its own purposes, too: so it is not taken for ours. */
function nobodyConfirmed(env: Deps['env']): string {
  const kept =
    env['npm_config_yes'] === 'true' ? ' npm has kept one for itself: it belongs after a `--`.' : ''
  return `nobody confirmed: there is no terminal to ask on. Look at a plan first, then give --yes.${kept}`
}
