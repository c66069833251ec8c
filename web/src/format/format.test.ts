import { describe, expect, it } from 'vitest'

import { group, shiftPoint, subtract } from './decimal'
import { formatPeriod, lastYear } from './period'
import { formatFigure } from './value'

const figure = (value: string, unit: string, measure = 'level', bound = 'eq') => ({ value, unit, measure, bound })

describe('decimals', () => {
  it('moves the point without losing a digit', () => {
    expect(shiftPoint('6960000000', 8)).toBe('69.6')
    expect(shiftPoint('-210000', 4)).toBe('-21')
    expect(shiftPoint('12345678901234567890', 8)).toBe('123456789012.3456789')
    expect(shiftPoint('5', 4)).toBe('0.0005')
  })

  it('subtracts exactly', () => {
    expect(subtract('0.3', '0.1')).toBe('0.2')
    expect(subtract('5', '5.25')).toBe('-0.25')
    expect(subtract('-2.4', '6')).toBe('-8.4')
    expect(subtract('33620000000', '35000000000')).toBe('-1380000000')
    expect(subtract('1..2', '1')).toBeNull()
  })

  it('groups by three', () => {
    expect(group('1234567.8901')).toBe('1,234,567.8901')
    expect(group('-19.3')).toBe('−19.3')
    expect(group('100')).toBe('100')
  })
})

describe('values', () => {
  it.each([
    [figure('6960000000', '元'), '69.6亿元', '6.96 billion 元'],
    [figure('12000', '户', 'level', 'more'), '1.2万多户', 'over 12,000 户'],
    [figure('13502', '人次'), '13,502人次', '13,502 人次'],
    [figure('552000000000', '元'), '5,520亿元', '552 billion 元'],
    [figure('9999', '件'), '9,999件', '9,999 件'],
    [figure('5.5', '%', 'growth', 'approx'), '+5.5%左右', 'about +5.5%'],
    [figure('-19.3', '%', 'growth'), '−19.3%', '−19.3%'],
    [figure('2.5', '百分点', 'change'), '+2.5百分点', '+2.5 百分点'],
    [figure('3', '位', 'rank'), '第3位', 'No. 3'],
    [figure('1..2', '个', 'level', 'range'), '1–2个', '1–2 个'],
    [figure('3.7:52.9:43.4', '', 'ratio'), '3.7 : 52.9 : 43.4', '3.7 : 52.9 : 43.4'],
    [figure('1.7', '倍', 'multiple'), '1.7倍', '1.7 倍'],
  ])('shows %o', (shown, chinese, english) => {
    expect(formatFigure(shown, 'zh')).toBe(chinese)
    expect(formatFigure(shown, 'en')).toBe(english)
  })
})

describe('periods', () => {
  it.each([
    ['2023', '2023年', '2023', 2023],
    ['2021-2025', '2021—2025年', '2021–2025', 2025],
    ['2024Q1-Q3', '2024年第1—3季度', 'Q1–Q3 2024', 2024],
    ['2024Q2', '2024年第2季度', 'Q2 2024', 2024],
    ['2024-01..2024-11', '2024年1—11月', '2024-01 to 2024-11', 2024],
    ['asof:2024-09', '截至2024年9月底', 'as of end of 2024-09', 2024],
    ['asof:2020', '截至2020年底', 'as of end of 2020', 2020],
    ['-', '', '', null],
    ['unheard-of', 'unheard-of', 'unheard-of', null],
  ])('shows %s', (period, chinese, english, year) => {
    expect(formatPeriod(period, 'zh')).toBe(chinese)
    expect(formatPeriod(period, 'en')).toBe(english)
    expect(lastYear(period)).toBe(year)
  })
})
