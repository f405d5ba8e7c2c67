import { describe, expect, test } from 'vitest'
import { layoutKey } from '../../../src/leavers/columns/layout-key.ts'
import { recallLayout, type ToldReading } from '../../../src/leavers/columns/recall-layout.ts'
import type { LayoutSettings } from '../../../src/offboarding/run/layout.ts'

const HEADER = ['Login', 'Number', 'Finished', 'Person']

describe('a layout', () => {
  test.each<[string, string[]]>([
    ['in another order', ['Person', 'Finished', 'Number', 'Login']],
    ['spelled in another way', [' LOGIN', 'number:', 'Finished*', '"person"']],
    ['with the columns of an earlier report', [...HEADER, 'offboard_row', 'offboard_outcome']],
    ['with a blank column', [...HEADER, ' ']],
  ])('is the same %s', (_, header) => {
    expect(layoutKey(header)).toBe(layoutKey(HEADER))
  })

  test.each<[string, string[]]>([
    ['a column more', [...HEADER, 'Manager']],
    ['a column less', HEADER.slice(1)],
    ['another column', ['Logon', ...HEADER.slice(1)]],
    ['the headers that join to the same text', ['LoginNumber', 'Finished', 'Person']],
  ])('is another with %s', (_, header) => {
    expect(layoutKey(header)).not.toBe(layoutKey(HEADER))
  })

  test.each<[string, string[]]>([
    ['two headers are alike', ['Login', 'login ', 'Number']],
    ['all headers are blank', ['', '--']],
  ])('is none where %s', (_, header) => {
    expect(layoutKey(header)).toBeNull()
  })
})

const NOTHING_TOLD: ToldReading = {
  name: 'list.csv',
  header: true,
  columns: {},
  attribute: undefined,
  ignored: [],
  dateFormat: undefined,
}

const ALL: LayoutSettings = {
  'id-column': 'none',
  'email-column': 'Login',
  attribute: 'badge',
  'attribute-column': 'Number',
  'leave-date-column': 'Finished',
  'name-column': 'Person',
  'date-format': 'dd/MM/yyyy',
}

function recalled(told: Partial<ToldReading>, settings: LayoutSettings = ALL): LayoutSettings | null {
  const layout = layoutKey(HEADER) ?? ''
  const found = recallLayout(HEADER, [{ layout, run: 'run-1', settings }], { ...NOTHING_TOLD, ...told })
  return found?.settings ?? null
}

const without = (...flags: (keyof LayoutSettings)[]): LayoutSettings =>
  Object.fromEntries(Object.entries(ALL).filter(([flag]) => !flags.includes(flag as keyof LayoutSettings)))

describe('how a layout was read before', () => {
  test('is taken over as a whole where no flag says anything', () => {
    expect(recalled({})).toEqual(ALL)
  })

  test.each<[string, Partial<ToldReading>, LayoutSettings]>([
    ['what a flag gives', { columns: { id: 'Person' } }, without('id-column', 'name-column')],
    [
      'nor a column that a flag names by its number',
      { columns: { id: '4' } },
      without('id-column', 'name-column'),
    ],
    ['nor one that is to be ignored', { ignored: ['person'] }, without('name-column')],
    [
      'nor the format of another column',
      { columns: { leaveDate: 'Person' } },
      without('leave-date-column', 'name-column', 'date-format'),
    ],
    [
      'nor a format where no dates count',
      { columns: { leaveDate: 'none' } },
      without('leave-date-column', 'date-format'),
    ],
    [
      'but the format of the column that a flag names, too',
      { columns: { leaveDate: 'Finished' } },
      without('leave-date-column'),
    ],
    ['nor a format beside one that is given', { dateFormat: 'yyyy-MM-dd' }, without('date-format')],
    [
      'nor the column of another attribute',
      { attribute: 'other', columns: { attribute: null } },
      without('attribute', 'attribute-column'),
    ],
    [
      'but that of the same attribute',
      { attribute: 'badge', columns: { attribute: null } },
      without('attribute'),
    ],
    [
      'nor an attribute whose column a flag names',
      { columns: { id: 'Number' } },
      without('id-column', 'attribute', 'attribute-column'),
    ],
  ])('is not taken over: %s', (_, told, settings) => {
    expect(recalled(told)).toEqual(settings)
  })

  test('is taken over for a format of a column that was found by its name', () => {
    const found = { 'date-format': 'dd/MM/yyyy' }
    expect(recalled({}, found)).toEqual(found)
    expect(recalled({ columns: { leaveDate: 'Finished' } }, found)).toBeNull()
  })

  test('is not taken over by another layout, or a list without a header', () => {
    const layouts = [{ layout: 'another', run: 'run-1', settings: ALL }]
    expect(recallLayout(HEADER, layouts, NOTHING_TOLD)).toBeNull()
    expect(recalled({ header: false })).toBeNull()
  })

  test('a flag that names no column is a mistake', () => {
    expect(() => recalled({ columns: { id: 'Loggin' } })).toThrow('there is no column "Loggin"')
  })
})
