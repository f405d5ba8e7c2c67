import { dirname, resolve } from 'node:path'
import { siteOf, type NamedSite } from './named-site.ts'
import { shown, shownPath } from '../../offboarding/text/shown.ts'
import type { Flag } from '../flags/flag.ts'
import { nearest } from '../help/near-misses.ts'
import { UsageError } from '../usage-error.ts'
import {
  isObject,
  JsonError,
  parseJsonWithLines,
  type JsonMember,
  type JsonObject,
} from './json-with-lines.ts'
import {
  isPath,
  SECRET_FLAGS,
  SITE_FLAGS,
  typeOf,
  type KnownSettings,
  type SettingType,
} from './known-settings.ts'

/** Settings by the names of flags: the texts that each flag would be given. */
export type Settings = ReadonlyMap<string, readonly string[]>

export interface Section extends NamedSite {
  /** As it stands in the file. */
  name: string
  settings: Settings
}

/** What a configuration file says. */
export interface SettingsOfSites {
  /** Null where the file has no sections at all, so that its settings are for every site. */
  sections: readonly Section[] | null
  forAllSites: Settings
}

/**
 * Reads the text of the configuration file at `path`. Every setting of every section is looked at, whatever the command needs of them.
 * Throws UsageError, with the line.
 */
export function parseSettings(text: string, path: string, known: KnownSettings): SettingsOfSites {
  return new SettingsParser(path, known).parse(text)
}

const TYPES: Readonly<Record<SettingType, string>> = {
  switch: 'true or false',
  number: 'a number',
  list: 'a text in double quotes, or a list of them: ["…", "…"]',
  text: 'a text in double quotes',
}

class SettingsParser {
  readonly #path: string
  readonly #known: KnownSettings

  constructor(path: string, known: KnownSettings) {
    this.#path = path
    this.#known = known
  }

  parse(text: string): SettingsOfSites {
    const all = this.#json(text)
    const { $schema: schema, sites, ...others } = Object.fromEntries(all)
    if (schema !== undefined && typeof schema.value !== 'string')
      this.#fail(schema.line, '"$schema" takes a text')
    const own = SITE_FLAGS.filter((flag) => flag in others)
    const ofOneSite = own.map((flag) => this.#onlySite(flag, others[flag], sites))
    const settings = Object.entries(others).filter(([name]) => !own.includes(name))
    const forAllSites = this.#settings(settings, null)
    if (ofOneSite.length > 0) return { sections: ofOneSite, forAllSites }
    if (sites === undefined) return { sections: null, forAllSites }
    if (!isObject(sites.value))
      this.#fail(sites.line, '"sites" takes sections by the names of sites: {"acme": {…}}')
    return { sections: this.#sections(sites.value, forAllSites), forAllSites }
  }

  /** A file of one site needs no sections: it names the site, as `--site` or `--base-url` does. */
  #onlySite(flag: string, member: JsonMember | undefined, sites: JsonMember | undefined): Section {
    const { line, value } = member ?? { line: 1, value: null }
    if (sites !== undefined)
      this.#fail(
        line,
        `"${flag}" is for a file of one site, and this one has "sites": leave one of the two out`,
      )
    const named = typeof value === 'string' ? siteOf(value) : null
    if (typeof value !== 'string' || named?.flag !== flag) {
      const example = flag === 'site' ? 'the name of a site: "acme"' : 'the address of an API: "https://…"'
      this.#fail(line, `"${flag}" takes ${example}`)
    }
    return { ...named, name: value, settings: new Map() }
  }

  #json(text: string): JsonObject {
    try {
      const value = parseJsonWithLines(text)
      if (isObject(value)) return value
      return this.#fail(1, 'a file of settings begins with {')
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      const { line, column, message } = error
      throw new UsageError(`${shownPath(this.#path)}, line ${line}, column ${column}: ${message}.`)
    }
  }

  #sections(sites: JsonObject, forAllSites: Settings): Section[] {
    const sections: Section[] = []
    for (const [name, { line, value }] of sites) {
      const named = siteOf(name)
      if (named === null) {
        this.#fail(
          line,
          `section ${quoted(name.replace(/^.*@/s, '…@'))} is no site: a section is named as --site has it (acme), or by the address that --base-url has`,
        )
      }
      const same = sections.find(({ site }) => site === named.site)
      if (same !== undefined)
        this.#fail(
          line,
          `sections ${quoted(same.name)} and ${quoted(name)} are about one site: make one of them`,
        )
      if (!isObject(value)) this.#fail(line, `section ${quoted(name)} takes settings in braces: {…}`)
      const settings = this.#settings([...value], name)
      const twice = [...settings.keys()].find((setting) => forAllSites.has(setting))
      if (twice !== undefined) {
        this.#fail(
          value.get(twice)?.line ?? line,
          `"${twice}" stands in section ${quoted(name)}, and beside "sites" for all of them: leave one of the two out`,
        )
      }
      sections.push({ ...named, name, settings })
    }
    return sections
  }

  /** `section`: the name of the section in which they stand; null beside the sections. */
  #settings(members: readonly [string, JsonMember][], section: string | null): Settings {
    return new Map(
      members.map(([name, member]) => {
        const flag = Object.hasOwn(this.#known.flags, name) ? this.#known.flags[name] : undefined
        if (flag === undefined) this.#fail(member.line, this.#whyNone(name, member, section))
        if (section !== null && this.#known.forAllSites.has(name)) {
          this.#fail(
            member.line,
            `"${name}" is for all sites, since commands have it that work on no site: move it out of section ${quoted(section)}, beside "sites"`,
          )
        }
        return [name, this.#texts(name, member, flag)]
      }),
    )
  }

  /** Why there is no setting of that name. */
  #whyNone(name: string, { value }: JsonMember, section: string | null): string {
    if (/^-*(konstantly[-_]?)?api[-_]?(key|token)$/i.test(name))
      return 'the API key does not belong into a file of settings: set KONSTANTLY_API_KEY, or name a file that holds it with "api-key-file"'
    if (SECRET_FLAGS.includes(name))
      return `"${name}" is an address that is a secret, and does not belong into a file of settings: name a file that holds it with "${name}-file"`
    if (SITE_FLAGS.includes(name))
      return `"${name}" is what the name of a section says; leave it out of section ${quoted(section ?? '')}`
    if (this.#known.forOneRun.has(name))
      return `"${name}" is decided anew for each command, on its command line, and cannot stand in a file`
    const where = section === null ? '' : ` in section ${quoted(section)}`
    if (section === null && isObject(value))
      return `unknown setting ${quoted(name)}; the sections of sites stand in "sites"`
    const names = [...Object.keys(this.#known.flags), ...(section === null ? ['sites', '$schema'] : [])]
    const meant = nearest(name.replace(/^--/, ''), names)
    return `unknown setting ${quoted(name)}${where}${meant === null ? '' : `; did you mean "${meant}"?`}`
  }

  #texts(name: string, { line, value }: JsonMember, flag: Flag<unknown>): readonly string[] {
    const type = typeOf(flag)
    const values = type === 'list' && Array.isArray(value) ? (value as unknown[]) : [value]
    const primitive = { switch: 'boolean', number: 'number', list: 'string', text: 'string' }[type]
    if (values.some((one) => typeof one !== primitive)) this.#fail(line, `"${name}" takes ${TYPES[type]}`)
    const texts = values.map(String)
    try {
      for (const text of texts) flag.parse(text, `"${name}"`)
    } catch (error) {
      if (error instanceof UsageError) this.#fail(line, error.message.replace(/\.$/, ''))
      throw error
    }
    return isPath(flag) ? texts.map((text) => resolve(dirname(this.#path), text)) : texts
  }

  #fail(line: number, why: string): never {
    throw new UsageError(`${shownPath(this.#path)}, line ${line}: ${why}${/[?]$/.test(why) ? '' : '.'}`)
  }
}

const quoted = (name: string): string => `"${shown(name)}"`
