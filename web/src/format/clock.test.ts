import { describe, expect, test } from 'vitest'

import {
  clockTone,
  elapsedShare,
  formatDay,
  formatDue,
  formatExact,
  lampOf,
  localDate,
  localParts,
  momentOf,
} from './clock'

// Half past five in the afternoon of 20 November 2026 on the site's clocks.
const NOW = '2026-11-20T09:30:00Z'

describe('moments on the site’s clocks', () => {
  test.each([
    ['2026-11-20T15:59:00Z', 'zh', '今天 23:59'],
    ['2026-11-20T16:00:00Z', 'zh', '明天 00:00'],
    ['2026-11-19T15:59:00Z', 'zh', '昨天 23:59'],
    ['2026-11-21T16:00:00Z', 'zh', '后天 00:00'],
    ['2026-11-23T09:30:00Z', 'zh', '11月23日 17:30'],
    ['2027-01-01T01:00:00Z', 'zh', '2027年1月1日 09:00'],
    ['2026-11-20T09:30:00Z', 'en', 'today 17:30'],
    ['2026-11-22T09:30:00Z', 'en', '22 Nov 17:30'],
    ['2025-12-31T16:00:00Z', 'en', '1 Jan 00:00'],
    ['2025-12-31T15:00:00Z', 'en', '31 Dec 2025 23:00'],
    ['not a moment', 'zh', 'not a moment'],
  ] as const)('%s in %s is %s', (moment, locale, words) => {
    expect(formatDue(moment, NOW, locale)).toBe(words)
  })

  test('a day, a date and the way back', () => {
    expect(formatDay('2026-11-20T16:30:00Z', NOW, 'en')).toBe('tomorrow')
    expect(formatExact('2026-03-09T09:30:00Z')).toBe('2026-03-09 17:30')
    expect(localDate('2026-03-09T16:30:00Z')).toBe('2026-03-10')
    expect(momentOf('2026-03-10', '00:30')).toBe('2026-03-09T16:30:00.000Z')
    expect(localParts('')).toBeNull()
  })
})

describe('clocks', () => {
  test.each([
    ['running', null, 0, 'calm'],
    ['running', null, 1, 'soon'],
    ['running', NOW, 1, 'late'],
    ['paused', null, 1, 'paused'],
    ['paused', NOW, 0, 'late'],
    ['stopped', null, 1, 'met'],
    ['stopped', NOW, 1, 'missed'],
  ] as const)('%s, overrun %s, warned %s: %s', (runs, breached_at, warned, tone) => {
    expect(clockTone({ runs, breached_at, warned })).toBe(tone)
  })

  test('what has gone by stays between nothing and all', () => {
    const clock = { started_at: '2026-11-20T00:00:00Z', due: '2026-11-20T10:00:00Z' }
    expect(elapsedShare(clock, '2026-11-19T00:00:00Z')).toBe(0)
    expect(elapsedShare(clock, '2026-11-20T05:00:00Z')).toBe(0.5)
    expect(elapsedShare(clock, '2026-11-21T00:00:00Z')).toBe(1)
    expect(elapsedShare({ started_at: NOW, due: NOW }, NOW)).toBe(1)
  })
})

test('lamps: verified before late, late before due soon', () => {
  const due = { runs: 'running', breached_at: null, warned: 1 } as never
  expect(lampOf({ state_kind: 'done', late: true, due })).toBe('green')
  expect(lampOf({ state_kind: 'open', late: true, due })).toBe('red')
  expect(lampOf({ state_kind: 'open', late: false, due })).toBe('amber')
  expect(lampOf({ state_kind: 'open', late: false, due: null })).toBe('blue')
  expect(lampOf({ state_kind: 'void', late: true, due: null })).toBe('void')
})
