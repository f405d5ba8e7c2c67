import {
  compareSite,
  type CompareEnding,
  type CompareTask,
  type Compared,
} from '../../../batch/comparing/compare-site.ts'
import type { Stop } from '../../../batch/stop.ts'
import { protectedList } from '../../../offboarding/identity/protection.ts'
import type { UserList } from '../../../offboarding/ports/user-list.ts'
import { makeRunId } from '../../../offboarding/run/run-id.ts'
import { secretsIn } from '../../../offboarding/text/redact.ts'
import type { Deps } from '../../deps.ts'
import { EXIT, type ExitCode } from '../../exit-code.ts'
import { notComparedText } from '../../terminal/results/comparison-text.ts'
import { stopReasonText } from '../../terminal/why-stopped.ts'
import { runOutput, type RunOutput } from '../../terminal/run-output.ts'
import { sayAtFirst } from '../../terminal/say-at-first.ts'
import { reportComparison } from './compare-report.ts'
import type { CompareRequest } from './compare-request.ts'
import { connect, transportOptions, type AskedPlatform } from '../platform.ts'
import { printError } from '../../failure.ts'
import { exitCodeOf } from '../run-end.ts'
import { stoppable } from '../stoppable.ts'

/** One comparison, from reading the roster to printing the summary. It needs no ledger: it changes nothing, and nothing is to be resumed. */
export async function compareSession(request: CompareRequest, deps: Deps): Promise<ExitCode> {
  const { flags, connection } = request
  const output = runOutput(flags, secretsIn(connection.apiKey, connection.proxy), deps)
  sayAtFirst(request, output.say)
  const started = deps.now().toISOString()
  const id = `compare-${makeRunId(started, deps.random())}`
  const { stop, over } = stoppable(flags['max-duration'], deps, output.tell)
  const emit: CompareTask['emit'] = output.emit
  const transport = transportOptions(request, stop, deps, (event) => {
    emit({ run: id, ...event })
  })
  const { attribute } = request
  const platform = await connect(transport, { kind: 'plan', ...(attribute !== undefined && { attribute }) })
  try {
    const task = taskOf(request, id, platform, stop, emit)
    const ending = await compareSite(task)
    if (ending.kind !== 'compared') return notCompared(ending, request, output, deps)
    return await reportComparison(ending, task, { request, started, output, deps })
  } finally {
    over()
    output.over()
    platform.close()
  }
}

function taskOf(
  { flags, attribute, openRoster, protect }: CompareRequest,
  id: string,
  platform: AskedPlatform,
  stop: Stop,
  emit: CompareTask['emit'],
): CompareTask {
  // Only this reaches the engine, so that it could not change anything.
  const users: UserList = { listUsers: (offset, onRetry) => platform.listUsers(offset, onRetry) }
  return {
    id,
    openRoster,
    platform: users,
    policy: { roles: flags.roles, protect: protectedList(protect) },
    attribute,
    minCoverage: flags['min-coverage'],
    concurrency: flags.concurrency,
    stop,
    emit,
  }
}

function notCompared(
  ending: Exclude<CompareEnding, Compared>,
  { roster, flags }: CompareRequest,
  output: RunOutput,
  deps: Deps,
): ExitCode {
  if (ending.kind === 'stopped') {
    const exitCode = exitCodeOf(ending.reason)
    printError(exitCode, stopReasonText(ending.reason), flags, deps)
    return exitCode
  }
  const text = notComparedText(ending, roster)
  const exitCode = exitCodeOfNotCompared(ending)
  output.explain('not_compared', text)
  printError(exitCode, text, flags, deps)
  return exitCode
}

function exitCodeOfNotCompared(ending: Exclude<CompareEnding, Compared | { kind: 'stopped' }>): ExitCode {
  switch (ending.kind) {
    case 'unusable_roster':
    case 'changed_roster':
      return EXIT.unusable
    case 'not_listed':
      return ending.answer.kind === 'not_found' ? EXIT.refused : EXIT.unavailable
  }
}
