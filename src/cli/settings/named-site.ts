import { BaseUrlError, parseBaseUrl, siteAddress } from '../../konstantly/base-url.ts'

/** A site as a section of the configuration file, or a flag, names it. */
export interface NamedSite {
  /** The one name of the site, however it is spelled. */
  site: string
  /** The flag that takes the name. */
  flag: 'site' | 'base-url'
}

/** `acme`, or an address. Null where it is neither. */
export function siteOf(name: string): NamedSite | null {
  const flag = name.includes('://') ? 'base-url' : 'site'
  try {
    const { site } = flag === 'site' ? siteAddress(name) : parseBaseUrl(name)
    return { site, flag }
  } catch (error) {
    if (error instanceof BaseUrlError) return null
    throw error
  }
}
