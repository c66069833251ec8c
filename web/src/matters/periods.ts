// Periods that measures are asked for: named ones up to a day, as dates on the site's calendar, the last day inside.
// None reaches beyond the day: what falls due later would stand in a denominator already.

import { localDate } from '@/format/clock'

export const PERIODS = ['year', 'quarter', 'month', 'last_year'] as const
export type PeriodName = (typeof PERIODS)[number]

export interface Days {
  from: string
  until: string
}

/** The days of a named period up to `now`. */
export function daysOf(period: PeriodName, now: string): Days {
  const today = localDate(now)
  const [year = 0, month = 1] = today.split('-').map(Number)
  switch (period) {
    case 'year':
      return { from: date(year, 1, 1), until: today }
    case 'last_year':
      return { from: date(year - 1, 1, 1), until: date(year - 1, 12, 31) }
    case 'quarter': {
      const first = month - ((month - 1) % 3)
      return { from: date(year, first, 1), until: today }
    }
    case 'month':
      return { from: date(year, month, 1), until: today }
  }
}

/** The name of the period that the days are, where they are one. */
export function periodOf(days: Days, now: string): PeriodName | null {
  return (
    PERIODS.find((period) => {
      const found = daysOf(period, now)
      return found.from === days.from && found.until === days.until
    }) ?? null
  )
}

/** A date; days and months over the end run on. */
function date(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}
