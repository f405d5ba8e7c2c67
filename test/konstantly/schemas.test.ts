import { describe, expect, test } from 'vitest'
import {
  readEntries,
  readPage,
  isEmpty,
  isOwnNotFound,
  readAttributes,
  readErrorMessage,
  readUser,
} from '../../src/konstantly/schemas.ts'

/** A user object as the API reference describes it. */
const documented = {
  id: 'aB3xY9kQ',
  name: 'Ute Vogel',
  email: 'ute.vogel@example.com',
  language: 'de',
  occupation: 'Nurse',
  location: 'Berlin',
  timezone: 'Europe/Berlin',
  isBanned: true,
  role: { alias: 'learner', name: 'Learner' },
  fromApi: false,
  image: null,
  attributes: {},
}

describe('a user object', () => {
  test('as documented shows who it is, in which role, and whether deactivated', () => {
    expect(readUser(documented)).toEqual({
      id: 'aB3xY9kQ',
      name: 'Ute Vogel',
      email: 'ute.vogel@example.com',
      role: 'learner',
      deactivated: true,
    })
    expect(readUser({ ...documented, isBanned: false })?.deactivated).toBe(false)
  })

  test('may lack everything but its ID and whether it is deactivated', () => {
    expect(readUser({ id: 'u1', isBanned: false })).toEqual({
      id: 'u1',
      name: null,
      email: null,
      role: null,
      deactivated: false,
    })
  })

  test('shows the value of the attribute that is asked for, without what cannot be seen around it', () => {
    const valued = { ...documented, attributes: { employee_id: ' 00012\u00A0', badge: 'B 7' } }
    expect(readUser(valued)).not.toHaveProperty('attribute')
    expect(readUser(valued, { attribute: 'employee_id' })?.attribute).toBe('00012')
    expect(readUser(valued, { attribute: 'badge' })?.attribute).toBe('B 7')
    expect(
      readUser({ ...documented, attributes: { employee_id: 12 } }, { attribute: 'employee_id' })?.attribute,
    ).toBe('12')
  })

  test.each([
    ['an empty object', {}],
    ['an empty list, as some servers write one', []],
    ['null', { employee_id: null }],
    ['an empty text', { employee_id: ' ' }],
    ['another attribute only', { badge: 'B7' }],
  ])('has no value of it by %s', (_, attributes) => {
    expect(readUser({ ...documented, attributes }, { attribute: 'employee_id' })).toHaveProperty(
      'attribute',
      null,
    )
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'employee_id'],
    ['a list that is not empty', [{ apiId: 'employee_id', value: '00012' }]],
    ['a list of choices', { employee_id: ['00012'] }],
    ['a switch', { employee_id: true }],
    ['a number that is not exact', { employee_id: 1.5 }],
    ['an object', { employee_id: { value: '00012' } }],
  ])('does not tell it by %s', (_, attributes) => {
    expect(readUser({ ...documented, attributes }, { attribute: 'employee_id' })).not.toHaveProperty(
      'attribute',
    )
  })

  test.each(['constructor', '__proto__', 'toString'])(
    'has no value of what every object has: %s',
    (apiId) => {
      expect(readUser(documented, { attribute: apiId })).toHaveProperty('attribute', null)
    },
  )

  test('may have its role as a text', () => {
    expect(readUser({ ...documented, role: 'administrator' })?.role).toBe('administrator')
  })

  test('may have an ID that is a number', () => {
    expect(readUser({ ...documented, id: 4711 })?.id).toBe('4711')
  })

  test.each([
    ['email', { email: 17 }, { email: null }],
    ['email', { email: null }, { email: null }],
    ['name', { name: {} }, { name: null }],
    ['role', { role: null }, { role: null }],
    ['role', { role: '' }, { role: null }],
    ['role', { role: { alias: '' } }, { role: null }],
    ['role', { role: {} }, { role: null }],
    ['role', { role: { alias: 3 } }, { role: null }],
  ])('whose %s makes no sense is shown without it: %j', (_, odd, shown) => {
    expect(readUser({ ...documented, ...odd })).toMatchObject({ id: 'aB3xY9kQ', ...shown })
  })

  test.each([
    ['nothing', null],
    ['an empty object', {}],
    ['a list', [documented]],
    ['a text', 'u1'],
    ['an error', { status: 404, message: 'Not found' }],
    ['a page of users', { users: [documented], totalCount: 1 }],
    ['a user in an envelope', { user: documented }],
    ['no ID', { ...documented, id: undefined }],
    ['an empty ID', { ...documented, id: '' }],
    ['an ID that is no whole number', { ...documented, id: 1.5 }],
    ['an ID too large to be exact', { ...documented, id: 2 ** 53 }],
    ['no isBanned', { ...documented, isBanned: undefined }],
    ['isBanned null', { ...documented, isBanned: null }],
    ['isBanned 1', { ...documented, isBanned: 1 }],
    ['isBanned "true"', { ...documented, isBanned: 'true' }],
  ])('is not to be seen in %s', (_, body) => {
    expect(readUser(body)).toBeNull()
  })
})

describe("the site's own attributes", () => {
  test('are read with their names', () => {
    const body = [
      { id: 1, name: 'Department', type: 3, apiId: 'department', extraData: [{ id: 1, value: 'Sales' }] },
      { id: 2, type: 1, apiId: 'employee_id', extraData: null },
    ]
    expect(readAttributes(body)).toEqual([
      { apiId: 'department', name: 'Department' },
      { apiId: 'employee_id', name: null },
    ])
    expect(readAttributes([])).toEqual([])
  })

  test.each([null, {}, 'words', [{ name: 'Employee ID' }], { status: 404, message: 'Not found' }])(
    'are not to be seen in %j',
    (body) => {
      expect(readAttributes(body)).toBeNull()
    },
  )
})

describe("an error's message", () => {
  test('is the words of the platform', () => {
    expect(readErrorMessage({ status: 422, message: 'User cannot be banned' })).toBe('User cannot be banned')
  })

  test('leaves out what is said per field', () => {
    expect(readErrorMessage({ status: 400, message: 'Validation failed', errors: { email: ['bad'] } })).toBe(
      'Validation failed',
    )
  })

  test('is put on one line', () => {
    expect(readErrorMessage({ message: '  cannot\r\nbe \t banned\n' })).toBe('cannot be banned')
  })

  test('is cut at 500 characters', () => {
    expect(readErrorMessage({ message: 'x'.repeat(501) })).toBe('x'.repeat(500))
  })

  test.each([null, {}, { message: '' }, { message: ' \n' }, { message: 3 }, { error: 'x' }, 'words', []])(
    'is not to be found in %j',
    (body) => {
      expect(readErrorMessage(body)).toBeNull()
    },
  )
})

describe('a body', () => {
  test.each([undefined, {}])('says nothing: %j', (body) => {
    expect(isEmpty(body)).toBe(true)
  })

  test.each([null, [], false, 0, '', 'deleted', { ok: false }, { status: 200 }, documented])(
    'says something: %j',
    (body) => {
      expect(isEmpty(body)).toBe(false)
    },
  )
})

describe('the body of a 404', () => {
  test.each([
    { status: 404, message: 'Not found' },
    { status: '404', message: 'User not found' },
    { status: 404, message: 'Not found', errors: { id: ['unknown'] } },
  ])('is the platform’s own: %j', (body) => {
    expect(isOwnNotFound(body)).toBe(true)
  })

  test.each([
    undefined,
    null,
    {},
    [],
    'Not found',
    { message: 'no Route matched with those values' },
    { status: 404 },
    { status: 404, error: 'Not Found' },
    { status: 404, message: 'No message available', path: '/users/u1', timestamp: '2026-11-23' },
    { statusCode: 404, message: 'Resource not found' },
    { status: 403, message: 'Forbidden' },
  ])('may be that of something in between: %j', (body) => {
    expect(isOwnNotFound(body)).toBe(false)
  })
})

describe('entries of a list', () => {
  const [one, other] = [
    { id: 1, course: { id: 7 } },
    { id: 2, extra: [null] },
  ]

  test('are taken as they are, with how many the whole list has', () => {
    expect(readEntries({ assignments: [one, other] }, 'assignments')).toEqual({
      entries: [one, other],
      totalCount: null,
    })
    expect(readEntries({ certificates: [one], totalCount: 41, more: true }, 'certificates')).toEqual({
      entries: [one],
      totalCount: 41,
    })
    expect(readEntries({ certificates: [], totalCount: '41' }, 'certificates')?.totalCount).toBeNull()
  })

  test.each([
    ['no list', {}],
    ['another list', { certificates: [] }],
    ['no object', [one]],
    ['nothing', undefined],
    ['entries that are no objects', { assignments: [one, 'two'] }],
    ['entries that are lists', { assignments: [[one]] }],
  ])('are not shown by %s', (_, body) => {
    expect(readEntries(body, 'assignments')).toBeNull()
  })
})

test('a user who is to be saved keeps all fields, and another one none', () => {
  const body = { id: 'u1', isBanned: false, location: 'Lyon' }
  expect(readUser(body, { isSaved: true })?.record).toEqual(body)
  expect(readPage({ users: [body], totalCount: 1 }, { isSaved: true })?.users[0]?.record).toEqual(body)
  expect(readUser(body)).not.toHaveProperty('record')
})
