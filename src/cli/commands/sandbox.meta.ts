import { LIMITER_KINDS } from '../../sandbox/rate-limit.ts'
import { choice, number, toggle } from '../flags/flag.ts'
import type { CommandMeta } from './command.ts'

export const sandboxFlags = {
  port: number('The port on loopback; 0 for any free one', 4010, { min: 0, max: 65_535 }),
  users: number('How many users the site has', 200, { min: 0, max: 1_000_000 }),
  'rate-limit': number('Requests in each window', null, { min: 1, max: 1_000_000 }),
  window: number('Seconds that a window lasts', 60, { min: 1, max: 86_400 }),
  limiter: choice('How requests are limited', LIMITER_KINDS, 'first-request'),
  'no-rate-headers': toggle('Leave out the rate limit headers'),
  competitor: number('The share of the quota that somebody else spends, from 0 to 1', 0, {
    min: 0,
    max: 1,
    whole: false,
  }),
  'clock-skew': number("Seconds that the site's clock is ahead", 0, { min: 0, max: 86_400 }),
  'outage-after': number('Seconds from the first request until every connection is cut', null, {
    min: 0,
    max: 86_400,
  }),
  'outage-for': number('Seconds that this lasts', 30, { min: 1, max: 86_400 }),
  latency: number('Milliseconds that every answer takes', 0, { min: 0, max: 600_000 }),
  'fault-rate': number('The share of requests that meet a fault, from 0 to 1', 0, {
    min: 0,
    max: 1,
    whole: false,
  }),
  seed: number('Makes the same users and the same faults again', 1, { min: 0, max: 4_294_967_295 }),
}

export const sandboxMeta = {
  name: 'sandbox',
  works: null,
  describe: 'Serve the stand-in platform on loopback',
  examples: [
    ['sandbox', 'Serve a site with 200 users, and print how to reach it'],
    ['sandbox --users 5000 --rate-limit 100', 'A large site with the quota of the real one'],
  ],
  flags: sandboxFlags,
} as const satisfies CommandMeta
