import type { Reserve } from '../../konstantly/quota/reserve.ts'
import { USUAL_ROLE } from '../../offboarding/identity/roles.ts'
import { ARCHIVE_PLACES } from '../../offboarding/policy.ts'
import { PREFLIGHT_MODES } from '../../offboarding/run/preflight-mode.ts'
import { LANGUAGES, type Language } from '../../offboarding/text/language.ts'
import { LOG_FORMATS, LOG_LEVELS } from '../../logging/levels.ts'
import { CONFIGURATION_FILE } from '../configuration.ts'
import {
  choice,
  duration,
  guard,
  number,
  optionalAge,
  optionalDuration,
  text,
  toggle,
  type Flag,
} from './flag.ts'
import { ledgerFlags } from './ledger-flags.ts'
import { monitoringFlags } from './monitoring-flags.ts'
import { readingFlags } from './reading-flags.ts'
import { UsageError } from '../usage-error.ts'

// The flags that several commands share, with their defaults; help and code read them here. The flags about reading a list are in
// reading-flags.ts; those of a single command are in its commands/<name>.meta.ts.

export const connectionFlags = {
  site: text('The site: acme for https://acme.konstant.ly', 'name', undefined),
  'base-url': text("The API's address, instead of --site", 'url', undefined),
  'api-key-file': text('A file that holds the API key, instead of KONSTANTLY_API_KEY', 'file', undefined),
}

export const actionFlags = {
  grace: guard(optionalAge('Deactivate now, and let `purge` delete after this time, such as 30d')),
  'no-delete': guard(toggle('Deactivate only')),
  'no-deactivate': guard(toggle('Delete only who is deactivated already')),
}

/** The flags of all commands that delete users. */
export const archiveFlags = {
  archive: guard(toggle("Save each user's training records before deleting; no archive, no deletion")),
  'archive-images': guard(toggle('Save the images of their certificates, too')),
  'archive-in': guard(choice('Where that is saved', ARCHIVE_PLACES, 'folder')),
}

export const paceFlags = {
  concurrency: number('How many users are worked on at a time', 5, { min: 1, max: 100 }),
  rate: number('Requests a minute at most, whatever the server allows', null, { min: 1, max: 100_000 }),
  reserve: {
    describe: 'What is left of the quota to others: requests of a window, or a share like 10%',
    placeholder: 'share',
    initial: { requests: 0 },
    shown: '0',
    parse(value, name) {
      const [, amount, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(value.trim()) ?? []
      const number = Number(amount)
      if (percent === '%' && number < 100) return { share: number / 100 }
      if (percent === '' && Number.isInteger(number)) return { requests: number }
      throw new UsageError(
        `${name} must be a number of requests like 20, or a share below 100%, not "${value}".`,
      )
    },
  } satisfies Flag<Reserve> as Flag<Reserve>,
  timeout: duration('How long one request may take', '30s'),
  retries: number('How many times a request is tried again after a temporary failure', 5, {
    min: 0,
    max: 100,
  }),
  patience: duration("How long to wait for a platform, or the ledger's server, that is down", '10m'),
  'max-duration': optionalDuration('Stop cleanly after this time'),
}

const PERCENT = { min: 0, max: 100 }
const MAX_USERS = 500
const MAX_PERCENT = 20
const MAX_UNKNOWN = 50

export const safetyFlags = {
  preflight: guard(
    choice('How users are looked up before anyone is touched', PREFLIGHT_MODES, 'auto'),
    (mode) => mode === 'off',
  ),
  match: guard(choice('What has to agree besides ID and e-mail address', ['name'] as const, undefined)),
  'max-users': guard(
    number('Refuse to offboard more users than this, in 24 hours', MAX_USERS, { min: 0, max: 100_000_000 }),
    (users) => users > MAX_USERS,
  ),
  'max-percent': guard(
    number("Refuse to offboard more of the site's users than this, in percent", MAX_PERCENT, PERCENT),
    (percent) => percent > MAX_PERCENT,
  ),
  'max-unknown': guard(
    number(
      'Refuse a list of which more than this is not found or somebody else, in percent',
      MAX_UNKNOWN,
      PERCENT,
    ),
    (percent) => percent > MAX_UNKNOWN,
  ),
  protect: guard(
    text(
      'A file of IDs, e-mail addresses and patterns that must not be touched, one a line',
      'file',
      undefined,
    ),
  ),
  roles: guard<readonly string[] | 'any'>(
    {
      describe: 'The roles that may be offboarded, separated by commas, or any',
      placeholder: 'list',
      initial: [USUAL_ROLE],
      shown: USUAL_ROLE,
      parse(value, name) {
        const roles = value.split(',').map((role) => role.trim())
        if (roles.includes(''))
          throw new UsageError(`${name} takes roles separated by commas, or any, not "${value}".`)
        if (!roles.includes('any')) return roles
        if (roles.length > 1) throw new UsageError(`${name} takes either any or a list of roles, not both.`)
        return 'any'
      },
    },
    (roles) => roles === 'any' || roles.some((role) => role !== USUAL_ROLE),
  ),
}

export const folderFlag = (initial: string): { out: Flag<string> } => ({
  out: text('The folder of the ledger and the reports', 'folder', initial),
})
/** Where the ledger is, and what is set for it. Every command that has these flags takes its settings from the file, too. */
export const outFlag = {
  ...folderFlag('./offboarding'),
  config: {
    // It may hold the protected list.
    ...guard(text('A file of settings', 'file', undefined)),
    shown: `${CONFIGURATION_FILE} in --out, if it is there`,
  },
}
export const jsonFlag = { json: toggle('Print the summary as JSON on standard output, and nothing else') }
/** For the commands that work on rows. */
export const jsonFlags = {
  ...jsonFlag,
  jsonl: toggle('Print each row as JSON on standard output, a line each, and nothing else'),
}
export const redactFlag = {
  redact: toggle('Write the files without names, e-mail addresses and cells of the list'),
}

export const verifyFlag = {
  verify: toggle('Ask once more for everyone who was deleted: a 404 proves that they are gone'),
}

export const languageFlag = {
  language: {
    ...choice("The language of the run's page", LANGUAGES, undefined),
    shown: "the list's, or the locale's",
  } as Flag<Language | undefined>,
}

export const logFlags = {
  quiet: toggle('Show errors, the question and the summary only'),
  verbose: toggle('Show each row as it ends'),
  'log-file': text('Write the log, JSON lines, to the end of this file', 'file', undefined),
  'log-level': choice('What the log has', LOG_LEVELS, 'info'),
  'log-format': {
    ...choice(
      'What standard error gets, the log (json) or a view for people (pretty)',
      LOG_FORMATS,
      undefined,
    ),
    shown: 'pretty on a terminal or with --log-file, otherwise json',
  } as Flag<(typeof LOG_FORMATS)[number] | undefined>,
}

/** The flags of all commands that read a leaver list and ask the platform. */
export const sessionFlags = {
  ...connectionFlags,
  ...actionFlags,
  ...archiveFlags,
  ...readingFlags,
  ...paceFlags,
  ...safetyFlags,
  ...outFlag,
  ...ledgerFlags,
  ...jsonFlags,
  ...languageFlag,
  ...redactFlag,
  ...logFlags,
  ...monitoringFlags,
}
