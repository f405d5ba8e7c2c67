import { verifiedInWords } from '../../offboarding/run/verified.ts'
import { isStopped } from '../command-end.ts'
import type { DueUsers, Notification } from './notification.ts'

/** A notification in words. */
export interface Words {
  /** How it looks: fine, for a person to look at, or a failure. */
  tone: 'good' | 'attention' | 'bad'
  title: string
  facts: readonly (readonly [label: string, value: string])[]
}

/** Puts a notification into words. */
export function inWords(notification: Notification): Words {
  const { end } = notification
  const { command, site, run, exitCode, meaning, next, started, ended } = end
  const where = site === null ? '' : ` on ${site}`
  const seconds = Math.round((ended.getTime() - started.getTime()) / 1000)
  const facts: (readonly [string, string])[] = [
    ...(run === null ? [] : ([['Run', run.id]] as const)),
    ...(run === null || run.rows === 0 ? [] : ([['Rows', countsOf(run.outcomes)]] as const)),
    ...(run?.verified ? ([['Asked once more', verifiedInWords(run.verified)]] as const) : []),
    ...(run?.waiting ? ([['Waiting for a purge', count(run.waiting.users, 'user')]] as const) : []),
    ['Exit code', `${exitCode}: ${meaning}`],
    ...(run !== null && notification.event === 'plan_waits'
      ? ([['To carry it out', `run --plan ${run.id}`]] as const)
      : []),
    ...(next === 'nothing' ? [] : ([['What to do', next]] as const)),
    ['Took', `${seconds} s`],
  ]
  return { tone: toneOf(notification), title: title(), facts }

  function title(): string {
    switch (notification.event) {
      case 'failed':
        return `${command}${where} failed: ${meaning}`
      case 'plan_waits':
        return `A plan${where} waits for approval: ${count(run?.toTouch ?? 0, 'user')} would be touched`
      case 'purge_due':
        return notification.due === null ? '' : dueTitle(notification.due, where)
      case 'run_ended':
        return `${command}${where} ${isStopped(exitCode) ? 'was stopped' : 'ended'}${attention(run?.attention ?? 0)}`
    }
  }
}

const dueTitle = ({ users, untold, first, until }: DueUsers, where: string): string =>
  `${count(users, 'user')}${where} will be deleted by ${day(until)}, the first on ${day(first)}${untold < users ? `; ${untold} of them were not announced before` : ''}`

function toneOf({ event, end: { exitCode } }: Notification): Words['tone'] {
  if (event === 'failed') return 'bad'
  return event === 'run_ended' && exitCode === 0 ? 'good' : 'attention'
}

const attention = (rows: number): string =>
  rows === 0 ? '' : `, and ${count(rows, 'row')} ${rows === 1 ? 'needs' : 'need'} attention`

/** Those that are not 0: `12 deleted, 1 refused`. */
const countsOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([what, n]) => `${n} ${what}`)
    .join(', ')

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
const day = (time: string): string => time.slice(0, 10)
