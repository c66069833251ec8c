// A thread arranged for its page: years with what was said in each and what became of it, and the lines of its chart.
// Pure: the API's answer in, plain values out.

import type { Decision, FigureBrief, Mention, ThreadItem, ThreadOutcome, ThreadView } from '@/api/threads'
import type { IndicatorPoint } from '@/api/types'
import { isDecimal } from '@/format/decimal'
import { lastYear } from '@/format/period'
import type { Axis, Line } from '@/views/indicators/series'

/** What was said in one year, and what later reports say became of it. */
export interface YearGroup {
  /** Absent where the source's year is not known. */
  year: number | null
  mentions: Mention[]
  outcomes: ThreadOutcome[]
}

/** The thread by year, from early to late; sources without a year stand last. */
export function yearsOf({ mentions, outcomes }: ThreadView): YearGroup[] {
  const groups = new Map<number | null, YearGroup>()
  for (const mention of mentions) {
    const year = mention.document.year ?? null
    const group = groups.get(year) ?? { year, mentions: [], outcomes: [] }
    group.mentions.push(mention)
    groups.set(year, group)
  }
  for (const outcome of outcomes) groups.get(outcome.given.document.year ?? null)?.outcomes.push(outcome)
  return Array.from(groups.values()).sort((left, right) => (left.year ?? Infinity) - (right.year ?? Infinity))
}

/** What a mention is: a promise, a target, a result, or words that answer. */
export function kindOf({ promise, figure, document }: Mention, outcomes: readonly ThreadOutcome[]): 'promise' | 'target' | 'fact' | 'told' {
  if (promise !== null) return 'promise'
  if (figure === null) return 'told'
  const isAnswered = outcomes.some(({ given }) => given.figure === figure.id)
  return isAnswered || isAhead(figure, document.year) ? 'target' : 'fact'
}

/** A report of a year tells what was until the year before: what lies later is still to come. */
function isAhead({ period }: FigureBrief, year: number | null | undefined): boolean {
  const last = lastYear(period)
  return last !== null && year !== null && year !== undefined && last >= year
}

/** The decisions about a thread: all that quote one of its mentions, withdrawn or not. */
export function decisionsOf({ mentions, decisions }: ThreadView, all: readonly Decision[]): Decision[] {
  const known = new Set(decisions.map(({ event }) => event))
  const isOfThread = ({ quotes }: Decision): boolean =>
    quotes.some(({ document, span }) =>
      mentions.some(
        (mention) =>
          mention.document.id === document?.id && mention.span.start < span.end && span.start < mention.span.end,
      ),
    )
  return [...decisions, ...all.filter((decision) => !known.has(decision.event) && isOfThread(decision))].sort((left, right) =>
    left.at.localeCompare(right.at),
  )
}

/** The years of a thread in short: one, or from the first to the last. */
export function yearsWords({ first_year: first, last_year: last }: Pick<ThreadItem, 'first_year' | 'last_year'>): string {
  if (first === null) return ''
  return last === null || last === first ? String(first) : `${first}–${last}`
}

/** A figure of the thread that a chart can show. */
interface Drawn {
  mention: Mention
  figure: FigureBrief
  kind: 'target' | 'fact'
}

/** Targets and results by year, in the way of measuring that is used most; null where there is no line to draw. */
export function chartOf({ mentions, outcomes, place }: ThreadView): { axis: Axis; lines: Line[] } | null {
  const figures = mentions.flatMap((mention): Drawn[] => {
    const { figure } = mention
    if (figure === null || !isYearly(figure)) return []
    return [{ mention, figure, kind: isGiven(mention, outcomes) ? 'target' : 'fact' }]
  })
  const axis = mostUsed(figures)
  if (axis === null) return null
  const onAxis = figures.filter(({ figure }) => keyOf(figure) === axis.key)
  const lines = (['target', 'fact'] as const)
    .map((kind) => ({ place, kind, points: pointsOf(onAxis.filter((drawn) => drawn.kind === kind)) }))
    .filter(({ points }) => points.length > 0)
  const years = new Set(lines.flatMap(({ points }) => points.map(({ year }) => year)))
  return years.size > 1 ? { axis, lines } : null
}

/** Whether a mention is something given: a promise, or a figure that is held against a later one. */
function isGiven(mention: Mention, outcomes: readonly ThreadOutcome[]): boolean {
  const kind = kindOf(mention, outcomes)
  return kind === 'promise' || kind === 'target' || mention.due !== null
}

function isYearly({ period, value }: FigureBrief): boolean {
  return isDecimal(value) && lastYear(period) !== null && !/^\d{4}-\d{4}$/.test(period ?? '')
}

function keyOf({ measure, unit }: FigureBrief): string {
  return `${measure} ${unit}`
}

function mostUsed(figures: readonly Drawn[]): Axis | null {
  const axes = new Map<string, Axis>()
  for (const { figure } of figures) {
    const key = keyOf(figure)
    const axis = axes.get(key) ?? { key, measure: figure.measure, unit: figure.unit, count: 0 }
    axis.count += 1
    axes.set(key, axis)
  }
  return Array.from(axes.values()).sort((left, right) => right.count - left.count)[0] ?? null
}

/** One point a year: what the thread says of it first. */
function pointsOf(figures: readonly Drawn[]): Line['points'] {
  const byYear = new Map<number, Drawn>()
  for (const drawn of figures) {
    const year = lastYear(drawn.figure.period) as number
    if (!byYear.has(year)) byYear.set(year, drawn)
  }
  return Array.from(byYear)
    .sort(([left], [right]) => left - right)
    .map(([year, drawn]) => ({ year, value: Number(drawn.figure.value), point: pointOf(year, drawn) }))
}

function pointOf(year: number, { mention, figure, kind }: Drawn): IndicatorPoint {
  const { id, ...values } = figure
  const point = { ...values, figure: id, document: mention.document, kind, year, region: 'self', corrected: false }
  return point as IndicatorPoint
}
