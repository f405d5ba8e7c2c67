import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import {
  LedgerDamagedError,
  LedgerLostError,
  LedgerUnusableError,
  LedgerWriteError,
} from '../../../src/ledger/errors.ts'
import { ConnectionLostError, connectError, explainError } from '../../../src/ledger/postgres/errors.ts'

const PLACE = { host: 'db.acme.com', port: 5432, database: 'hr', user: 'offboard', schema: 'ledger' }

const ofServer = (code: string, message = 'as the server says it'): DatabaseError => {
  const error = new DatabaseError(message, 1, 'error')
  error.code = code
  return error
}

const ofSystem = (code: string): Error =>
  Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' })

/** The class of what an error is explained as; null where it stays as it is. */
function kind(error: Error, explain: typeof explainError): string | null {
  const explained = explain(error, PLACE)
  return explained === error ? null : explained.name
}

test.for([
  ['57P01', 'LedgerLostError'],
  ['57P02', 'LedgerLostError'],
  ['57P03', 'LedgerLostError'],
  ['57P05', 'LedgerLostError'],
  ['08006', 'LedgerLostError'],
  ['25P03', 'LedgerLostError'],
  ['53100', 'LedgerWriteError'],
  ['53200', 'LedgerWriteError'],
  ['53300', 'LedgerWriteError'],
  ['58030', 'LedgerWriteError'],
  ['25006', 'LedgerWriteError'],
  ['40001', 'LedgerWriteError'],
  ['40P01', 'LedgerWriteError'],
  ['55P03', 'LedgerWriteError'],
  ['57014', 'LedgerWriteError'],
  ['42501', 'LedgerWriteError'],
  ['XX000', 'LedgerWriteError'],
  ['XX001', 'LedgerDamagedError'],
  ['42P01', 'LedgerDamagedError'],
  ['22P02', 'LedgerDamagedError'],
  ['22P05', 'LedgerDamagedError'],
  ['22003', null],
  ['23505', null],
  ['25P02', null],
  ['42601', null],
  ['42703', null],
] as const)('%s within a run is %s', ([code, expected]) => {
  expect(kind(ofServer(code), explainError)).toBe(expected)
})

test.for([
  ['28P01', 'LedgerUnusableError'],
  ['28000', 'LedgerUnusableError'],
  ['3D000', 'LedgerUnusableError'],
  ['42501', 'LedgerUnusableError'],
  ['3F000', 'LedgerUnusableError'],
  ['53300', 'LedgerLostError'],
  ['57P03', 'LedgerLostError'],
] as const)('%s while connecting is %s', ([code, expected]) => {
  expect(kind(ofServer(code), connectError)).toBe(expected)
})

test('tells what to do about a full disk, and that the same command carries on', () => {
  const error = explainError(
    ofServer('53100', 'could not extend file "base/1": No space left on device'),
    PLACE,
  )
  expect(error.message).toBe(
    'the ledger cannot be written (database "hr" on db.acme.com:5432: could not extend file "base/1": No space left on device), so nothing more was sent. Make room on the server\'s disk, or look after it, then run the same command again: it carries on from here.',
  )
})

test('takes whatever ended the connection for a loss', () => {
  const losses = [
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'EAI_AGAIN', 'ENOTFOUND'].map(ofSystem),
    new AggregateError([ofSystem('ECONNREFUSED'), ofSystem('EHOSTUNREACH')]),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout expired'),
    new ConnectionLostError('no answer came within 60 s'),
  ]
  for (const error of losses) {
    expect(explainError(error, PLACE)).toBeInstanceOf(LedgerLostError)
    expect(connectError(error, PLACE)).toBeInstanceOf(LedgerLostError)
  }
})

test('takes a certificate that nobody vouches for as a setting', () => {
  const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(connectError(error, PLACE)).toBeInstanceOf(LedgerUnusableError)
})

test('leaves a defect, and what is explained already, as it is', () => {
  const all = [
    new TypeError('a defect'),
    new LedgerWriteError('no password is wrong here'),
    new LedgerUnusableError('SSL'),
    new LedgerDamagedError('damaged'),
  ]
  for (const error of all) expect(explainError(error, PLACE)).toBe(error)
  for (const error of all) expect(connectError(error, PLACE)).toBe(error)
})
