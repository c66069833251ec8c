// Sources held against each other: two about one place, or several side by side.

import { ask } from './plain'
import type { FigureBrief } from './threads'
import type { DocumentReference, PlacedText } from './types'

/** What one source says. */
export interface Said {
  figure: FigureBrief
  sentence: PlacedText
  section: string[]
}

/** One thing that two sources give a figure of. */
export interface Pair {
  subject: string
  metric: string | null
  metric_name: string | null
  period: string | null
  a: Said
  b: Said
  difference: string | null
  relative: string | null
  /** What may explain that they differ. */
  explanations: string[]
}

/** Two sources about the same place and period. */
export interface Comparison {
  a: DocumentReference
  b: DocumentReference
  /** Whether they speak of different places. */
  other_place: boolean
  differing: Pair[]
  alike: Pair[]
  only_a: number
  only_b: number
}

/** One indicator in several sources, in the order of the documents. */
export interface SideRow {
  metric: string
  metric_name: string
  measure: string
  kind: string
  unit: string
  period: string | null
  cells: (FigureBrief | null)[]
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
