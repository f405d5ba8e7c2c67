import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { summaryText } from '../../src/cli/terminal/summary-text.ts'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, people, person } from './site.ts'

// Course experts: the platform refuses to deactivate them, and no call of its API can change that.

const expert = people.find(
  ({ isExpert, isBanned, role }) => isExpert && !isBanned && role.alias === 'learner',
)
if (expert === undefined) throw new Error('the site has no expert')
const manager = people.find(
  ({ role, isBanned, isExpert }) => role.alias !== 'learner' && !isBanned && !isExpert,
)
if (manager === undefined) throw new Error('the site has no manager')

test.each([
  ['and names them', [], csv('id,email', [[expert.id, expert.email]])],
  ['and names nobody', ['--redact'], `User ID\n${expert.id}\n`],
] as const)(
  'hand-over-1: the page says what to do, %s, and retry.csv takes them up afterwards',
  async (_, flags, retry) => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = csv(
      'id,email',
      [expert, manager, person(0)].map(({ id, email }) => [id, email]),
    )
    const first = await runAgainst(platform, writeList(temporaryFolder(), list), out, [...GUARDED, ...flags])
    expect(column(first.rows, 'outcome')).toEqual(['refused', 'refused', 'deleted'])
    expect(first.summary.toHandOver).toBe(1)
    // The terminal names the list of those to be tried again once, and what has to be done before.
    const [, end = ''] = summaryText(first.summary, (command) => `konstantly-offboard ${command}`).split(
      'The platform refused 1 user: a course expert, for instance',
    )
    expect(end.match(/retry\.csv/g)).toHaveLength(1)
    expect(end).toContain('konstantly-offboard run ')

    const folder = join(out, first.summary.run)
    const page = readFileSync(join(folder, 'report.html'), 'utf8')
    const [, group = '', other] = page.split('<h3>The platform refused <span class="count">(1)</span></h3>')
    const [handedOver = ''] = group.split('</div>\n<')
    expect(other).toBeUndefined()
    expect(handedOver).toContain('open the course on the site, and put another expert in their place')
    expect(handedOver).toContain(`<code class="id">${expert.id}</code>`)
    // Whose role is not allowed is no matter of the site.
    expect(handedOver).not.toContain(manager.id)
    expect(handedOver.includes('the user is an expert on a course')).toBe(flags.length === 0)

    const path = join(folder, 'retry.csv')
    if (flags.length > 0) expect(readFileSync(path, 'utf8')).toBe(retry)
    else expect(readFileSync(path, 'utf8')).toContain(retry.split('\n')[1])
    platform.site.change(expert.id, { isExpert: false })
    const again = await runAgainst(platform, path, out, GUARDED)
    expect(again.rows.find(({ offboard_user_id }) => offboard_user_id === expert.id)).toMatchObject({
      offboard_outcome: 'deleted',
    })
    expect(platform.site.person(expert.id)).toBeUndefined()
    expect(platform.site.person(manager.id)?.isBanned).toBe(false)
    expect(again.summary.toHandOver).toBeUndefined()
  },
)
