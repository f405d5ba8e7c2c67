import { relative } from 'node:path'
import { shellWord } from '../../offboarding/text/shell-word.ts'
import { siteName, USUAL_PATH } from '../../offboarding/identity/site-name.ts'
import type { Deps } from '../deps.ts'
import type { Configuration } from '../configuration.ts'
import { outFlag } from '../flags/flags.ts'
import { ledgerFlags } from '../flags/ledger-flags.ts'
import { variableOf } from '../flags/read-flags.ts'
import type { PlaceFlags } from '../ledger-place.ts'

/** What a command line has to name. */
interface PlacesInWords {
  site: string
  out: string
  keyFile?: string | undefined
  /** Where the ledger is, if that is no file in `out`. */
  ledger?: Omit<PlaceFlags, 'out'>
}

/** Makes of a command, such as `run --resume <run>`, the line that carries it out where the person is now. */
export type NextCommand = (command: string) => string

/**
 * The command lines for a run on a site, whose files are in the folder `out`. What a variable of the environment says already, to the
 * letter, or the configuration file, is left out.
 */
export function nextCommand(
  { site, out, keyFile, ledger }: PlacesInWords,
  deps: Pick<Deps, 'env' | 'script' | 'configuration'>,
): NextCommand {
  const { env, configuration } = deps
  const flag = (name: string, value: string): string[] =>
    env[variableOf(name)] === value || isSet(name, value, configuration)
      ? []
      : [`--${name} ${shellWord(value)}`]
  const address = env[variableOf('base-url')]
  const flags = [
    ...(address !== undefined && isAddressOf(site, address) ? [] : flag(...siteFlag(site))),
    ...(configuration.kind === 'read' && configuration.named !== null
      ? flag('config', configuration.named)
      : []),
    ...(out === outFlag.out.initial ? [] : flag('out', out)),
    ...ledgerWords(ledger, flag),
    ...(keyFile === undefined ? [] : flag('api-key-file', keyFile)),
  ]
  return (command) => [program(deps), command, ...flags].join(' ')
}

function ledgerWords(
  ledger: PlacesInWords['ledger'],
  flag: (name: string, value: string) => string[],
): string[] {
  const { ledger: address, 'ledger-file': file, 'ledger-schema': schema } = ledger ?? {}
  if (address === undefined && file === undefined) return []
  return [
    ...(address === undefined ? [] : flag('ledger', address)),
    ...(file === undefined ? [] : flag('ledger-file', file)),
    ...(schema === undefined || schema === ledgerFlags['ledger-schema'].initial
      ? []
      : flag('ledger-schema', schema)),
  ]
}

/** Whether the configuration file says it. The site is named all the same: with another section, it is another one. */
const isSet = (name: string, value: string, configuration: Configuration): boolean =>
  name !== 'site' &&
  name !== 'base-url' &&
  configuration.kind === 'read' &&
  configuration.settings.get(name)?.[0] === value

/** How this program is started where the person is. */
export function program({ env, script = '' }: Pick<Deps, 'env' | 'script'>): string {
  const { npm_lifecycle_event: event, npm_package_name: name } = env
  const isCheckout = name === 'konstantly-offboard' && (event === 'offboard' || event === 'demo')
  if (isCheckout) return 'npm run --silent offboard --'
  if (event !== undefined) return 'npx konstantly-offboard'
  return script.endsWith('.ts') ? `node ${shellWord(relative('', script))}` : 'konstantly-offboard'
}

/** The flag that names a site: `--site acme` for `acme.konstant.ly`, otherwise its address. */
function siteFlag(site: string): [name: string, value: string] {
  const [, own] = /^([a-z0-9-]+)\.konstant\.ly$/.exec(site) ?? []
  if (own !== undefined) return ['site', own]
  const [, host = '', path = ''] = /^([^/]*)(.*)$/.exec(site) ?? []
  const scheme = /^127\.0\.0\.1(:|$)/.test(host) ? 'http' : 'https'
  return ['base-url', `${scheme}://${host}${path === '' ? USUAL_PATH : path}`]
}

const isAddressOf = (site: string, address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && siteName(url.host + url.pathname) === site
}
