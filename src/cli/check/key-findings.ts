import type { SingleAnswer } from '../../konstantly/single-requests.ts'
import { EXIT } from '../exit-code.ts'
import { failed, ok, skipped, warning, type Finding } from './finding.ts'

/** What the site answered to the key, by what was asked for. Null where it was not asked. */
export interface RightsAnswers {
  users: SingleAnswer
  attributes: SingleAnswer | null
  statistics: SingleAnswer | null
}

type Right = 'granted' | 'refused' | 'unknown'

const rightTo = (answer: SingleAnswer | null): Right => {
  if (answer?.kind !== 'answered') return 'unknown'
  if (answer.status === 200 && answer.unreadable === null) return 'granted'
  return answer.status === 401 || answer.status === 403 ? 'refused' : 'unknown'
}

const NEW_KEY = "Take the key from the site's Settings > API; a key of another site is not accepted."

/** Whether the site accepts the key: a refused page of users may be a right that is missing, and then something else is granted. */
export function keyAccepted({ users, ...others }: RightsAnswers): Finding {
  const status = users.kind === 'answered' ? users.status : null
  const facts = { status }
  if (rightTo(users) === 'granted' || Object.values(others).some((answer) => rightTo(answer) === 'granted'))
    return ok('key_accepted', 'yes', facts)
  if (rightTo(users) !== 'refused') return skipped('key_accepted', 'the platform did not say', facts)
  const page =
    users.kind === 'answered' && users.unreadable !== null
      ? '. It did so with a page that is not the API’s, so a firewall may be in between'
      : ''
  return failed('key_accepted', `no: the platform answered ${status ?? ''}${page}`, NEW_KEY, {
    exitCode: EXIT.keyRejected,
    facts,
  })
}

const UNTRIED = 'whether it may deactivate and delete cannot be tried without changing something'

/** What the key may see. Only the users are needed by every run. */
export function rights({ users, attributes, statistics }: RightsAnswers): Finding {
  const may = { users: rightTo(users), attributes: rightTo(attributes), statistics: rightTo(statistics) }
  const facts = { ...may, deactivate: 'untried', delete: 'untried' }
  const words = { users: 'users', attributes: 'custom attributes', statistics: 'statistics' } as const
  const listed = (right: Right): string =>
    Object.entries(words)
      .filter(([name]) => may[name as keyof typeof may] === right)
      .map(([, word]) => word)
      .join(', ')
  const granted = listed('granted')
  const found = [
    granted === '' ? 'it may see nothing that was asked for' : `it may see ${granted}`,
    ...(listed('refused') === '' ? [] : [`but not ${listed('refused')}`]),
    ...(listed('unknown') === '' ? [] : [`of ${listed('unknown')} the platform did not say`]),
    UNTRIED,
  ].join('; ')
  if (may.users === 'refused') {
    return failed(
      'rights',
      found,
      'Give the key the right to see users: nobody is touched who was not looked up.',
      {
        exitCode: EXIT.keyRejected,
        facts,
      },
    )
  }
  if (may.attributes === 'granted') return ok('rights', found, facts)
  return warning('rights', found, '--attribute needs custom attributes; everything else does without.', facts)
}
