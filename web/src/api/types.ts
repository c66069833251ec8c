// Short names for the bodies of the API.

import type { components } from './schema'

export type Bodies = components['schemas']

/** A body as the server sends it: what has no value is `null` and never left out. */
export type Present<T> = { [K in keyof T]-?: Present<Exclude<T[K], undefined>> }

export type Correction = Bodies['Correction']
export type Diagnostic = Bodies['Diagnostic']
export type DocumentReference = Bodies['DocumentReference']
export type DocumentView = Bodies['DocumentView']
export type Figure = Bodies['Figure']
export type FigureChanges = Bodies['FigureChanges']
export type FigureDetail = Bodies['FigureDetail']
export type Headline = Bodies['Headline']
export type HistoryEntry = Bodies['HistoryEntry']
export type Indicator = Bodies['Indicator']
export type IndicatorPoint = Bodies['IndicatorPoint']
export type IndicatorView = Bodies['IndicatorView']
export type OutlineEntry = Bodies['OutlineEntry']
export type Overview = Bodies['Overview']
export type ParagraphText = Bodies['ParagraphText']
export type PlaceOverview = Bodies['PlaceOverview']
/** Not called `Promise`, which is JavaScript's own. */
export type PromiseItem = Bodies['Promise']
export type PromiseChanges = Bodies['PromiseChanges']
export type PromiseDetail = Bodies['PromiseDetail']
export type ReportDocument = Bodies['Document']
export type Rule = Bodies['Rule']
export type SearchHit = Bodies['SearchHit']
export type PlacedText = Bodies['PlacedText']
export type Span = Bodies['Span']
export type UploadedFile = Bodies['UploadedFile']
export type UploadReport = Bodies['UploadReport']

/** One page of a list. */
export interface Page<T> {
  items: T[]
  page: number
  size: number
  total: number
}
