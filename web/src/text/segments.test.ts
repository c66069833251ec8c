import { describe, expect, it } from 'vitest'

import { CodePoints } from './codePoints'
import { findInParagraphs } from './find'
import { joinLines } from './lines'
import { segmentParagraph } from './segments'

/** Draws segments as text with their marks, so that a test reads like the page. */
function draw(text: string, layers: Parameters<typeof segmentParagraph>[1]): string[] {
  return segmentParagraph(text, layers).map(({ text: part, figures, promises, hit }) => {
    const marks = [...figures.map((index) => `f${index}`), ...promises.map((index) => `p${index}`)]
    if (hit >= 0) marks.push(`h${hit}`)
    return marks.length === 0 ? part : `${part}[${marks.join(' ')}]`
  })
}

describe('code points', () => {
  it('cuts a text without surrogates as it is', () => {
    expect(new CodePoints('清河区新建').slice(2, 4)).toBe('区新')
  })

  it('counts a rare character outside the basic plane as one', () => {
    const points = new CodePoints('𬇕河新建5处')
    expect(points.length).toBe(6)
    expect(points.slice(0, 1)).toBe('𬇕')
    expect(points.slice(4, 6)).toBe('5处')
  })

  it('stays inside the text whatever is asked', () => {
    expect(new CodePoints('清河').slice(-3, 99)).toBe('清河')
    expect(new CodePoints('').slice(0, 1)).toBe('')
  })
})

describe('segments of a paragraph', () => {
  it('gives one segment for a paragraph without marks and none for an empty one', () => {
    expect(draw('各位代表', { figures: [], promises: [] })).toEqual(['各位代表'])
    expect(draw('', { figures: [], promises: [] })).toEqual([])
  })

  it('cuts out a figure', () => {
    expect(draw('财政收入增长5%左右。', { figures: [{ start: 6, end: 10 }], promises: [] })).toEqual([
      '财政收入增长',
      '5%左右[f0]',
      '。',
    ])
  })

  it('keeps two figures on the same span together', () => {
    const shared = { start: 8, end: 12 }
    expect(draw('办理建议、提案各143件', { figures: [shared, shared], promises: [] })).toEqual([
      '办理建议、提案各',
      '143件[f0 f1]',
    ])
  })

  it('cuts a promise around the figures that it encloses', () => {
    const text = '新建公园5处、改造道路3条。'
    const layers = {
      figures: [
        { start: 4, end: 6 },
        { start: 11, end: 13 },
      ],
      promises: [
        { start: 0, end: 6 },
        { start: 7, end: 13 },
      ],
    }
    expect(draw(text, layers)).toEqual(['新建公园[p0]', '5处[f0 p0]', '、', '改造道路[p1]', '3条[f1 p1]', '。'])
  })

  it('names the innermost promise first where promises enclose each other or share a span', () => {
    const promises = [
      { start: 0, end: 8 },
      { start: 0, end: 8 },
      { start: 2, end: 5 },
    ]
    expect(draw('完成东路西路改造', { figures: [], promises })).toEqual([
      '完成[p0 p1]',
      '东路西[p2 p0 p1]',
      '路改造[p0 p1]',
    ])
  })

  it('cuts crossing marks and search hits at each boundary', () => {
    const layers = { figures: [{ start: 2, end: 4 }], promises: [{ start: 0, end: 3 }], hits: [{ start: 1, end: 5 }] }
    expect(draw('甲乙丙丁戊己', layers)).toEqual(['甲[p0]', '乙[p0 h0]', '丙[f0 p0 h0]', '丁[f0 h0]', '戊[h0]', '己'])
  })

  it('counts offsets in code points behind a rare character', () => {
    expect(draw('𬇕河新建5处', { figures: [{ start: 4, end: 6 }], promises: [] })).toEqual(['𬇕河新建', '5处[f0]'])
  })

  it('ignores empty marks and clips marks that reach over the paragraph', () => {
    const figures = [
      { start: 2, end: 2 },
      { start: -4, end: 1 },
      { start: 3, end: 99 },
    ]
    expect(draw('甲乙丙丁', { figures, promises: [] })).toEqual(['甲[f1]', '乙丙', '丁[f2]'])
  })

  it('loses no character', () => {
    const text = '𬇕河区“十五五”期间新增5万平方米，增长3.2%。'
    const figures = [
      { start: 11, end: 17 },
      { start: 20, end: 24 },
    ]
    const segments = segmentParagraph(text, { figures, promises: [{ start: 3, end: 20 }] })
    expect(segments.map((segment) => segment.text).join('')).toBe(text)
  })
})

describe('broken lines', () => {
  it('joins Chinese without and Latin words with a space', () => {
    expect(joinLines('“项\n目攻坚年”')).toBe('“项目攻坚年”')
    expect(joinLines('the work \n report')).toBe('the work report')
    expect(joinLines('无断行')).toBe('无断行')
  })
})

describe('finding in the text', () => {
  it('finds two-character words in reading order', () => {
    expect(findInParagraphs(['永乐路路灯', '路灯与路灯'], '路灯')).toEqual([
      { paragraph: 0, start: 3, end: 5 },
      { paragraph: 1, start: 0, end: 2 },
      { paragraph: 1, start: 3, end: 5 },
    ])
  })

  it('looks past Latin case and full-width forms', () => {
    expect(findInParagraphs(['新建５Ｇ基站', 'pm2.5浓度'], '5g')).toEqual([{ paragraph: 0, start: 2, end: 4 }])
    expect(findInParagraphs(['pm2.5浓度'], 'PM2.5')).toEqual([{ paragraph: 0, start: 0, end: 5 }])
  })

  it('gives offsets in code points', () => {
    expect(findInParagraphs(['𬇕河𬇕河路'], '河路')).toEqual([{ paragraph: 0, start: 3, end: 5 }])
  })

  it('finds a word that a line break cuts', () => {
    expect(findInParagraphs(['部署“项\n目攻坚年”要求'], '项目攻坚年')).toEqual([{ paragraph: 0, start: 3, end: 9 }])
  })

  it('finds nothing for blank words', () => {
    expect(findInParagraphs(['清河'], '  ')).toEqual([])
  })
})
