// One indicator's values arranged by year and place. Pure; values stay exact text, only the chart makes numbers of them.

import type { IndicatorPoint, IndicatorView } from '@/api/types'
import { isDecimal, subtract } from '@/format/decimal'

/** A way of measuring: only values of one measure and unit belong on one axis. */
export interface Axis {
  /** Measure and unit, joined for the address. */
  key: string
  measure: string
  unit: string
  count: number
}

/** What one place said of one year. */
export interface Cell {
  targets: IndicatorPoint[]
  results: IndicatorPoint[]
  /** Result minus target, where each is one plain value. */
  gap: string | null
}

/** A year with a cell for each place, in the order of the places. */
export interface YearRow {
  year: number
  cells: Cell[]
}

/** Whether a value is the area's own and of one year; what five years reached belongs on no axis of years. */
export function isYearly({ region, year, period }: IndicatorPoint): boolean {
  const isOfYears = /^\d{4}-\d{4}$/.test(period ?? '')
  return region === 'self' && year !== null && year !== undefined && !isOfYears
}

/** The values that stand in the table and the chart; the others are listed apart. */
function own(points: readonly IndicatorPoint[]): IndicatorPoint[] {
  return points.filter(isYearly)
}

/** The ways of measuring, the most used first. */
export function axesOf(view: IndicatorView): Axis[] {
  const axes = new Map<string, Axis>()
  for (const { points } of view.series) {
    for (const { measure, unit } of own(points)) {
      const key = `${measure} ${unit}`
      const axis = axes.get(key) ?? { key, measure, unit, count: 0 }
      axis.count += 1
      axes.set(key, axis)
    }
  }
  return Array.from(axes.values()).sort((left, right) => right.count - left.count)
}

/** The table of one way of measuring for the chosen places, the newest year first. */
export function rowsOf(view: IndicatorView, axis: Axis, places: readonly string[]): YearRow[] {
  const years = new Set<number>()
  const columns = places.map((place) => {
    const points = own(view.series.find((series) => series.place === place)?.points ?? []).filter(
      ({ measure, unit }) => measure === axis.measure && unit === axis.unit,
    )
    for (const { year } of points) years.add(year as number)
    return points
  })
  return Array.from(years)
    .sort((left, right) => right - left)
    .map((year) => ({ year, cells: columns.map((points) => cellOf(points.filter((point) => point.year === year))) }))
}

function cellOf(points: IndicatorPoint[]): Cell {
  const targets = points.filter(({ kind }) => kind === 'target')
  const results = points.filter(({ kind }) => kind === 'fact')
  const [target] = targets
  const [result] = results
  const isSingle = sameValue(targets) && sameValue(results)
  const gap = isSingle && target !== undefined && result !== undefined ? subtract(result.value, target.value) : null
  return { targets, results, gap }
}

function sameValue(points: readonly IndicatorPoint[]): boolean {
  return points.length > 0 && points.every(({ value }) => value === points[0]?.value)
}

/** A line of the chart. */
export interface Line {
  place: string
  kind: 'fact' | 'target'
  /** Year, value and the point that it stands for. */
  points: { year: number; value: number; point: IndicatorPoint }[]
}

/** The lines of the chart; values that are no single number are left to the table. */
export function linesOf(rows: readonly YearRow[], places: readonly string[]): Line[] {
  return places.flatMap((place, column) =>
    (['target', 'fact'] as const).map((kind) => ({
      place,
      kind,
      points: rows
        .flatMap(({ year, cells }) => {
          const cell = cells[column] as Cell
          return (kind === 'target' ? cell.targets : cell.results).slice(0, 1).map((point) => ({ year, point }))
        })
        .filter(({ point }) => isDecimal(point.value))
        .map(({ year, point }) => ({ year, value: Number(point.value), point }))
        .sort((left, right) => left.year - right.year),
    })),
  )
}
