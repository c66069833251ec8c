// What became of what was promised: scoreboard, threads, and what people decided about them.

import { client, dataOf } from './client'
import type { Signature } from './corrections'
import type { Bodies, Page, Present } from './types'

export type FigureBrief = Present<Bodies['FigureBrief']>
export type Stage = Present<Bodies['Stage']>
/** What became of something by a later report. */
export type Outcome = Present<Bodies['OutcomeView']>
/** Who decided, why and when. */
export type Signed = Present<Bodies['Decided']>
/** One class of verdicts: how many, and its share with what it is over. */
export type ScoreClass = Present<Bodies['ClassView']>
export type Scoreboard = Present<Bodies['ScoreboardView']>
/** One promise or target with what became of it. */
export type ScoreRow = Scoreboard['rows']['items'][number]
/** The code of a verdict. */
export type Verdict = Outcome['verdict']
/** A thing through years and sources, as the list shows it. */
export type ThreadItem = Present<Bodies['Thread']>
/** Something said of a thread's thing. */
export type Mention = Present<Bodies['MentionView']>
/** What became of a promise of a thread. */
export type ThreadOutcome = Present<Bodies['ThreadOutcome']>
export type ThreadView = Present<Bodies['ThreadView']>
/** What a person decided. */
export type Decision = Present<Bodies['DecisionEntry']>
/** What a decision is about. */
export type Place = Bodies['PlaceInput']
/** What a person decides; one of the five. */
export type Ruling = Omit<Bodies['DecisionInput'], keyof Signature>
export type PlaceYears = Present<Bodies['PlaceItem']>

/** Query parameters as the address gives them: the server checks every code and answers with a problem. */
type Asked = Record<string, string | number | undefined>

export async function loadPlaces(): Promise<PlaceYears[]> {
  return (await dataOf(client.GET('/api/v1/places'))).items as PlaceYears[]
}

export function loadScoreboard(query: Asked): Promise<Scoreboard> {
  return dataOf(client.GET('/api/v1/scoreboard', { params: { query: query as object } })) as Promise<Scoreboard>
}

export function loadThreads(query: Asked): Promise<Page<ThreadItem>> {
  return dataOf(client.GET('/api/v1/threads', { params: { query: query as object } })) as Promise<Page<ThreadItem>>
}

/** The thread of any promise or figure in it, among the documents of its place or those named. */
export function loadThread(id: string, documents?: string): Promise<ThreadView> {
  const params = { path: { id }, query: { documents } }
  return dataOf(client.GET('/api/v1/threads/{id}', { params })) as Promise<ThreadView>
}

/** All decisions about a place, the oldest first, those withdrawn too. */
export async function loadDecisions(place: string): Promise<Decision[]> {
  return (await dataOf(client.GET('/api/v1/decisions', { params: { query: { place } } }))).items as Decision[]
}

export function decide(ruling: Ruling, signature: Signature): Promise<Decision> {
  return dataOf(client.POST('/api/v1/decisions', { body: { ...ruling, ...signature } })) as Promise<Decision>
}

export function withdrawDecision(id: string, signature: Signature): Promise<Decision> {
  const params = { path: { id } }
  return dataOf(client.POST('/api/v1/decisions/{id}/withdrawal', { params, body: signature })) as Promise<Decision>
}
