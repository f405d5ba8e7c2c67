import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assignmentsRequest,
  certificatesRequest,
  pageRequest,
  PROBE,
  requestFor,
} from '../../src/konstantly/request.ts'
import type { PlatformStep } from '../../src/offboarding/step.ts'
import { parseUserId } from '../../src/offboarding/identity/user-id.ts'

const STEPS: readonly Exclude<PlatformStep['do'], 'find'>[] = ['read', 'deactivate', 'reactivate', 'delete']

describe('the request of a step', () => {
  test('is the documented one', () => {
    expect(STEPS.map((action) => requestFor({ do: action, userId: 'A-7_z' }))).toEqual([
      { method: 'GET', path: 'users/A-7_z' },
      { method: 'POST', path: 'users/blocked', json: { id: 'A-7_z' } },
      { method: 'DELETE', path: 'users/blocked/A-7_z' },
      { method: 'DELETE', path: 'users/A-7_z' },
    ])
  })

  test.each([
    'blocked',
    'Blocked',
    'byEmail',
    '',
    '.',
    '..',
    '../sites',
    'blocked/42',
    '42/',
    '42?x=1',
    '42#',
    '%2e%2e',
    ' 42',
    '42\n',
    "'-42",
    '４２',
    'x'.repeat(129),
  ])('is refused for %j, which could mean another endpoint or another user', (userId) => {
    for (const action of STEPS) {
      expect(() => requestFor({ do: action, userId })).toThrow(TypeError)
      expect(() => requestFor({ do: action, userId })).toThrow('must not reach the network')
    }
  })

  test('does not repeat what it refuses, which may be anything', () => {
    expect(() => requestFor({ do: 'delete', userId: 'secret/../x' })).not.toThrow('secret')
  })

  test('reaches the endpoint of that user and no other, whatever the ID', () => {
    const likely = fc.string({ unit: fc.constantFrom(...Array.from('aZ9-_./\\?#%& @')), maxLength: 8 })
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (userId) => {
        let path: string
        try {
          ;({ path } = requestFor({ do: 'delete', userId }))
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
          return
        }
        const url = new URL(path, 'https://acme.konstant.ly/openapi/v1/')
        expect([url.pathname, url.search, url.hash]).toEqual([`/openapi/v1/users/${userId}`, '', ''])
        expect(parseUserId(userId)).toEqual({ ok: true, id: userId })
      }),
    )
  })
})

describe('to find a user by e-mail address', () => {
  test('sends the address as one part of the path, whatever it holds', () => {
    expect(requestFor({ do: 'find', email: 'ute+x@example.com' })).toEqual({
      method: 'GET',
      path: 'users/byEmail/ute%2Bx%40example.com',
    })
    expect(requestFor({ do: 'find', email: 'a/b?c#d%e@example.com' })).toEqual({
      method: 'GET',
      path: 'users/byEmail/a%2Fb%3Fc%23d%25e%40example.com',
    })
  })

  test.each(['', '42', '@example.com', 'ute@', 'ute@example.com, ada@example.com', 'ute @example.com', '..'])(
    'is refused for %j, which is no address',
    (email) => {
      expect(() => requestFor({ do: 'find', email })).toThrow('must not reach the network')
    },
  )
})

test.each([0, 20, 4_000])('a page of users is read from offset %i on', (offset) => {
  expect(pageRequest(offset)).toEqual({ method: 'GET', path: `users?offset=${offset}` })
})

test('the probe only reads, has no body and concerns no user', () => {
  expect(PROBE).toEqual({ method: 'GET', path: 'users?offset=0' })
})

describe('to read what users have learned', () => {
  test('asks for the assignments of one user', () => {
    expect(assignmentsRequest('42', 0)).toEqual({ method: 'GET', path: 'users/42/assignments' })
    expect(assignmentsRequest('42', 20)).toEqual({ method: 'GET', path: 'users/42/assignments?offset=20' })
    expect(() => assignmentsRequest('blocked', 0)).toThrow('must not reach the network')
  })

  test('asks for the certificates of one course, many at a time', () => {
    expect(certificatesRequest('123', 99)).toEqual({
      method: 'GET',
      path: 'courses/123/certificates?offset=99&limit=100',
    })
  })

  test.each(['', '..', '1/2', '1?x', '%2e', '1#', ' 1', 'x'.repeat(65)])(
    'refuses %j for a course',
    (course) => {
      expect(() => certificatesRequest(course, 0)).toThrow('must not reach the network')
    },
  )
})
