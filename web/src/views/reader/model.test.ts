import { describe, expect, it } from 'vitest'

import type { DocumentView, Figure, PromiseItem } from '@/api/types'

import { arrange, paragraphAt } from './model'

const TEXTS = ['政府工作报告', '区长　林知夏', '各位代表：', '一、今年工作', '修路修桥。建成东路3公里、\n西路2公里。']

/** The paragraphs of an invented report, one line break apart. */
function paragraphs(): DocumentView['paragraphs'] {
  let at = 0
  return TEXTS.map((text, index) => {
    const start = at
    const end = start + Array.from(text).length
    at = end + 1
    const repaired = text.includes('\n') ? [{ start: start + text.indexOf('\n'), end: start + text.indexOf('\n') + 1 }] : []
    return { text, span: { start, end }, section: index < 3 ? null : index - 3, is_heading: index === 3, repaired }
  })
}

const body = paragraphs()[4]!.span.start
const figure = (id: string, start: number, end: number, more: Partial<Figure> = {}): Figure =>
  ({ id, kind: 'target', span: { start, end }, correction: null, ...more }) as Figure
const promise = (id: string, start: number, end: number): PromiseItem =>
  ({ id, hardness: 'result', span: { start, end }, correction: null, figures: [] }) as unknown as PromiseItem

const view = {
  document: { title: '政府工作报告' },
  paragraphs: paragraphs(),
  outline: [
    { index: 0, parent: null, level: 1, number: '一、', heading: '今年工作', span: { start: paragraphs()[3]!.span.start, end: 99 } },
    { index: 1, parent: 0, level: 3, number: '', heading: '修路修桥', span: { start: body, end: 99 } },
  ],
  figures: [figure('f1', body + 9, body + 12), figure('f2', body + 9, body + 12), figure('f3', body + 16, body + 19)],
  promises: [promise('p1', body + 5, body + 12)],
  diagnostics: [],
  orphaned_corrections: [],
} as unknown as DocumentView

describe('the reading view arranged for the page', () => {
  const model = arrange(view)

  it('sets title, opening lines, greeting, headings and text apart', () => {
    expect(model.paragraphs.map(({ setting }) => setting)).toEqual(['title', 'opening', 'greeting', 'heading-1', 'body'])
    expect(model.hasTitle).toBe(true)
  })

  it('walks through promises and figures in order, the longer first', () => {
    expect(model.items.map(({ key }) => key)).toEqual(['promise:p1', 'figure:f1', 'figure:f2', 'figure:f3'])
  })

  it('places figures by code points of their paragraph', () => {
    const [, , , , text] = model.paragraphs
    const at = text!.figures.map(({ start, end }) => Array.from(text!.text).slice(start, end).join(''))
    expect(at).toEqual(['3公里', '3公里', '2公里'])
  })

  it('marks the lead of a paragraph and what is not to be seen', () => {
    const [, , , , text] = model.paragraphs
    expect(text!.leads).toEqual([{ start: 0, end: 4 }])
    expect(text!.hidden.map(({ start, end }) => text!.text.slice(start, end))).toEqual(['\n'])
    expect(text!.opens).toEqual([1])
  })

  it('finds the paragraph at a place', () => {
    const starts = view.paragraphs.map(({ span }) => span.start)
    expect(paragraphAt(starts, 0)).toBe(0)
    expect(paragraphAt(starts, body + 3)).toBe(4)
    expect(paragraphAt(starts, 9999)).toBe(4)
  })
})
