// What became of what was promised: scoreboard, threads, and what people decided about them.

import type { Signature } from './corrections'
import { ask, tell, type Query } from './plain'
import type { DocumentReference, Page, PlacedText, Span } from './types'

/** A figure in short: enough to print it and to open it. */
export interface FigureBrief {
  id: string
  span: Span
  text: string
  value: string
  unit: string
  bound: string
  measure: string
  period: string | null
}

/** A stage with its place on the scale. */
export interface Stage {
  code: string
  name: string
  place: number
}

/** The words of a later report that answer. */
export interface Answer {
  span: Span
  text: string
  sentence: PlacedText
  section: string[]
  figure: FigureBrief | null
  /** Whether they stand in the plan of the later report. */
  in_plan: boolean
}

/** What became of something by a later report. */
export interface Outcome {
  later: DocumentReference
  verdict: string
  verdict_name: string
  class: string
  class_name: string
  rule: string
  rule_text: string
  answer: Answer | null
  evidence: Evidence
  overruled: Signed | null
}

/** Why two texts are taken for the same thing. */
export interface Evidence {
  shared: string[]
  /** How much of what the promise is about the answer holds, in thousandths. */
  strength: number
  stage_given: Stage | null
  stage_told: Stage | null
}

/** Who decided, why and when. */
export interface Signed {
  event: string
  actor: string
  reason: string
  at: string
}

/** One promise or target with what became of it. */
export interface ScoreRow {
  thread: string | null
  promise: string | null
  span: Span
  text: string
  sentence: PlacedText
  section: string[]
  object: string
  action: string | null
  hardness: string | null
  field: string
  period: string | null
  metric: string | null
  metric_name: string | null
  target: FigureBrief | null
  /** Absent as long as there is no later report. */
  outcome: Outcome | null
  /** By further reports of the same later year. */
  further: Outcome[]
}

/** One class of verdicts: how many, and its share with what it is over. */
export interface ScoreClass {
  class: string
  name: string
  definition: string
  rows: number
  verdicts: { verdict: string; name: string; rows: number }[]
  share: { numerator: number; denominator: number; percent: string | null; unknown: number; wrong: number } | null
}

/** The scoreboard of a place and year. */
export interface Scoreboard {
  place: string
  year: number
  years: { year: number; answered: boolean }[]
  report: DocumentReference
  later: DocumentReference | null
  note: string | null
  classes: ScoreClass[]
  definition: string
  as_of: string | null
  fields: { field: string; rows: number }[]
  rows: Page<ScoreRow>
}

/** A thing through years and sources, as the list shows it. */
export interface ThreadItem {
  id: string
  kind: string
  name: string
  metric: string | null
  first_year: number | null
  last_year: number | null
  mentions: number
  documents: number
  stage: Stage | null
  verdict: string | null
  verdict_name: string | null
  class: string | null
  /** By how many years it was put off. */
  slipped: number | null
}

/** Something said of a thread's thing. */
export interface Mention {
  document: DocumentReference
  section: string[]
  sentence: PlacedText
  span: Span
  text: string
  promise: string | null
  figure: FigureBrief | null
  stage: Stage | null
  due: number | null
}

/** What became of a promise of a thread. */
export interface ThreadOutcome {
  given: { document: DocumentReference; promise: string | null; figure: string | null; span: Span; text: string }
  outcome: Outcome
}

/** A thread with all that is said of it. */
export interface ThreadView {
  thread: ThreadItem
  place: string
  stages: Stage[]
  mentions: Mention[]
  outcomes: ThreadOutcome[]
  decisions: Decision[]
}

/** What a person decided. */
export interface Decision {
  event: string
  kind: string
  actor: string
  reason: string
  at: string
  /** `in_force`, or why it has no effect: `orphan`, `away`, `withdrawn`. */
  state: string
  quotes: { document: DocumentReference | null; span: Span; text: string }[]
  name: string | null
  verdict: string | null
  code: string | null
  withdrawn: Signed | null
}

/** What a decision is about. */
export type Place = { promise: string } | { figure: string } | { document: string; span: Span }

/** What a person decides; one of them. */
export interface Ruling {
  join?: { one: Place; other: Place }
  split?: { place: Place }
  rename?: { place: Place; name: string }
  overrule?: { promise: Place; later: string; verdict: string }
  waive?: { place: string; fingerprint: string; code: string; text: string }
}

/** A place of the ledger with the years of its reports. */
export interface PlaceYears {
  place: string
  name: string
  years: { year: number; documents: number }[]
}

export async function loadPlaces(): Promise<PlaceYears[]> {
  return (await ask<{ items: PlaceYears[] }>('/places')).items
}

export function loadScoreboard(query: Query): Promise<Scoreboard> {
  return ask('/scoreboard', query)
}

export function loadThreads(query: Query): Promise<Page<ThreadItem>> {
  return ask('/threads', query)
}

/** The thread of any promise or figure in it. */
export function loadThread(id: string): Promise<ThreadView> {
  return ask(`/threads/${encodeURIComponent(id)}`)
}

/** All decisions about a place, the oldest first, those withdrawn too. */
export async function loadDecisions(place: string): Promise<Decision[]> {
  return (await ask<{ items: Decision[] }>('/decisions', { place })).items
}

export function decide(ruling: Ruling, signature: Signature): Promise<Decision> {
  return tell('/decisions', { ...ruling, ...signature })
}

export function withdrawDecision(event: string, signature: Signature): Promise<Decision> {
  return tell(`/decisions/${encodeURIComponent(event)}/withdrawal`, signature)
}
