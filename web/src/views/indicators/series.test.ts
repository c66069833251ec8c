import { describe, expect, it } from 'vitest'

import type { IndicatorPoint, IndicatorView } from '@/api/types'

import { axesOf, linesOf, rowsOf } from './series'

function point(year: number, kind: 'fact' | 'target', value: string, more: Partial<IndicatorPoint> = {}): IndicatorPoint {
  return {
    figure: `${year}-${kind}-${value}`,
    document: { id: 'd', title: '政府工作报告', place: '云岭市/清河区', year: 2026 },
    period: String(year),
    year,
    kind,
    measure: 'growth',
    bound: 'eq',
    value,
    unit: '%',
    text: `${value}%`,
    region: 'self',
    corrected: false,
    span: { start: 0, end: 1 },
    ...more,
  }
}

const view = {
  indicator: { code: 'gdp' },
  series: [
    {
      place: '甲区',
      points: [
        point(2024, 'target', '6'),
        point(2024, 'fact', '5.3'),
        point(2025, 'target', '5..6'),
        point(2025, 'fact', '5'),
        point(2025, 'fact', '33620000000', { measure: 'level', unit: '元' }),
        point(2025, 'fact', '4.1', { region: 'city' }),
        point(2025, 'fact', '31.5', { period: '2021-2025' }),
      ],
    },
    { place: '乙区', points: [point(2025, 'fact', '4.8'), point(2025, 'fact', '4.9')] },
  ],
} as unknown as IndicatorView

describe('an indicator through years and places', () => {
  const [growth] = axesOf(view)

  it('keeps ways of measuring apart, the most used first', () => {
    expect(axesOf(view).map(({ key, count }) => [key, count])).toEqual([
      ['growth %', 6],
      ['level 元', 1],
    ])
  })

  it('puts target against result and leaves values about other areas out', () => {
    const rows = rowsOf(view, growth!, ['甲区', '乙区'])
    expect(rows.map(({ year }) => year)).toEqual([2025, 2024])
    expect(rows[1]?.cells[0]?.gap).toBe('-0.7')
    expect(rows[0]?.cells[0]?.results.map(({ value }) => value)).toEqual(['5'])
    expect(rows[1]?.cells[1]).toEqual({ targets: [], results: [], gap: null })
  })

  it('computes no gap from a range', () => {
    expect(rowsOf(view, growth!, ['甲区'])[0]?.cells[0]?.gap).toBeNull()
  })

  it('draws single values in order of years', () => {
    const lines = linesOf(rowsOf(view, growth!, ['甲区']), ['甲区'])
    expect(lines.map(({ kind, points }) => [kind, points.map(({ year, value }) => [year, value])])).toEqual([
      ['target', [[2024, 6]]],
      [
        'fact',
        [
          [2024, 5.3],
          [2025, 5],
        ],
      ],
    ])
  })
})
