import type { SiteAttribute } from '../../offboarding/answer.ts'
import { shown } from '../../offboarding/text/shown.ts'
import type { Task } from '../task.ts'

/** Asks which attributes the site has, and stores the cost. Resolves with null if that could not be found out. */
export async function askForAttributes({
  session,
  record,
  platform,
  stop,
  emit,
}: Pick<Task, 'session' | 'record' | 'platform' | 'stop' | 'emit'>): Promise<
  readonly SiteAttribute[] | null
> {
  const answer = await platform.listAttributes((retry) => {
    emit({ type: 'retry', run: record.id, row: null, userId: null, retry })
  })
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await session.lookUps().keepAttributes(answer)
  return answer.kind === 'attributes' ? answer.attributes : null
}

/** Why users cannot be found by an attribute that nobody on the site has a value of, in words. */
export function whyNoSuchAttribute(attribute: string, all: readonly SiteAttribute[] | null): string {
  const name = shown(JSON.stringify(attribute))
  const nobody = `no user that the platform shows has a value of the attribute ${name}, so nobody can be found by it`
  if (all === null) return `${nobody}. Which attributes the site has could not be found out`
  if (all.some(({ apiId }) => apiId === attribute)) {
    return `${nobody}, though the site has it. Enter the values on the site first, or leave --attribute out`
  }
  const names = attributesInWords(all)
  return `${nobody}: ${names === '' ? 'the site has no attributes of its own' : `the site has ${names}`}. Correct --attribute`
}

/** How many are named. */
const NAMED = 20

/** `employee_id ("Employee ID"), department ("Department")` */
export const attributesInWords = (attributes: readonly SiteAttribute[]): string =>
  shown(
    attributes
      .slice(0, NAMED)
      .map(({ apiId, name }) => (name === null ? apiId : `${apiId} (${JSON.stringify(name)})`))
      .join(', '),
  )
