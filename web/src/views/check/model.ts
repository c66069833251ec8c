// A checked draft arranged for its page: paragraphs with the findings that lie over them, and the findings as a table
// for export. Pure: the API's answer in, plain values out.

import type { Checked, DraftParagraph, Finding } from '@/api/checks'
import { joinLines } from '@/text/lines'
import { segmentParagraph } from '@/text/segments'

/** A stretch of a paragraph with the findings over it. */
export interface Stretch {
  start: number
  text: string
  /** Fingerprints of the findings over it. */
  findings: string[]
  /** The heaviest of them. */
  severity: Finding['severity'] | null
}

/** A paragraph of the draft. */
export interface Paragraph {
  index: number
  isHeading: boolean
  stretches: Stretch[]
}

const HEAVIEST: Finding['severity'][] = ['error', 'warning', 'notice']

/** The draft with the findings shown over it. */
export function paragraphsOf(checked: Checked, findings: readonly Finding[]): Paragraph[] {
  return checked.draft.paragraphs.map((paragraph, index) => ({
    index,
    isHeading: paragraph.is_heading === true,
    stretches: stretchesOf(paragraph, findings),
  }))
}

function stretchesOf({ span, text }: DraftParagraph, findings: readonly Finding[]): Stretch[] {
  const marks = findings.flatMap(({ fingerprint, severity, places }) =>
    places
      .filter(({ document, span: place }) => document === null && place.start < span.end && span.start < place.end)
      .map(({ span: place }) => ({ start: place.start - span.start, end: place.end - span.start, fingerprint, severity })),
  )
  const layers = { figures: marks.map(({ start, end }) => ({ start: Math.max(0, start), end })), promises: [] }
  return segmentParagraph(text, layers).map(({ start, text: words, figures }) => {
    const over = figures.map((mark) => marks[mark] as (typeof marks)[number])
    return {
      start,
      text: joinLines(words),
      findings: Array.from(new Set(over.map(({ fingerprint }) => fingerprint))),
      severity: HEAVIEST.find((severity) => over.some((mark) => mark.severity === severity)) ?? null,
    }
  })
}

/** Which findings are shown. Empty values choose all. */
export interface FindingFilter {
  severity: string
  code: string
  state: string
}

/** The findings chosen, in order of the draft. */
export function chosen(findings: readonly Finding[], { severity, code, state }: FindingFilter): Finding[] {
  return findings
    .filter((finding) => severity === '' || finding.severity === severity)
    .filter((finding) => code === '' || finding.code === code)
    .filter((finding) => state === '' || (finding.waived !== null) === (state === 'waived'))
    .sort((left, right) => compare(placeOf(left), placeOf(right)))
}

/** Where a finding stands first in the draft; what the draft is silent of stands last. */
function placeOf({ places }: Finding): number {
  const inDraft = places.filter(({ document }) => document === null).map(({ span }) => span.start)
  return inDraft.length === 0 ? Infinity : Math.min(...inDraft)
}

/** What was computed: the message without the title that stands before it. */
export function detailOf({ title, message, computed }: Pick<Finding, 'title' | 'message' | 'computed'>): string {
  const said = message.startsWith(title) ? message.slice(title.length).replace(/^[：:，。\s]+/, '') : message
  return said === '' ? computed : said
}

/** A table as CSV that a spreadsheet opens: a byte order mark, quoted cells, and nothing that it would run. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replace(/"/g, '""')}"`
}

/** Two that stand nowhere are alike. */
function compare(left: number, right: number): number {
  return left === right ? 0 : left - right
}
