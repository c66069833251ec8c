import { describe, expect, it } from 'vitest'

import { placeWithin, type Placed } from './within'

/** A figure at `start` of a sentence that begins at 100 of the original and has `debris` code points more there. */
function placed(sentence: string, text: string, start: number, debris = 0): Placed {
  const length = Array.from(text).length
  const end = 100 + Array.from(sentence).length + debris
  return { sentence, sentence_span: { start: 100, end }, text, span: { start: 100 + start, end: 100 + start + length } }
}

describe('the place of a figure in its sentence', () => {
  it('is its own where the same number stands twice', () => {
    const sentence = '一产增长5.2%，二产增长5.2%。'
    expect(placeWithin(placed(sentence, '5.2%', 4))).toEqual([{ start: 4, end: 8 }])
    expect(placeWithin(placed(sentence, '5.2%', 13))).toEqual([{ start: 13, end: 17 }])
  })

  it('is its own where the original has debris before, between or behind', () => {
    const sentence = '清河区增长5.2%，新区增长5.2%。'
    // Two code points left out at the head, then in the middle, then at the end.
    expect(placeWithin(placed(sentence, '5.2%', 7, 2))).toEqual([{ start: 5, end: 9 }])
    expect(placeWithin(placed(sentence, '5.2%', 16, 2))).toEqual([{ start: 14, end: 18 }])
    expect(placeWithin(placed(sentence, '5.2%', 5, 2))).toEqual([{ start: 5, end: 9 }])
    expect(placeWithin(placed(sentence, '5.2%', 14, 2))).toEqual([{ start: 14, end: 18 }])
  })

  it('is not inside a longer number', () => {
    expect(placeWithin(placed('增长15%、5%', '5%', 6))).toEqual([{ start: 6, end: 8 }])
    expect(placeWithin(placed('增长15%', '5%', 3))).toEqual([])
  })

  it('counts code points', () => {
    expect(placeWithin(placed('𬇕河新建5处', '5处', 4))).toEqual([{ start: 4, end: 6 }])
  })

  it('is none for words that are not there', () => {
    expect(placeWithin(placed('新建5处', '6处', 2))).toEqual([])
    expect(placeWithin(placed('新建5处', '', 2))).toEqual([])
  })
})
