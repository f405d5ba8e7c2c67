import { BlockList, isIP } from 'node:net'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Addresses that mean nothing outside of one's own network, where an image of the platform cannot be. */
const INTERNAL = new BlockList()
INTERNAL.addSubnet('0.0.0.0', 8, 'ipv4')
INTERNAL.addSubnet('10.0.0.0', 8, 'ipv4')
INTERNAL.addSubnet('100.64.0.0', 10, 'ipv4')
INTERNAL.addSubnet('169.254.0.0', 16, 'ipv4')
INTERNAL.addSubnet('172.16.0.0', 12, 'ipv4')
INTERNAL.addSubnet('192.168.0.0', 16, 'ipv4')
INTERNAL.addAddress('::', 'ipv6')
INTERNAL.addSubnet('fc00::', 7, 'ipv6')
INTERNAL.addSubnet('fe80::', 10, 'ipv6')

/**
 * The address that an image may be fetched from, or null if there is none: over https, at a host of the internet or at that of the API. An http
 * link is taken as https, since the API reference shows http where https is served, too. If the API is on this machine, so may images be.
 */
export function imageAddress(link: string, baseUrl: string): URL | null {
  const url = URL.parse(link)
  const base = new URL(baseUrl)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  if (url.username !== '' || url.password !== '') return null
  if (isLoopback(url.hostname)) return isLoopback(base.hostname) ? url : null
  if (isInternal(url.hostname) && url.hostname !== base.hostname) return null
  url.protocol = 'https:'
  return url
}

const isLoopback = (host: string): boolean => host === 'localhost' || isIn(LOOPBACK, host)

const isInternal = (host: string): boolean => /(^|\.)localhost\.?$/.test(host) || isIn(INTERNAL, host)

function isIn(list: BlockList, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}
