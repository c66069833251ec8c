// How a figure's value is shown: exact, in the words of the reader's language. It parses nothing out of text.

import { fractionDigits, group, isDecimal, magnitude, shiftPoint, wholeDigits } from './decimal'

/** The fields of a figure that its printed value needs. */
export interface Valued {
  value: string
  unit: string
  bound: string
  measure: string
}

/** The languages of the interface. */
export type Locale = 'zh' | 'en'

/** Large units: digits from which one is used, zeros it stands for, digits behind the point it may leave. */
const LARGE_UNITS = {
  zh: [
    { name: '亿', digits: 9, zeros: 8, fraction: 4 },
    { name: '万', digits: 5, zeros: 4, fraction: 2 },
  ],
  en: [
    { name: ' billion', digits: 10, zeros: 9, fraction: 4 },
    { name: ' million', digits: 7, zeros: 6, fraction: 4 },
  ],
}

/** The value with unit and bound, e.g. `69.6亿元`, `+5.5% 左右`, `第3位`, `3.7 : 52.9 : 43.4`. */
export function formatFigure(figure: Valued, locale: Locale): string {
  if (locale === 'zh' && figure.bound === 'more' && figure.measure === 'level') {
    // 1.2万多户: the bound word stands before the unit.
    return `${formatNumber(figure.value, locale)}多${spaced(figure.unit, locale)}`
  }
  return withBound(formatValue(figure, locale), figure.bound, locale)
}

/** The value with its unit, without its bound. */
export function formatValue({ value, unit, measure }: Omit<Valued, 'bound'>, locale: Locale): string {
  const range = value.split('..')
  if (range.length === 2) {
    return `${formatNumber(range[0] as string, locale)}–${formatNumber(range[1] as string, locale)}${spaced(unit, locale)}`
  }
  if (value.includes(':')) return value.split(':').map(group).join(' : ')
  if (!isDecimal(value)) return value + spaced(unit, locale)
  if (measure === 'rank') return locale === 'zh' ? `第${value}${unit === '' ? '位' : unit}` : `No. ${value}`
  const number = formatNumber(value, locale) + spaced(unit, locale)
  const isMove = measure === 'growth' || measure === 'avg_growth' || measure === 'change'
  return isMove && !value.startsWith('-') && value !== '0' ? `+${number}` : number
}

/** A plain decimal: with 万 and 亿, or million and billion, where they make it short; else grouped by three. */
export function formatNumber(value: string, locale: Locale): string {
  if (!isDecimal(value)) return value
  const digits = wholeDigits(magnitude(value))
  for (const unit of LARGE_UNITS[locale]) {
    const shifted = shiftPoint(value, unit.zeros)
    if (digits >= unit.digits && fractionDigits(shifted) <= unit.fraction) return group(shifted) + unit.name
  }
  return group(value)
}

function spaced(unit: string, locale: Locale): string {
  if (unit === '' || unit === '-') return ''
  return locale === 'en' && unit !== '%' ? ` ${unit}` : unit
}

const BOUNDS: Record<Locale, Record<string, (value: string) => string>> = {
  zh: {
    approx: (value) => `${value}左右`,
    ge: (value) => `${value}以上`,
    le: (value) => `${value}以内`,
    more: (value) => `${value}多`,
    near: (value) => `近${value}`,
  },
  en: {
    approx: (value) => `about ${value}`,
    ge: (value) => `at least ${value}`,
    le: (value) => `at most ${value}`,
    more: (value) => `over ${value}`,
    near: (value) => `nearly ${value}`,
  },
}

function withBound(value: string, bound: string, locale: Locale): string {
  return BOUNDS[locale][bound]?.(value) ?? value
}
