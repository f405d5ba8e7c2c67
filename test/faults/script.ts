import type { Fault } from '../../src/sandbox/faults.ts'
import type { SandboxRequest } from '../../src/sandbox/server.ts'
import { changeAsked, userRead } from './asked.ts'

export type ScriptedStep = 'deactivate' | 'delete' | 'read'

/** Which requests meet which fault. */
export interface Script {
  /** How often each of the steps meets it before it goes well; null for always. */
  times: number | null
  /** By user ID; with all others everything goes well. */
  users: Readonly<Record<string, { fault: Fault; steps: readonly ScriptedStep[] }>>
}

/** Faults as a script has them: the same ones whatever else goes on. */
export function scriptedFaults({ times, users }: Script): (request: SandboxRequest) => Fault | null {
  const met = new Map<string, number>()
  return (request) => {
    const asked = stepAsked(request)
    const planned = asked === null ? undefined : users[asked.userId]
    if (asked === null || planned?.steps.includes(asked.do) !== true) return null
    const key = `${asked.do} ${asked.userId}`
    const before = met.get(key) ?? 0
    met.set(key, before + 1)
    return times === null || before < times ? planned.fault : null
  }
}

function stepAsked(request: SandboxRequest): { do: ScriptedStep; userId: string } | null {
  const change = changeAsked(request)
  if (change !== null) return change.do === 'reactivate' ? null : { do: change.do, userId: change.userId }
  const userId = userRead(request)
  return userId === null ? null : { do: 'read', userId }
}
