import { expect, test } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.ts'
import { knownSettings } from '../../../src/cli/settings/known-settings.ts'
import { parseSettings } from '../../../src/cli/settings/parse-settings.ts'

const KNOWN = knownSettings(COMMANDS)
const parse = (value: unknown): ReturnType<typeof parseSettings> =>
  parseSettings(typeof value === 'string' ? value : JSON.stringify(value), '/etc/offboard.json', KNOWN)
const inAcme = (section: object): unknown => ({ sites: { acme: section } })

test('settings are the texts that flags are given, and paths are relative to the file', () => {
  const { sections, forAllSites } = parse({
    $schema: './configuration.schema.json',
    out: 'ledger',
    redact: true,
    sites: {
      acme: {
        protect: 'board.txt',
        'api-key-file': '/run/key',
        'max-users': 20,
        'ignore-column': ['Status', '7'],
      },
      'https://learn.example.com/openapi/v1/': { archive: false, reserve: '10%', grace: '30d' },
    },
  })
  expect([...forAllSites]).toEqual([
    ['out', ['/etc/ledger']],
    ['redact', ['true']],
  ])
  expect(sections?.map(({ site, flag, settings }) => [site, flag, Object.fromEntries(settings)])).toEqual([
    [
      'acme.konstant.ly',
      'site',
      {
        protect: ['/etc/board.txt'],
        'api-key-file': ['/run/key'],
        'max-users': ['20'],
        'ignore-column': ['Status', '7'],
      },
    ],
    ['learn.example.com', 'base-url', { archive: ['false'], reserve: ['10%'], grace: ['30d'] }],
  ])
})

test('a file of one site names it, and needs no sections', () => {
  const { sections, forAllSites } = parse({ site: 'acme', grace: '30d' })
  expect(sections).toEqual([{ name: 'acme', site: 'acme.konstant.ly', flag: 'site', settings: new Map() }])
  expect([...forAllSites]).toEqual([['grace', ['30d']]])
  expect(parse({ 'base-url': 'https://learn.example.com' }).sections).toMatchObject([{ flag: 'base-url' }])
})

test.each<[mistake: unknown, says: string]>([
  ['[]', 'line 1: a file of settings begins with {.'],
  ['{\n  "protect": "a.txt",\n}', 'line 3, column 1: a name in double quotes is missing.'],
  [
    '{"sites": {"acme": {"protect": "a.txt",\n "protect": "b.txt"}}}',
    'line 2, column 2: "protect" stands there twice.',
  ],
  [inAcme({ protct: 'a.txt' }), 'unknown setting "protct" in section "acme"; did you mean "protect"?'],
  [inAcme({ maxUsers: 5 }), 'unknown setting "maxUsers" in section "acme"; did you mean "max-users"?'],
  [{ '--rate': 5 }, 'unknown setting "--rate"; did you mean "rate"?'],
  [
    { site: 'acme', sites: {} },
    '"site" is for a file of one site, and this one has "sites": leave one of the two out.',
  ],
  [{ site: 'https://x' }, '"site" takes the name of a site: "acme".'],
  [{ site: true }, '"site" takes the name of a site'],
  [{ 'base-url': 'acme' }, '"base-url" takes the address of an API: "https://…".'],
  [
    { notify: 'https://hooks.example.com/s3cret' },
    '"notify" is an address that is a secret, and does not belong into a file of settings: name a file that holds it with "notify-file".',
  ],
  [inAcme({ heartbeat: 'https://ping.example.com' }), '"heartbeat" is an address that is a secret'],
  [{ acme: {} }, 'unknown setting "acme"; the sections of sites stand in "sites".'],
  [{ constructor: 'x' }, 'unknown setting "constructor".'],
  [{ 'fault-rate': 1 }, 'unknown setting "fault-rate".'],
  [
    inAcme({ yes: true }),
    '"yes" is decided anew for each command, on its command line, and cannot stand in a file.',
  ],
  [inAcme({ 'dry-run': true }), '"dry-run" is decided anew'],
  [{ plan: 'x' }, '"plan" is decided anew'],
  [{ resume: 'x' }, '"resume" is decided anew'],
  [{ before: '2026-12-31' }, '"before" is decided anew'],
  [{ 'delete-archive': true }, '"delete-archive" is decided anew'],
  [{ config: 'x' }, '"config" is decided anew'],
  [
    inAcme({ 'base-url': 'https://x' }),
    '"base-url" is what the name of a section says; leave it out of section "acme".',
  ],
  [
    inAcme({ 'api-key': 's3cret' }),
    'the API key does not belong into a file of settings: set KONSTANTLY_API_KEY, or name a file that holds it with "api-key-file".',
  ],
  [{ KONSTANTLY_API_KEY: 's3cret' }, 'the API key does not belong into a file of settings'],
  [
    inAcme({ out: 'x' }),
    '"out" is for all sites, since commands have it that work on no site: move it out of section "acme", beside "sites".',
  ],
  [
    { protect: 'a.txt', sites: { acme: { protect: 'b.txt' } } },
    '"protect" stands in section "acme", and beside "sites" for all of them: leave one of the two out.',
  ],
  [inAcme({ archive: 'yes' }), '"archive" takes true or false.'],
  [inAcme({ 'max-users': '20' }), '"max-users" takes a number.'],
  [inAcme({ grace: 30 }), '"grace" takes a text in double quotes.'],
  [inAcme({ protect: null }), '"protect" takes a text in double quotes.'],
  [inAcme({ roles: ['learner'] }), '"roles" takes a text in double quotes.'],
  [
    inAcme({ 'ignore-column': [1] }),
    '"ignore-column" takes a text in double quotes, or a list of them: ["…", "…"].',
  ],
  [inAcme({ protect: '' }), '"protect" needs a value.'],
  [
    inAcme({ grace: '30 days' }),
    '"grace" must be a duration like 500ms, 30s, 50m, 24h or 7d, not "30 days".',
  ],
  [inAcme({ 'max-percent': 101 }), '"max-percent" must be a whole number from 0 to 100, not "101".'],
  [{ sites: [] }, '"sites" takes sections by the names of sites: {"acme": {…}}.'],
  [{ sites: { acme: 'x' } }, 'section "acme" takes settings in braces: {…}.'],
  [
    { sites: { 'a b': {} } },
    'section "a b" is no site: a section is named as --site has it (acme), or by the address that --base-url has.',
  ],
  [{ sites: { 'http://u:pw@learn.example.com': {} } }, 'section "…@learn.example.com" is no site'],
  [
    { sites: { acme: {}, 'https://ACME.konstant.ly/openapi/v1': {} } },
    'sections "acme" and "https://ACME.konstant.ly/openapi/v1" are about one site: make one of them.',
  ],
  [{ $schema: 7 }, '"$schema" takes a text.'],
])('%j', (mistake, says) => {
  let message = ''
  try {
    parse(mistake)
  } catch (error) {
    message = String(error)
  }
  expect(message).toMatch(/^UsageError: \/etc\/offboard\.json, line \d+(, column \d+)?: /)
  expect(message).toContain(says)
  expect(message).not.toContain('s3cret')
})
