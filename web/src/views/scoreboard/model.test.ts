import { describe, expect, it } from 'vitest'

import type { FigureBrief, Outcome, ScoreRow } from '@/api/threads'

import { answerOf, differenceOf, nameOf } from './model'

const span = { start: 10, end: 15 }

function figure(value: string, unit = '%', measure: FigureBrief['measure'] = 'growth'): FigureBrief {
  return { id: 'f1', span, text: value + unit, value, unit, bound: 'eq', measure, period: '2025' }
}

function row(target: FigureBrief | null, result: FigureBrief | null, verdict = 'missed'): ScoreRow {
  const sentence = { span, text: '地区生产总值增长5.5%左右。' }
  const later = { id: 'd2', title: '报告', place: '云岭市/清河区', year: 2026 }
  const answer = { span, text: '增长5.3%', sentence, section: [], figure: result, in_plan: false }
  const evidence = { shared: [], strength: 0, stage_given: null, stage_told: null }
  const outcome = { later, verdict, answer, evidence, overruled: null } as unknown as Outcome
  return { target, outcome, object: '文澜路', action: '改造', metric_name: null, text: '改造文澜路' } as ScoreRow
}

describe('a row of the scoreboard', () => {
  it('subtracts the target from the result exactly, rates in percentage points', () => {
    expect(differenceOf(row(figure('5.5'), figure('5.3')), '个百分点')).toEqual({ value: '-0.2', unit: '个百分点' })
    expect(differenceOf(row(figure('14', '个', 'level'), figure('11', '个', 'level')), '个百分点')).toEqual({ value: '-3', unit: '个' })
  })

  it('subtracts nothing that cannot be held against each other', () => {
    expect(differenceOf(row(figure('5.5'), null), '个百分点')).toBeNull()
    expect(differenceOf(row(null, figure('5.5')), '个百分点')).toBeNull()
    expect(differenceOf(row(figure('5.5'), figure('53', '亿元', 'level')), '个百分点')).toBeNull()
    expect(differenceOf(row(figure('5.5'), figure('5.3'), 'not_comparable'), '个百分点')).toBeNull()
    expect(differenceOf(row(figure('1..2'), figure('2')), '个百分点')).toBeNull()
  })

  it('is named by its indicator, or by what is done', () => {
    expect(nameOf(row(null, null))).toBe('改造文澜路')
    expect(nameOf({ ...row(null, null), metric_name: '地区生产总值' })).toBe('地区生产总值')
  })

  it('opens the answer in the later report', () => {
    expect(answerOf(row(null, figure('5.3')))).toMatchObject({ document: { id: 'd2' }, figure: 'f1', promise: null })
    expect(answerOf({ ...row(null, null), outcome: null })).toBeNull()
  })
})
