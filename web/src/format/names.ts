// Names of places and reports as lists show them.

import type { DocumentReference } from '@/api/types'
import type { Messages } from '@/locales'

/** A place's own name; its path where the whole is wanted. */
export function placeName(place: string, m: Messages, whole = false): string {
  if (place === '') return m.common.noPlace
  const names = place.split('/')
  return whole ? names.join(' ') : (names[names.length - 1] as string)
}

/** A report in one short phrase: 清河区 2026年. */
export function sourceName(document: DocumentReference, m: Messages): string {
  const year = document.year === null || document.year === undefined ? '' : ` ${m.common.year(document.year)}`
  return document.place === '' ? document.title : placeName(document.place, m) + year
}

/** A moment in the reader's own way, without seconds. */
export function formatMoment(moment: string, locale: 'zh' | 'en'): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return moment
  return date.toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}
