import { describe, expect, it } from 'vitest'

import type { Checked, Finding } from '@/api/checks'

import { chosen, csvOf, detailOf, paragraphsOf, type FindingFilter } from './model'

function finding(fingerprint: string, spans: [number, number][], values: Partial<Finding> = {}): Finding {
  const places = spans.map(([start, end]) => ({ document: null, span: { start, end }, text: '', sentence: { span: { start: 0, end: 0 }, text: '' } }))
  return { fingerprint, code: 'triple', severity: 'error', places, waived: null, ...values } as Finding
}

function names(all: Finding[], filter: Partial<FindingFilter>): string[] {
  return chosen(all, { severity: '', code: '', state: '', ...filter }).map(({ fingerprint }) => fingerprint)
}

const EARLIER = { id: 'd1', title: '报告', place: '', year: 2025 }

function draft(...texts: string[]): Checked {
  let at = 0
  const paragraphs = texts.map((text) => {
    const span = { start: at, end: at + Array.from(text).length }
    at = span.end + 1
    return { span, text }
  })
  return { draft: { paragraphs } } as unknown as Checked
}

describe('a checked draft', () => {
  it('underlines the figures of its findings where they stand', () => {
    const [first, second] = paragraphsOf(draft('成交额6.9亿元', '增加1.2亿元'), [
      finding('a', [[3, 8], [11, 16]]),
      finding('b', [[3, 8]], { severity: 'notice' }),
    ])
    expect(first?.stretches.map(({ text, findings }) => [text, findings])).toEqual([
      ['成交额', []],
      ['6.9亿元', ['a', 'b']],
    ])
    expect(first?.stretches[1]?.severity).toBe('error')
    expect(second?.stretches.map(({ text, findings }) => [text, findings])).toEqual([
      ['增加', []],
      ['1.2亿元', ['a']],
    ])
  })

  it('marks nothing of an earlier report', () => {
    const place = { document: EARLIER, span: { start: 0, end: 2 }, text: '', sentence: { span: { start: 0, end: 0 }, text: '' } }
    const [paragraph] = paragraphsOf(draft('成交额'), [finding('a', [], { places: [place] })])
    expect(paragraph?.stretches.every(({ findings }) => findings.length === 0)).toBe(true)
  })
})

describe('the findings', () => {
  const waived = { event: 'e1', actor: '督查室', reason: '口径不同', at: '2026-01-01T00:00:00Z' }
  const all = [
    finding('silent', []),
    finding('late', [[40, 44]], { severity: 'warning', waived }),
    finding('early', [[4, 8]], { code: 'share-sum' }),
  ]

  it('stand in order of the draft, what it is silent of last', () => {
    expect(names(all, {})).toEqual(['early', 'late', 'silent'])
  })

  it('are chosen by severity, code and state', () => {
    expect(names(all, { severity: 'warning' })).toEqual(['late'])
    expect(names(all, { code: 'share-sum' })).toEqual(['early'])
    expect(names(all, { state: 'waived' })).toEqual(['late'])
    expect(names(all, { state: 'open' })).toEqual(['early', 'silent'])
  })
})

describe('the detail of a finding', () => {
  it('is its message without the title', () => {
    expect(detailOf({ title: '占比之和不对', message: '占比之和不对：38%＋70%＞100%', computed: '' })).toBe('38%＋70%＞100%')
    expect(detailOf({ title: '占比之和不对', message: '占比之和不对', computed: '108%' })).toBe('108%')
    expect(detailOf({ title: '占比之和不对', message: '共108%', computed: '108%' })).toBe('共108%')
  })
})

describe('the table for a spreadsheet', () => {
  it('quotes its cells and runs nothing', () => {
    expect(csvOf([['说的"话"', '=1+1', '-3', 'a,b']])).toBe('\uFEFF"说的""话""","\'=1+1","\'-3","a,b"\r\n')
  })
})
