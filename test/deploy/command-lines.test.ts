import { expect, test } from 'vitest'
import { unknownVariables, whyRefused } from '../docs/known-words.ts'
import { COMMAND_LINES } from './command-lines.ts'
import { examples } from './examples.ts'

test('the tool takes each command line of the examples', () => {
  expect(
    COMMAND_LINES.map(({ words }) => words.join(' ')).filter((line) => line.startsWith('inbox /inbox/')),
  ).toEqual(
    ['acme', 'globex', 'initech'].map(
      (site) =>
        `inbox /inbox/${site} --site ${site} --out /data/${site} --api-key-file /secrets/${site} --grace 30d --max-duration 3h`,
    ),
  )
  expect(
    COMMAND_LINES.filter(({ path }) => path === 'deploy/kubernetes/postgres, offboard-sites').map(
      ({ words }) => words.join(' '),
    ),
  ).toEqual(
    ['acme', 'globex', 'initech'].map(
      (site) =>
        `purge --yes --site ${site} --out /data/${site} --api-key-file /secrets/${site} --archive-in ledger --max-duration 3h`,
    ),
  )
  const used = new Set(
    COMMAND_LINES.map(({ path, words }) => `${path.split(/[/,]/)[1] ?? ''} ${words[0] ?? ''}`),
  )
  for (const where of [
    'kubernetes',
    'compose.yaml',
    'compose-postgres.yaml',
    'systemd',
    'cron',
    'github-actions',
    'windows',
  ])
    for (const command of ['inbox', 'purge']) expect(used).toContain(`${where} ${command}`)
  expect(COMMAND_LINES.map(({ words }) => whyRefused(words)).filter((why) => why !== null)).toEqual([])
})

test('nobody is asked a question where nobody is', () => {
  const asking = COMMAND_LINES.filter(({ words: [command = '', ...flags] }) =>
    ['run', 'purge', 'forget'].includes(command) ? !flags.includes('--yes') : false,
  )
  expect(asking).toEqual([])
})

test.each(examples('**'))('$path names only variables that there are, and holds no key', ({ text }) => {
  expect(unknownVariables(text)).toEqual([])
  expect(text).not.toMatch(/KONSTANTLY_API_KEY[:=] ?[\w"']/)
})
