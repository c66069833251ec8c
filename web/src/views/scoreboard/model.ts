// The rows of a scoreboard as its tables need them. Pure; values stay exact text.

import { quoteOf, type Quote } from '@/api/quotes'
import type { ScoreRow } from '@/api/threads'
import type { DocumentReference } from '@/api/types'
import { subtract } from '@/format/decimal'

/**
 * The result minus the target, where both are one value in the same unit; null where they cannot be subtracted.
 * Two rates differ by percentage `points`, never by percent.
 */
export function differenceOf({ target, outcome }: ScoreRow, points: string): { value: string; unit: string } | null {
  const result = outcome?.answer?.figure ?? null
  if (target === null || result === null || outcome?.verdict === 'not_comparable') return null
  if (target.unit !== result.unit || target.measure !== result.measure) return null
  const value = subtract(result.value, target.value)
  return value === null ? null : { value, unit: target.unit === '%' ? points : target.unit }
}

/** What was said. */
export function givenOf(report: DocumentReference, row: ScoreRow): Quote {
  return quoteOf(report, { ...row, figure: row.target })
}

/** What the later report says of it. */
export function answerOf({ outcome }: ScoreRow): Quote | null {
  return outcome === null || outcome.answer === null ? null : quoteOf(outcome.later, outcome.answer)
}

/** The row's name in lists and for screen readers. */
export function nameOf({ metric_name, action, object, text }: ScoreRow): string {
  return metric_name ?? (((action ?? '') + object).trim() || text)
}

/** Its key in a list: several rows may share a promise. */
export function keyOf({ promise, target, span }: ScoreRow): string {
  return `${promise ?? ''} ${target?.id ?? ''} ${span.start}`
}
