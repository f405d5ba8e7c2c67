import type { Operator } from '../../batch/operator.ts'
import type { Stop } from '../../batch/stop.ts'
import type { Deps } from '../deps.ts'
import { confirm, hasTerminal } from './confirm.ts'
import type { RunOutput } from './run-output.ts'

/**
 * An operator who receives notices, and is asked if there is a terminal. `loosened`: the variables and settings that allow more.
 * `ask`: makes room for a question.
 */
export const askingOperator = (
  tell: Operator['tell'],
  loosened: readonly string[],
  deps: Pick<Deps, 'env' | 'stdin' | 'stderr' | 'pause'>,
  stop: Stop,
  ask: RunOutput['ask'],
): Operator => ({
  tell,
  whyNobodyToAsk: () => (hasTerminal(deps) ? null : nobodyConfirmed(deps.env)),
  confirm: (question) =>
    ask(() =>
      confirm({ ...question, loosened }, deps, stop.signal, () => {
        stop.because({ kind: 'signal', signal: 'SIGINT' })
      }),
    ),
})

/**
 * Why nobody can be asked. npm keeps a `--yes` before `--` for itself, but also sets that variable on its own, so it does not
 * count as an agreement.
 */
function nobodyConfirmed(env: Deps['env']): string {
  const kept =
    env['npm_config_yes'] === 'true' ? ' npm has kept one for itself: it belongs after a `--`.' : ''
  return `nobody confirmed: there is no terminal to ask on. Look at a plan first, then give --yes.${kept}`
}
