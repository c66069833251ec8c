// Sources held against each other: two about one place, or several side by side.

import { ask } from './plain'
import type { Difference } from './threads'
import type { DocumentReference, Figure } from './types'

/** One thing that two sources give a figure of. */
export interface Pair {
  a: Figure
  b: Figure
  difference: Difference | null
  /** What may explain that they differ; empty where nothing does. */
  explanation: string | null
  explanation_text: string | null
}

/** Two sources about the same place and period. */
export interface Comparison {
  a: DocumentReference
  b: DocumentReference
  differing: Pair[]
  alike: Pair[]
}

/** One indicator in several sources, in the order of the documents. */
export interface SideRow {
  metric: string
  name: string
  name_en: string
  measure: string
  unit: string
  cells: (Figure | null)[]
}

/** Several sources side by side. */
export interface SideBySide {
  documents: DocumentReference[]
  rows: SideRow[]
}

export function loadComparison(a: string, b: string): Promise<Comparison> {
  return ask('/compare', { a, b })
}

export function loadSideBySide(documents: readonly string[]): Promise<SideBySide> {
  return ask('/side-by-side', { documents: documents.join(',') })
}
