// In a file of its own, so that help need not load what makes the messages.
export const FORMAT_NAMES = ['slack', 'teams', 'mattermost', 'plain'] as const

export type FormatName = (typeof FORMAT_NAMES)[number]

const TEAMS = /(^|\.)(logic\.azure\.com|api\.powerplatform\.com|webhook\.office\.com)$/
const MATTERMOST_HOOK = /\/hooks\/[a-z0-9]{26}$/

/** The format that an address asks for: Slack and Teams are known by their hosts, Mattermost by the form of its webhooks. */
export function formatFor({ hostname, pathname }: URL): FormatName {
  if (hostname === 'hooks.slack.com' || hostname === 'hooks.slack-gov.com') return 'slack'
  if (TEAMS.test(hostname)) return 'teams'
  return MATTERMOST_HOOK.test(pathname) ? 'mattermost' : 'plain'
}
