import { describe, expect, it } from 'vitest'

import type { FigureBrief, Mention, ThreadView } from '@/api/threads'

import { chartOf, kindOf, yearsOf, yearsWords } from './model'

function figure(id: string, value: string, period: string, unit = '%'): FigureBrief {
  return { id, span: { start: 0, end: 4 }, text: value, value, unit, bound: 'eq', measure: 'growth', period }
}

function mention(year: number | null, values: Partial<Mention>): Mention {
  const document = { id: `d${year}`, title: '报告', place: '云岭市/清河区', year }
  const span = { start: 0, end: 4 }
  const sentence = { span, text: '一句。' }
  return { document, section: [], sentence, span, text: '一句', promise: null, figure: null, stage: null, due: null, ...values }
}

function view(mentions: Mention[], givenFigure: string | null = null): ThreadView {
  const given = { document: mentions[0]?.document, promise: null, figure: givenFigure, span: { start: 0, end: 4 }, text: '' }
  const outcomes = givenFigure === null ? [] : [{ given, outcome: { verdict: 'met' } }]
  return { thread: {}, place: '云岭市/清河区', stages: [], mentions, outcomes, decisions: [] } as unknown as ThreadView
}

describe('a thread', () => {
  it('stands by year, sources without a year last, each year with what became of it', () => {
    const groups = yearsOf(
      view([mention(2025, { figure: figure('f1', '5', '2025') }), mention(null, {}), mention(2024, {}), mention(2025, {})], 'f1'),
    )
    expect(groups.map(({ year, mentions }) => [year, mentions.length])).toEqual([
      [2024, 1],
      [2025, 2],
      [null, 1],
    ])
    expect(groups[1]?.outcomes).toHaveLength(1)
  })

  it('tells promises, targets, facts and answers apart', () => {
    const { outcomes } = view([mention(2025, {})], 'f1')
    expect(kindOf(mention(2025, { promise: 'p1' }), outcomes)).toBe('promise')
    expect(kindOf(mention(2025, { figure: figure('f1', '5', '2025') }), outcomes)).toBe('target')
    expect(kindOf(mention(2025, { figure: figure('f2', '5', '2024') }), outcomes)).toBe('fact')
    expect(kindOf(mention(2025, {}), outcomes)).toBe('told')
  })

  it('draws targets and results of the measure used most, one point a year', () => {
    const chart = chartOf(
      view(
        [
          mention(2025, { figure: figure('f1', '5.5', '2025') }),
          mention(2025, { figure: figure('f2', '6', '2024') }),
          mention(2026, { figure: figure('f3', '5.3', '2025') }),
          mention(2026, { figure: figure('f4', '5.9', '2025') }),
          mention(2026, { figure: figure('f5', '318.6', '2025', '亿元') }),
          mention(2026, { figure: figure('f6', '7', '2021-2025') }),
        ],
        'f1',
      ),
    )
    expect(chart?.axis).toMatchObject({ measure: 'growth', unit: '%' })
    expect(chart?.lines.map(({ kind, points }) => [kind, points.map(({ year, value }) => [year, value])])).toEqual([
      ['target', [[2025, 5.5]]],
      ['fact', [[2024, 6], [2025, 5.3]]],
    ])
  })

  it('draws nothing of a single year', () => {
    expect(chartOf(view([mention(2025, { figure: figure('f1', '5', '2025') })]))).toBeNull()
    expect(chartOf(view([mention(2025, {})]))).toBeNull()
  })

  it('names its years in short', () => {
    expect(yearsWords({ first_year: 2024, last_year: 2026 })).toBe('2024–2026')
    expect(yearsWords({ first_year: 2024, last_year: 2024 })).toBe('2024')
    expect(yearsWords({ first_year: null, last_year: null })).toBe('')
  })
})
