import { describe, expect, test } from 'vitest'

import type { ActView, KindView, MatterItem } from '@/api/matters'
import { percentOf, sumOf } from '@/format/exact'
import zh from '@/locales/zh'

import { bodyOf, emptyDraft, fieldsOf, missingOf, needsLead, ordered, partsOf, pollNumber } from './acts'
import { columnsOf, fieldOptions, filtersOf, formatPlain } from './declared'
import { boardStates, inOrder, monthTicks, moved, timeBars, timeSpan } from './groups'
import { daysOf, periodOf } from './periods'
import { boundsOf, placed, placeText } from './places'
import { dueOf, suggestedUnit, taskKinds } from './tasks'

const named = (id: string) => ({ id, name: { zh: id, en: id } })
const field = (id: string, type = 'text', more: object = {}) =>
  ({
    ...named(id),
    help: null,
    type,
    required: false,
    sensitive: false,
    longest: null,
    scale: null,
    unit: null,
    choices: null,
    register: null,
    kind: null,
    ...more,
  }) as never
const act = (id: string, more: Partial<ActView> = {}): ActView => ({
  ...named(id),
  does: 'move',
  from: [],
  to: null,
  who: ['lead'],
  needs: [],
  may: [],
  reason: false,
  files: 0,
  says: null,
  ...more,
})
const KIND = {
  ...named('cases'),
  number: '',
  title: 'title',
  fields: [
    field('title', 'text', { required: true }),
    field('due', 'date'),
    field('cost', 'money', { unit: '万元' }),
    field('class', 'row', { register: 'classes' }),
  ],
  states: [
    { ...named('new'), kind: 'open', owner: 'office' },
    { ...named('assigned'), kind: 'open', owner: 'lead' },
    { ...named('parked'), kind: 'paused', owner: 'office' },
    { ...named('closed'), kind: 'done', owner: null },
  ],
  acts: [
    act('issue', { does: 'open', to: 'assigned', needs: ['title', 'due'] }),
    act('finish', { says: 'done', files: 1, needs: ['cost'], reason: true }),
  ],
  deadlines: [],
  joint: { mode: 'all', percent: null },
  roll_up: null,
  stages: [],
  quantities: [{ ...named('money'), unit: '万元', scale: 2 }],
  poll: null,
  duplicates: null,
  transfers: [],
  view: {
    columns: ['number', 'title', 'class', 'cost', 'due', 'late', 'plan.money'],
    filters: ['state', 'class', 'late', 'lead'],
    board: [],
    map: null,
    class: 'class',
    area: null,
    lists: [],
    import_key: [],
  },
} as unknown as KindView
const SYSTEM = {
  ...named('cases'),
  kinds: [KIND],
  measures: [],
  registers: [
    {
      ...named('classes'),
      rows: [
        { key: 'a', name: { zh: '路灯', en: 'Lamp' }, from: '2026-01-01' },
        { key: 'a', name: { zh: '路灯（新）', en: 'Lamp' }, from: '2026-07-01' },
      ],
    },
  ],
} as never
const item = (id: string, more: Partial<MatterItem> = {}): MatterItem =>
  ({
    id,
    kind: 'cases',
    state: 'new',
    state_kind: 'open',
    late: false,
    due: null,
    place: null,
    fields: {},
    quantities: [],
    opened_at: '2026-03-10T00:00:00Z',
    closed_at: null,
    ...more,
  }) as MatterItem
const SPEAKING = { m: zh, locale: 'zh', now: '2026-11-20T00:00:00Z' } as const

describe('my work', () => {
  test('groups that hold something, in the order of use', () => {
    const groups = inOrder([
      { id: 'judge', items: [item('j')], total: 1 },
      { id: 'later', items: [], total: 0 },
      { id: 'strange', items: [item('s')], total: 1 },
      { id: 'late', items: [item('l')], total: 1 },
    ])
    expect(groups.map(({ id }) => id)).toEqual(['late', 'judge', 'strange'])
  })

  test.each([
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['a', 1, 'b'],
    ['a', -1, 'a'],
    ['c', 1, 'c'],
    ['gone', 1, 'a'],
  ])('from %s by %s to %s', (from, by, to) => {
    expect(moved(['a', 'b', 'c'], from, by)).toBe(to)
  })

  test('an empty list has no cursor', () => expect(moved([], 'a', 1)).toBeNull())
})

describe('what a declaration says', () => {
  test('columns: number, title and state are the list’s own; the clock of due says late', () => {
    const columns = columnsOf(KIND, SYSTEM, SPEAKING)
    expect(columns.map(({ label }) => label)).toEqual(['due', 'class', 'cost (万元)', '计划money (万元)'])
    expect(columns.map(({ numeric }) => numeric)).toEqual([false, false, true, true])
    expect(columns[1]?.text(item('x', { fields: { class: 'a' } }))).toBe('路灯（新）')
    expect(columns[2]?.text(item('x', { fields: { cost: '1234567.50' } }))).toBe('1,234,567.50')
  })

  test('filters: a field’s by its name, a fact’s by its own', () => {
    const filters = filtersOf(KIND, SYSTEM, ['区水务局'], SPEAKING)
    expect(filters.map(({ key }) => key)).toEqual(['state', 'field.class', 'late', 'lead'])
    expect(filters[3]?.options).toEqual([{ value: '区水务局', label: '区水务局' }])
  })

  test('rows of a register are offered once each', () => {
    expect(fieldOptions(KIND.fields[3]!, SYSTEM, 'en')).toEqual([{ value: 'a', label: 'Lamp' }])
  })

  test.each([
    ['0', '0'],
    ['999', '999'],
    ['1000', '1,000'],
    ['-1234.5', '-1,234.5'],
    ['1000000.0001', '1,000,000.0001'],
  ])('%s is shown as %s', (value, shown) => expect(formatPlain(value)).toBe(shown))

  test('a board without columns has those in which something is to be done', () => {
    expect(boardStates(KIND)).toEqual(['new', 'assigned', 'parked'])
  })
})

describe('acts', () => {
  const issue = KIND.acts[0]!
  const finish = KIND.acts[1]!

  test('an act that hands a matter out needs a lead', () => {
    expect(needsLead(issue, KIND)).toBe(true)
    expect(partsOf(issue, KIND)).toMatchObject({ lead: true, joint: true, quantities: false })
    expect(needsLead(finish, KIND)).toBe(false)
  })

  test('what is missing: fields that have no value yet, reason, files', () => {
    expect(missingOf(finish, KIND, emptyDraft(), {})).toEqual(['cost', 'reason', 'files'])
    const draft = { ...emptyDraft(), reason: ' ok ', files: [{ content: 'c', name: 'n' }] }
    expect(missingOf(finish, KIND, draft, { cost: '5' })).toEqual([])
    expect(missingOf(issue, KIND, emptyDraft(), {})).toEqual(['title', 'due', 'lead'])
  })

  test('only what changed is sent', () => {
    const draft = { ...emptyDraft(), fields: { cost: '5', title: ' new ' }, reason: ' why ' }
    expect(bodyOf(finish, KIND, draft, { cost: '5', title: 'old' }, () => '')).toEqual({
      fields: { title: 'new' },
      reason: 'why',
    })
  })

  test('an extension is sent as a moment', () => {
    const ask = act('ask', { does: 'ask_extension' })
    const body = bodyOf(
      ask,
      KIND,
      { ...emptyDraft(), deadline: 'handle', until: '2026-12-01' },
      {},
      (date, time) => `${date} ${time}`,
    )
    expect(body.extension).toEqual({ deadline: 'handle', until: '2026-12-01 17:30' })
  })

  test('fields: needed first, opening acts with the required ones', () => {
    expect(fieldsOf(act('open', { does: 'open', may: ['due', 'unknown'] }), KIND)).toEqual([
      { id: 'title', needed: true },
      { id: 'due', needed: false },
    ])
  })

  test('offers: what carries on first, what ends last', () => {
    const kind = { ...KIND, acts: [act('drop', { does: 'void' }), act('urge', { does: 'urge' }), act('go')] }
    const offers = kind.acts.map(({ id }) => ({ act: id, missing: [], refusal: null }))
    expect(ordered(offers, kind).map(({ act: { id } }) => id)).toEqual(['go', 'urge', 'drop'])
  })

  test('places of a poll: a number, or the field that holds it', () => {
    expect(pollNumber('3', {})).toBe(3)
    expect(pollNumber('places', { places: '10' })).toBe(10)
    expect(pollNumber('places', {})).toBe(0)
  })
})

describe('places', () => {
  test('only what has a place is drawn', () => {
    const points = placed([
      item('a'),
      item('b', { place: { longitude: '102.1', latitude: '40.2' } }),
      item('c', { place: { longitude: 'x', latitude: '1' } }),
    ])
    expect(points.map(({ item: { id }, longitude }) => [id, longitude])).toEqual([['b', 102.1]])
  })

  test('a single point gets room around it', () => {
    const { west, east, south, north } = boundsOf([{ longitude: 102, latitude: 40 }])
    expect(east - west).toBeGreaterThan(0)
    expect(north - south).toBeGreaterThan(0)
  })

  test.each([
    ['102.123456', '40.1', '102.123456,40.1'],
    ['102.1234567', '40.1', null],
    ['181', '40', null],
    ['102', '-91', null],
    ['', '', null],
  ])('%s, %s → %s', (longitude, latitude, text) => expect(placeText(longitude, latitude)).toBe(text))
})

describe('time line', () => {
  test('whole months around all matters and now', () => {
    const items = [item('a', { opened_at: '2026-01-20T00:00:00Z', closed_at: '2026-02-01T00:00:00Z' })]
    const span = timeSpan(items, '2026-03-10T00:00:00Z')
    expect(new Date(span.from).toISOString().slice(0, 10)).toBe('2026-01-01')
    expect(new Date(span.until).toISOString().slice(0, 10)).toBe('2026-04-01')
    expect(monthTicks(span).map(({ month }) => month)).toEqual([1, 2, 3])
    expect(monthTicks(span, 2)).toHaveLength(2)
    const [bar] = timeBars(items, span, '2026-03-10T00:00:00Z')
    expect(bar!.left + bar!.width).toBeCloseTo(31 / 90, 3)
  })
})

describe('periods', () => {
  const now = '2026-11-20T09:30:00Z'
  test.each([
    ['year', '2026-01-01', '2026-11-20'],
    ['last_year', '2025-01-01', '2025-12-31'],
    ['quarter', '2026-10-01', '2026-11-20'],
    ['month', '2026-11-01', '2026-11-20'],
  ] as const)('%s is %s to %s', (name, from, until) => {
    expect(daysOf(name, now)).toEqual({ from, until })
    expect(periodOf({ from, until }, now)).toBe(name)
  })

  test('other days are no named period', () => {
    expect(periodOf({ from: '2026-02-02', until: '2026-02-28' }, now)).toBeNull()
  })
})

describe('tasks of promises', () => {
  test.each([
    ['2026', 2026, '2026-12-31'],
    ['2026H1', 2026, '2026-06-30'],
    ['2026Q3', 2026, '2026-09-30'],
    ['2026-02', 2026, '2026-02-28'],
    ['2026-2030', 2026, '2030-12-31'],
    ['asof:2026-09', 2026, '2026-09-30'],
    [null, 2026, '2026-12-31'],
    ['-', null, ''],
  ])('%s of %s is due %s', (period, year, due) => expect(dueOf(period, year)).toBe(due))

  test('the unit whose name fits the words; none where none does', () => {
    const units = ['区人大常委会代表工作室', '区交通运输局', '区教育和体育局']
    expect(suggestedUnit('教育 新建第二小学', units)).toBe('区教育和体育局')
    expect(suggestedUnit('新改建农村公路，交通更便捷', units)).toBe('区交通运输局')
    expect(suggestedUnit('今年工作安排', units)).toBe('')
  })

  test('kinds that a promise can fill', () => {
    const needy = {
      ...KIND,
      id: 'other',
      acts: [act('file', { does: 'open', needs: ['title', 'class', 'due'] })],
    } as KindView
    expect(taskKinds([{ kinds: [needy, KIND] } as never]).map(({ kind }) => kind.id)).toEqual(['cases'])
  })
})

describe('rates', () => {
  test.each([
    [['1.5', '2', null], '3.5'],
    [['0.05', '-0.1'], '-0.05'],
    [['9999999999999999', '1'], '10000000000000000'],
    [[], ''],
  ])('%j sum up to %s', (values, sum) => expect(sumOf(values)).toBe(sum))

  test.each([
    ['203.4', '180', '113.0'],
    ['1', '3', '33.3'],
    ['2', '3', '66.7'],
    ['0.05', '100', '0.1'],
    ['0', '5', '0.0'],
    ['5', '0', null],
    [null, '5', null],
    ['x', '5', null],
  ])('%s of %s is %s', (part, whole, rate) => expect(percentOf(part, whole)).toBe(rate))
})
