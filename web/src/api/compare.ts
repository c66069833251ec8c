// Sources held against each other: two about one place, or several side by side.

import { client, dataOf } from './client'
import type { Bodies, Present } from './types'

/** What one source says. */
export type Said = Present<Bodies['Said']>
/** One thing that two sources give a figure of. */
export type Pair = Present<Bodies['FigurePair']>
export type Comparison = Present<Bodies['ComparisonView']>
export type SideBySide = Present<Bodies['SideBySide']>

export function loadComparison(a: string, b: string): Promise<Comparison> {
  return dataOf(client.GET('/api/v1/compare', { params: { query: { a, b } } })) as Promise<Comparison>
}

export function loadSideBySide(documents: readonly string[]): Promise<SideBySide> {
  const query = { documents: documents.join(',') }
  return dataOf(client.GET('/api/v1/side-by-side', { params: { query } })) as Promise<SideBySide>
}
