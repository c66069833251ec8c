// What became of what was promised: scoreboard, threads, and what people decided about them.

import type { Signature } from './corrections'
import { ask, tell } from './plain'
import type { DocumentReference, Figure, Page, Span } from './types'

/** Words of a document with what a list shows beside them. */
export interface Quote {
  document: DocumentReference
  span: Span
  text: string
  sentence: string
  sentence_span: Span
  section: string[]
  /** Id of the figure that it is, if it is one. */
  figure?: string | null
  /** Id of the promise that it is, if it is one. */
  promise?: string | null
}

/** A verdict with its class and the rule that says so. */
export interface Ruled {
  verdict: string
  outcome: string
  rule: string
  rule_text?: string
}

/** Why two texts are taken for the same thing. */
export interface Evidence {
  shared: string[]
  /** How much of what the promise is about the answer holds, in thousandths. */
  strength: number
  stage_given?: string | null
  stage_told?: string | null
}

/** A verdict that a person set. */
export interface Overruled {
  decision: string
  actor: string
  reason: string
  at: string
  verdict_before?: string | null
}

/** One of the shares of a scoreboard, with its definition. */
export interface Share {
  outcome: string
  numerator: number
  denominator: number
  excluded: number
  percent: string | null
  definition: string
}

/** What became of one promise or target. */
export interface ScoreRow {
  id: string
  kind: 'promise' | 'target'
  given: Quote
  action: string
  object: string
  hardness: string | null
  field: string
  period: string | null
  metric: string | null
  metric_name: string | null
  metric_name_en: string | null
  target: Figure | null
  result: Figure | null
  difference: Difference | null
  /** Absent as long as there is no later report. */
  verdict: Ruled | null
  answer: Quote | null
  evidence: Evidence | null
  overruled: Overruled | null
  thread: string | null
}

/** How far two values are apart. */
export interface Difference {
  value: string
  unit: string
}

/** A place with the years of its reports. */
export interface PlaceYears {
  place: string
  years: number[]
}

/** The scoreboard of a place and year. */
export interface Scoreboard extends Page<ScoreRow> {
  places: PlaceYears[]
  place: string
  year: number | null
  document: DocumentReference | null
  later: DocumentReference | null
  as_of: string | null
  shares: Share[]
  verdicts: { verdict: string; count: number }[]
  fields: { field: string; promises: number }[]
}

/** A thing through years and sources, as the list shows it. */
export interface ThreadSummary {
  id: string
  name: string
  kind: string
  metric: string | null
  first_year: number | null
  last_year: number | null
  mentions: number
  stage: string | null
  verdict: Ruled | null
  /** The years by which it was promised one after the other, where they moved. */
  slipped: number[]
}

/** Something said of a thread's thing. */
export interface Mention extends Quote {
  kind: 'promise' | 'target' | 'fact' | 'told'
  year: number | null
  stage: string | null
  due: number | null
  value: Figure | null
}

/** What became of a mention by a later report. */
export interface Became {
  /** Index of the mention that promised. */
  from: number
  /** Index of the mention that answers. */
  to: number | null
  later: DocumentReference
  verdict: Ruled
  evidence: Evidence | null
  overruled: Overruled | null
}

/** A thread with all that is said of it. */
export interface ThreadView {
  thread: ThreadSummary
  mentions: Mention[]
  became: Became[]
  decisions: Decision[]
}

/** What a person decided. */
export interface Decision {
  id: string
  kind: string
  actor: string
  reason: string
  at: string
  withdrawn: { actor: string; reason: string; at: string } | null
  /** `whole`, or why it has no effect: `orphan`, `away`. */
  found: string
  quotes: { document: string; text: string }[]
  name: string | null
  verdict: string | null
  code: string | null
  text: string | null
}

/** A place in a document, for a decision. */
export interface PlaceOf {
  document: string
  start: number
  end: number
}

/** What a person decides. */
export type Ruling =
  | { kind: 'thread.joined'; one: PlaceOf; other: PlaceOf }
  | { kind: 'thread.split'; place: PlaceOf }
  | { kind: 'thread.renamed'; place: PlaceOf; name: string }
  | { kind: 'verdict.overruled'; promise: PlaceOf; later: string; verdict: string }
  | { kind: 'finding.waived'; place: string; fingerprint: string; code: string; text: string }

/** The place of a quote, as decisions name it. */
export function placeOf({ document, span }: Quote): PlaceOf {
  return { document: document.id, start: span.start, end: span.end }
}

export function loadScoreboard(query: Record<string, string | number | undefined>): Promise<Scoreboard> {
  return ask('/scoreboard', query)
}

export function loadThreads(query: Record<string, string | number | undefined>): Promise<Page<ThreadSummary>> {
  return ask('/threads', query)
}

export function loadThread(id: string): Promise<ThreadView> {
  return ask(`/threads/${encodeURIComponent(id)}`)
}

export function decide(ruling: Ruling, signature: Signature): Promise<Decision> {
  return tell('/decisions', { ...ruling, ...signature })
}

export function withdrawDecision(id: string, signature: Signature): Promise<Decision> {
  return tell(`/decisions/${encodeURIComponent(id)}/withdrawal`, signature)
}
