// The reading view of a document, arranged for the page: paragraphs with what lies over each, and one walk through
// everything that can be opened. Pure: the API's answer in, plain values out.

import type { DocumentView, Figure, OutlineEntry, PromiseItem, Span } from '@/api/types'
import type { MarkKind } from '@/store/settings'
import { CodePoints } from '@/text/codePoints'
import type { Mark } from '@/text/segments'

/** Something of the text that can be opened. */
export interface Item {
  /** `figure:` or `promise:` and the id; unique in the document. */
  key: string
  type: 'figure' | 'promise'
  id: string
  /** Which underline it has. */
  kind: MarkKind
  /** Marked as wrong by a person: shown struck out, not walked through. */
  wrong: boolean
  corrected: boolean
  /** Index of its first paragraph. */
  paragraph: number
  span: Span
}

/** An item's stretch of one paragraph, in code points from the paragraph's start. */
export interface PlacedItem extends Mark {
  item: Item
}

/** How a paragraph is set. */
export type Setting = 'title' | 'opening' | 'greeting' | 'heading-1' | 'heading-2' | 'heading-3' | 'body'

/** One paragraph with everything that lies over it. */
export interface PageParagraph {
  index: number
  text: string
  span: Span
  setting: Setting
  figures: PlacedItem[]
  promises: PlacedItem[]
  leads: Mark[]
  hidden: Mark[]
  /** The sections that open here, the outermost first. */
  opens: number[]
}

/** The whole document. */
export interface PageModel {
  paragraphs: PageParagraph[]
  /** In reading order; of two that start together the longer first. */
  items: Item[]
  byKey: Map<string, Item>
  figures: Map<string, Figure>
  promises: Map<string, PromiseItem>
  /** Whether the title stands in the text itself. */
  hasTitle: boolean
}

export function figureKey(id: string): string {
  return `figure:${id}`
}

export function promiseKey(id: string): string {
  return `promise:${id}`
}

export function arrange(view: DocumentView): PageModel {
  const starts = view.paragraphs.map((paragraph) => paragraph.span.start)
  const settings = settingsOf(view)
  const paragraphs = view.paragraphs.map<PageParagraph>(({ text, span, repaired }, index) => ({
    index,
    text,
    span,
    setting: settings[index] as Setting,
    figures: [],
    promises: [],
    leads: [],
    hidden: repaired.map((stretch) => local(stretch, span)),
    opens: [],
  }))

  const items = [
    ...view.figures.map((figure) => itemOf('figure', figure, figure.kind, starts)),
    ...view.promises.map((promise) => itemOf('promise', promise, promise.hardness, starts)),
  ]
  items.sort((left, right) => left.span.start - right.span.start || right.span.end - left.span.end)
  for (const item of items) {
    for (const paragraph of reached(paragraphs, item)) {
      const placed = { item, ...local(item.span, paragraph.span) }
      if (item.type === 'figure') paragraph.figures.push(placed)
      else paragraph.promises.push(placed)
    }
  }

  for (const entry of view.outline) {
    const paragraph = paragraphs[paragraphAt(starts, entry.span.start)]
    if (paragraph === undefined) continue
    paragraph.opens.push(entry.index)
    if (paragraph.setting === 'body') paragraph.leads.push(...leadOf(entry, paragraph))
  }

  return {
    paragraphs,
    items,
    byKey: new Map(items.map((item) => [item.key, item])),
    figures: new Map(view.figures.map((figure) => [figure.id, figure])),
    promises: new Map(view.promises.map((promise) => [promise.id, promise])),
    hasTitle: settings.includes('title'),
  }
}

/** Index of the paragraph at a code point: the last that starts at or before it. */
export function paragraphAt(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= at) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

function itemOf(type: Item['type'], of: Figure | PromiseItem, kind: MarkKind, starts: readonly number[]): Item {
  return {
    key: type === 'figure' ? figureKey(of.id) : promiseKey(of.id),
    type,
    id: of.id,
    kind,
    wrong: of.correction?.wrong ?? false,
    corrected: of.correction !== null && of.correction !== undefined,
    paragraph: paragraphAt(starts, of.span.start),
    span: of.span,
  }
}

function* reached(paragraphs: PageParagraph[], item: Item): Generator<PageParagraph> {
  for (let index = item.paragraph; index < paragraphs.length; index += 1) {
    const paragraph = paragraphs[index] as PageParagraph
    if (paragraph.span.start >= item.span.end) return
    yield paragraph
  }
}

function local(span: Span, paragraph: Span): Mark {
  return { start: span.start - paragraph.start, end: span.end - paragraph.start }
}

/** The heading inside a running paragraph, where the original says it word for word. */
function leadOf(entry: OutlineEntry, paragraph: PageParagraph): Mark[] {
  const start = entry.span.start - paragraph.span.start
  const words = new CodePoints(entry.number + entry.heading)
  const said = new CodePoints(paragraph.text).slice(start, start + words.length)
  return said === words.text ? [{ start, end: start + words.length }] : []
}

const LONGEST_OPENING = 60

/** How each paragraph is set: the lines above the greeting are centred, headings follow their level. */
function settingsOf(view: DocumentView): Setting[] {
  const levels = new Map(view.outline.map((entry) => [entry.index, entry.level]))
  const title = bare(view.document.title ?? '')
  let opening = true
  return view.paragraphs.map(({ text, is_heading, section }) => {
    if (is_heading) {
      opening = false
      const level = section === null || section === undefined ? 3 : (levels.get(section) ?? 3)
      return level === 1 ? 'heading-1' : level === 2 ? 'heading-2' : 'heading-3'
    }
    if (!opening) return 'body'
    if (title !== '' && bare(text) === title) return 'title'
    if (/[：:]\s*$/.test(text)) {
      opening = false
      return 'greeting'
    }
    if (text.length <= LONGEST_OPENING && !/[。！？]\s*$/.test(text)) return 'opening'
    opening = false
    return 'body'
  })
}

function bare(text: string): string {
  return text.replace(/[\s\u3000]/g, '')
}
