import { siteName, USUAL_PATH } from '../offboarding/identity/site-name.ts'

/** The address of a site cannot be used. */
export class BaseUrlError extends Error {
  override readonly name = 'BaseUrlError'
}

/** Where a site's API is. */
export interface SiteAddress {
  /** Without a trailing slash: `https://acme.konstant.ly/openapi/v1`. */
  baseUrl: string
  /** How the site is called, in reports and where runs are told apart. Behind one host there may be several sites. */
  site: string
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** `acme` → `https://acme.konstant.ly/openapi/v1`. Throws BaseUrlError for anything that is not a plain site name. */
export function siteAddress(site: string): SiteAddress {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(site)) {
    throw new BaseUrlError(
      `--site takes the first part of the site's address (acme for https://acme.konstant.ly), not "${site}". For any other address use --base-url.`,
    )
  }
  return parseBaseUrl(`https://${site.toLowerCase()}.konstant.ly${USUAL_PATH}`)
}

/** Accepts an https URL, or http on a loopback host: over plain http the key could be read by anyone in between. */
export function parseBaseUrl(text: string): SiteAddress {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new BaseUrlError(
      `--base-url must be the address of the API, like https://acme.konstant.ly/openapi/v1, not "${withoutCredentials(text)}".`,
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new BaseUrlError(
      '--base-url must not hold a user name or password; the key comes from KONSTANTLY_API_KEY.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new BaseUrlError(`--base-url must end before any "?" or "#": ${url.origin}${url.pathname}`)
  }
  // With a dot at its end a host is the same one, and some certificates and proxies know it only without.
  url.hostname = url.hostname.replace(/\.$/, '')
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new BaseUrlError(
      `--base-url must begin with https: plain http is accepted for this machine only, and ${url.hostname} is another one.`,
    )
  }
  const path = url.pathname.replace(/\/+$/, '')
  return { baseUrl: url.origin + path, site: siteName(url.host + (path || '/')) }
}

/** Whatever stands before an `@` may be a password. */
const withoutCredentials = (text: string): string => text.replace(/^.*@/s, '…@')
