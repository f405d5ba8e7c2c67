import { ENGLISH } from '../../../offboarding/reason.ts'
import { ADVICE } from '../../../offboarding/advice/advice.ts'
import { meaningOf, OUTCOMES, type Outcome } from '../../../offboarding/outcome.ts'
import { actionInWords, type Action } from '../../../offboarding/reason-details.ts'
import { kindInWords } from '../../../offboarding/run-kind.ts'
import { rememberedInWords } from '../../../offboarding/run/layout.ts'
import { leftOutInWords } from '../../../offboarding/run/left-out.ts'
import { undatedInWords } from '../../../offboarding/run/undated.ts'
import { verifiedInWords } from '../../../offboarding/run/verified.ts'
import { graceInWords, SAVED_BEFORE, savedInWords } from '../../../offboarding/run/what-happens.ts'
import { forgottenInWords, REDACTED_IN_WORDS } from '../../left-out-of-files.ts'
import type { Words } from './words.ts'

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
const users = (n: number): string => (n === 0 ? 'Nobody' : count(n, 'user'))

const ACTIONS: readonly Action[] = [
  'deactivate',
  'deactivate_and_delete',
  'deactivate_and_wait',
  'wait',
  'reactivate',
  'delete',
  'delete_if_deactivated',
]

const NAMES: Readonly<Record<Outcome, string>> = {
  deleted: 'Deleted',
  deactivated: 'Deactivated',
  waiting: 'Deactivated, to be deleted',
  kept: 'Kept',
  reactivated: 'Active again',
  not_found: 'No such user',
  duplicate: 'Listed twice',
  protected: 'Protected',
  not_due: 'Leaves later',
  invalid: 'Row unusable',
  mismatch: 'Maybe somebody else',
  refused: 'Refused',
  failed: 'Failed',
  not_attempted: 'Not done',
}

/** English. */
export const en: Words = {
  language: 'en',
  general: {
    title: (kind, site) => `Offboarding ${kindInWords(kind)} on ${site}`,
    actions: Object.fromEntries(ACTIONS.map((action) => [action, actionInWords(action)])) as Record<
      Action,
      string
    >,
    withGrace: (ms) => `deactivated, then deleted for good by \`purge\` ${graceInWords(ms)} later`,
    savedBefore: { records: SAVED_BEFORE.records, images: SAVED_BEFORE.images },
    skip: 'Skip to the rows',
    madeBy: (version) => `Made by konstantly-offboard ${version}. All times are UTC.`,
    units: { d: 'd', h: 'h', min: 'min', s: 's' },
  },
  verdict: {
    howItEnded: {
      refused: 'Refused',
      stopped: 'Stopped; it can be gone on with',
      running: 'Broken off; it can be gone on with',
    },
    wouldBe: (n, what) => `${users(n)} would be ${what}.`,
    nothingToCarryOut: 'There is nothing to carry out.',
    nobodyKnown: 'Nobody is known to be deleted.',
    deleted: (n) => `${users(n)} deleted for good.`,
    waiting: (n) => `${users(n)} deactivated, to be deleted later.`,
    deactivated: (n) => `${users(n)} deactivated.`,
    reactivated: (n) => `${users(n)} active again.`,
    askedOnceMore: (counts) => `Asked once more: ${counts}.`,
    attention: (n) => `${n === 0 ? 'No row needs' : n === 1 ? '1 row needs' : `${n} rows need`} attention.`,
  },
  numbers: {
    heading: (rows) => count(rows, 'row'),
    parts: {
      touched: 'done',
      foreseen: 'to be touched',
      left_alone: 'left alone',
      attention: 'in need of attention',
      not_done: 'not done',
    },
    toBeTouched: 'To be touched',
    outcome: 'Outcome',
    rows: 'Rows',
    meaning: 'Meaning',
  },
  remarks: {
    undated: (undated) => `${undatedInWords(undated)}.`,
    leftOut: (leftOut) => leftOutInWords(leftOut).map((text) => `${text}.`),
    redacted: `${REDACTED_IN_WORDS}.`,
    forgotten: (how) => `${forgottenInWords(how)}.`,
    remembered: (remembered) => `The list was ${rememberedInWords(remembered)}.`,
  },
  attention: {
    heading: (rows) => `Rows that need attention (${rows})`,
    whatToDo: 'What to do:',
    nothingToDo: 'Read the details of each row.',
    firstRow: 'Row 1 is the first below the header of the list; empty lines do not count.',
    firstOnly: (shown, file) => `The first ${shown} of them; ${file} has all.`,
  },
  timeline: {
    heading: 'Requests over time',
    total: (requests, duration) => `${count(requests, 'request')} in ${duration}.`,
    bar: (span, most) => `requests in ${span}; ${most} at most`,
    limit: (requests) => `the quota, as the platform counts it: ${requests}`,
    pause: 'nothing sent',
    pauses: (n) => count(n, 'pause'),
    pauseFrom: (from, to, duration) => `${from} to ${to}: nothing was sent for ${duration}`,
    stoppedFrom: (from, to, duration) => `${from} to ${to}: nobody worked on the run for ${duration}`,
    more: (n) => `and ${n} more`,
    quotaWait: (duration) => `Waited ${duration} for the quota.`,
    retryWait: (duration) => `Waited ${duration} before retries, summed over all workers.`,
    outageWait: (duration) => `Waited ${duration} for a platform that was down.`,
    turnedAway: (n) => `The quota turned ${count(n, 'request')} away.`,
  },
  rows: {
    heading: 'Every row',
    tooMany: (rows, file) => `${rows} rows are more than a page bears; ${file} has all of them.`,
    search: 'Search',
    anyOutcome: 'Any outcome',
    shown: '{shown} of {all} rows',
    more: 'Show more',
    original: 'Original row',
    details: 'Details',
    whatToDo: 'What to do',
    attempts: 'Requests',
    status: 'HTTP status',
    code: 'Code',
    deactivated: 'deactivated',
    deleted: 'deleted',
    deleteAfter: 'deleted after',
  },
  columns: {
    row: 'Row',
    userId: 'User ID',
    name: 'Name',
    email: 'E-mail address',
    found: 'Account found',
    outcome: 'Outcome',
    why: 'Why',
    when: 'When (UTC)',
  },
  sessions: {
    heading: 'Who ran it',
    started: 'Started (UTC)',
    ended: 'Ended (UTC)',
    by: 'By',
    confirmedBy: 'Confirmed by',
    endedWith: 'Ended with',
    brokenOff: 'broken off',
    machine: (process, version) => `process ${process}, version ${version}`,
    on: 'on',
    nobody: 'nobody',
    onlyAsked: 'asked once more, changed nothing',
    confirmed: { typed: 'the number of users, typed', yes: '--yes' },
    limits: ({ maxUsers, maxPercent, maxUnknown }) =>
      `at most ${maxUsers} users, ${maxPercent} % of the site, ${maxUnknown} % unknown`,
    exitCode: (code) => `exit code ${code}`,
  },
  erasure: {
    heading: 'Proof of erasure',
    intro:
      "Each user whom this run deleted was to be asked for once more, with `GET /users/{id}`. Only a 404 of the platform's API proves that nobody has that ID any more.",
    counts: verifiedInWords,
    site: 'Site',
    onTheWordOf: 'Deleted on the word of',
    askedBy: 'Asked once more by',
    version: (version) => `version ${version}`,
    asked: (n, gone) => `${n} asked for, ${gone} answered with 404`,
    deleted: 'Deleted (UTC)',
    answer: 'Answer of the platform',
    answered: 'Answered (UTC)',
    isGone: '404: there is no such user',
    nothingProved: 'not asked, or no answer that proves anything',
  },
  proof: {
    heading: 'Proof',
    list: 'Leaver list',
    rowsFrom: 'Rows from',
    askedFor: 'Asked for',
    byPlan: (plan) => `by plan ${plan}`,
    roles: 'Roles',
    anyRole: 'any',
    protectedList: 'Protected list',
    entries: (n) => (n === 1 ? '1 entry' : `${n} entries`),
    lookUps: 'Look-ups',
    leaveDates: 'Leave dates',
    comparedWith: (day) => `compared with ${day}`,
    requests: 'Requests',
    turnedAway: (total, rejected, seconds) =>
      `${total}; ${rejected} turned away, ${seconds} s waited for the quota`,
    archive: 'Archive',
    saved: savedInWords,
    beforeForgotten: (file) => `${file} before it was forgotten`,
    howToCheck: [
      'SHA-256 sums tell whether a file is still as it was written.',
      'compares all files of this run with the ledger.',
    ],
  },
  outcomes: Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, { name: NAMES[outcome], meaning: meaningOf(outcome) }]),
  ) as Words['outcomes'],
  advice: ADVICE,
  reasons: ENGLISH,
}
