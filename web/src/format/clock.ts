// Moments, clocks and lamps of matters in words. The site's offices keep one time, China Standard Time, whatever
// the browser's machine is set to.

import type { ClockView, MatterItem } from '@/api/matters'

import type { Locale } from './value'

/** China has one time zone and no summer time. */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The parts of a moment as the site's clocks show it. */
export interface LocalParts {
  year: number
  month: number
  day: number
  time: string
  /** Days since 1970-01-01, to compare days. */
  dayNumber: number
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** The site's own date and time of a moment; none where the text is no moment. */
export function localParts(moment: string): LocalParts | null {
  const at = Date.parse(moment)
  if (Number.isNaN(at)) return null
  const local = new Date(at + OFFSET_MS)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    dayNumber: Math.floor((at + OFFSET_MS) / DAY_MS),
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const NEAR: Record<Locale, Record<string, string>> = {
  zh: { '-1': '昨天', '0': '今天', '1': '明天', '2': '后天' },
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' },
}

/** A day, named from today where it is near: 今天, 明天, 3月9日, 2025年3月9日. */
export function formatDay(moment: string, now: string, locale: Locale): string {
  const parts = localParts(moment)
  const today = localParts(now)
  if (parts === null || today === null) return moment
  const near = NEAR[locale][String(parts.dayNumber - today.dayNumber)]
  if (near !== undefined) return near
  const isThisYear = parts.year === today.year
  if (locale === 'zh') return `${isThisYear ? '' : `${parts.year}年`}${parts.month}月${parts.day}日`
  return `${parts.day} ${MONTHS[parts.month - 1] ?? ''}${isThisYear ? '' : ` ${parts.year}`}`
}

/** A day with its time: 今天 17:30. */
export function formatDue(moment: string, now: string, locale: Locale): string {
  const parts = localParts(moment)
  return parts === null ? moment : `${formatDay(moment, now, locale)} ${parts.time}`
}

/** A whole moment for history and hints: 2026-03-09 17:30. */
export function formatExact(moment: string): string {
  const parts = localParts(moment)
  if (parts === null) return moment
  return `${parts.year}-${two(parts.month)}-${two(parts.day)} ${parts.time}`
}

/** The site's date of a moment, as forms hold it: 2026-03-09. */
export function localDate(moment: string): string {
  return formatExact(moment).slice(0, 10)
}

/** The moment of a date and time on the site's clocks. */
export function momentOf(date: string, time: string): string {
  return new Date(Date.parse(`${date}T${time}:00Z`) - OFFSET_MS).toISOString()
}

/** What a clock is like, for its sign and colour. */
export type ClockTone = 'late' | 'soon' | 'calm' | 'paused' | 'met' | 'missed'

export function clockTone(clock: Pick<ClockView, 'runs' | 'breached_at' | 'warned'>): ClockTone {
  const isLate = clock.breached_at !== null && clock.breached_at !== undefined
  if (clock.runs === 'stopped') return isLate ? 'missed' : 'met'
  if (isLate) return 'late'
  if (clock.runs === 'paused') return 'paused'
  return clock.warned > 0 ? 'soon' : 'calm'
}

/** The lamp of a matter: green verified, blue in time, amber due soon, red late; grey where there is no task,
 * `void` where it was closed without a result. */
export type Lamp = 'green' | 'blue' | 'amber' | 'red' | 'grey' | 'void'

export function lampOf(item: Pick<MatterItem, 'state_kind' | 'late' | 'due'>): Lamp {
  if (item.state_kind === 'done') return 'green'
  if (item.state_kind === 'void') return 'void'
  if (item.late) return 'red'
  return item.due !== null && item.due !== undefined && clockTone(item.due) === 'soon' ? 'amber' : 'blue'
}

/** What of a clock's time has gone by, from 0 to 1: for a bar only. */
export function elapsedShare(clock: Pick<ClockView, 'started_at' | 'due'>, now: string): number {
  const start = Date.parse(clock.started_at)
  const end = Date.parse(clock.due)
  if (!(end > start)) return 1
  return Math.min(1, Math.max(0, (Date.parse(now) - start) / (end - start)))
}
