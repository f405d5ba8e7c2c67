import { readAttributes, readPage, readUsersCount } from '../../konstantly/schemas.ts'
import type { Answered, SingleAnswer } from '../../konstantly/single-requests.ts'
import { CLOCK_TOLERANCE_MS } from '../../offboarding/run/clock.ts'
import { DOCUMENTED_QUOTA, inWords } from '../../offboarding/run/expected-duration.ts'
import { attributesInWords } from '../../batch/look-ups/no-such-attribute.ts'
import { shown } from '../../offboarding/text/shown.ts'
import { EXIT } from '../exit-code.ts'
import { failed, ok, skipped, type Finding } from './finding.ts'

/** A difference that two whole seconds may hide. */
const NO_DIFFERENCE_MS = 2_000

/** How this machine's clock stands to the platform's. */
export function clock({ ahead }: Answered): Finding {
  if (ahead === null) return skipped('clock', 'the platform does not tell its time', { aheadSeconds: null })
  const aheadSeconds = Math.round(ahead.ms / 1000)
  const off = Math.abs(ahead.ms)
  if (off <= NO_DIFFERENCE_MS + ahead.orMs) return ok('clock', "agrees with the platform's", { aheadSeconds })
  const found = `${off < 120_000 ? `${Math.round(off / 1000)} seconds` : inWords(off)} ${ahead.ms > 0 ? 'ahead of' : 'behind'} the platform's`
  if (off <= CLOCK_TOLERANCE_MS) return ok('clock', `${found}, which does no harm`, { aheadSeconds })
  return failed('clock', found, 'Set the clock of this machine: it decides whose leave date is over.', {
    facts: { aheadSeconds },
  })
}

/** What the latest answer that told it said about the rate limit. */
export function quota(answers: readonly SingleAnswer[]): Finding {
  const answered = answers.filter((answer) => answer.kind === 'answered')
  const told = answered.findLast((answer) => answer.quota !== null)?.quota ?? null
  const limited = answered.find(({ status }) => status === 429)
  const facts = {
    limit: told?.limit ?? null,
    remaining: told?.remaining ?? null,
    resetSeconds: told?.seconds ?? null,
  }
  const found =
    told === null
      ? `no rate limit headers seen: the documented ${DOCUMENTED_QUOTA} requests a minute are assumed`
      : `${told.limit} requests a window, ${told.remaining} left, more in ${told.seconds} s`
  if (limited === undefined) return ok('quota', found, facts)
  const seconds = Math.ceil((limited.retryAfterMs ?? (told?.seconds ?? 60) * 1000) / 1000)
  return failed('quota', `used up, by this key or others (429); ${found}`, `Check again in ${seconds} s.`, {
    exitCode: EXIT.unavailable,
    facts,
  })
}

/** How many users the site has. */
export function users(first: Answered, statistics: SingleAnswer | null): Finding {
  const page = readPage(first.body)
  const counted = statistics?.kind === 'answered' ? readUsersCount(statistics.body) : null
  const listed = page?.totalCount ?? null
  const facts = { listed, counted }
  if (listed === null) return skipped('users', 'the list of users was not shown', facts)
  const differs = counted !== null && counted !== listed ? ` (by the site's statistics ${counted})` : ''
  return ok('users', `${listed} on the site${differs}`, facts)
}

/** Whether the site has the attribute by which users are found. */
export function attribute(named: string | undefined, answer: SingleAnswer | null): Finding {
  if (named === undefined) return skipped('attribute', '--attribute is not given', { attribute: null })
  const all = answer?.kind === 'answered' && answer.status === 200 ? readAttributes(answer.body) : null
  if (all === null)
    return skipped('attribute', 'the platform did not say which there are', { attribute: named })
  const has = shown(named)
  if (all.some(({ apiId }) => apiId === named)) return ok('attribute', has, { attribute: named })
  const others = attributesInWords(all)
  return failed(
    'attribute',
    `the site has no attribute ${has}; it has ${others === '' ? 'none' : others}`,
    'Correct --attribute, or leave it out.',
    { facts: { attribute: named } },
  )
}
