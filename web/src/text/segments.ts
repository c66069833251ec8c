// Cuts a paragraph into the stretches over which the same figures, promises and search hits lie.
// It knows nothing of the page: offsets in, stretches out.

import { CodePoints } from './codePoints'

/** Something that lies over a stretch of a paragraph; offsets count from the paragraph's first code point. */
export interface Mark {
  /** First code point. */
  start: number
  /** One past the last code point. */
  end: number
}

/** A stretch of a paragraph that lies under the same marks from end to end. */
export interface Segment {
  start: number
  end: number
  text: string
  /** Indexes of the figures over it, in the order given. */
  figures: number[]
  /** Indexes of the promises over it, innermost (shortest) first. */
  promises: number[]
  /** Index of the search hit over it, or -1. */
  hit: number
  /** Whether it is part of the paragraph's lead, the short first sentence that serves as a heading. */
  lead: boolean
  /** Whether it is debris of the original (a broken line, a space inside a number) that is not shown. */
  hidden: boolean
}

/** Marks of one paragraph by layer. Marks may share spans, enclose each other and cross. */
export interface Layers {
  figures: readonly Mark[]
  promises: readonly Mark[]
  hits?: readonly Mark[]
  leads?: readonly Mark[]
  hidden?: readonly Mark[]
}

/** Cuts `text` at every boundary of its marks. The segments' texts joined are the text again. */
export function segmentParagraph(text: string, layers: Layers): Segment[] {
  const points = new CodePoints(text)
  const { figures, promises: promiseMarks, hits = [], leads = [], hidden = [] } = layers
  const cuts = boundaries(points.length, [...figures, ...promiseMarks, ...hits, ...leads, ...hidden])
  const segments: Segment[] = []
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const start = cuts[index] as number
    const end = cuts[index + 1] as number
    const promises = covering(promiseMarks, start, end)
    promises.sort((left, right) => lengthOf(promiseMarks[left]) - lengthOf(promiseMarks[right]) || left - right)
    segments.push({
      start,
      end,
      text: points.slice(start, end),
      figures: covering(figures, start, end),
      promises,
      hit: covering(hits, start, end)[0] ?? -1,
      lead: covering(leads, start, end).length > 0,
      hidden: covering(hidden, start, end).length > 0,
    })
  }
  return segments
}

function boundaries(length: number, marks: readonly Mark[]): number[] {
  const cuts = new Set<number>(length > 0 ? [0, length] : [])
  for (const { start, end } of marks) {
    if (start >= end) continue
    if (start > 0 && start < length) cuts.add(start)
    if (end > 0 && end < length) cuts.add(end)
  }
  return Array.from(cuts).sort((left, right) => left - right)
}

function covering(marks: readonly Mark[], start: number, end: number): number[] {
  const found: number[] = []
  marks.forEach((mark, index) => {
    if (mark.start <= start && end <= mark.end) found.push(index)
  })
  return found
}

function lengthOf(mark: Mark | undefined): number {
  return mark === undefined ? 0 : mark.end - mark.start
}
