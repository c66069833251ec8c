// The fields of an open item in plain words, in the order of the panel.

import type { Detail } from '@/api/corrections'
import { formatPeriod } from '@/format/period'
import { formatFigure, formatNumber, formatValue, type Locale } from '@/format/value'
import type { Messages } from '@/locales'

export interface FieldWords {
  name: string
  words: string
  /** Words in small print: the exact value, the codebook's code. */
  note: string
  /** The value as it was read, where a person changed it. */
  read: string | null
}

/** A field's value in words; codes are named, the rest stays. */
export function wordOf(field: string, value: string, m: Messages, locale: Locale): string {
  const names: Record<string, Record<string, string>> = {
    bound: m.bounds,
    measure: m.measures,
    kind: m.kinds,
    region: m.regions,
    hardness: m.hardness,
  }
  if (field === 'period') return formatPeriod(value, locale)
  if (field === 'value') return formatNumber(value, locale)
  return names[field]?.[value] ?? value
}

export function fieldWords(detail: Detail, m: Messages, locale: Locale): FieldWords[] {
  const item = detail.type === 'figure' ? detail.figure : detail.promise
  const read: Record<string, string> = item.correction?.read ?? {}
  const field = (name: string, words: string, note = ''): FieldWords => {
    const before = read[name]
    return {
      name,
      words: words === '' ? m.common.none : words,
      note,
      read: before === undefined ? null : wordOf(name, before, m, locale) || m.common.none,
    }
  }

  if (detail.type === 'figure') {
    const { figure } = detail
    const shown = formatValue(figure, locale)
    const isPlain = shown.replace(/[\s+,]/g, '').replace('−', '-') === figure.value + figure.unit
    const metric = (locale === 'zh' ? figure.metric_name : figure.metric_name_en) ?? figure.metric ?? ''
    return [
      field('subject', figure.subject),
      field('value', shown, isPlain ? '' : figure.value),
      field('unit', figure.unit),
      field('bound', m.bounds[figure.bound] ?? figure.bound),
      field('measure', m.measures[figure.measure] ?? figure.measure),
      field('kind', m.kinds[figure.kind] ?? figure.kind, m.kindsHelp[figure.kind]),
      field('period', formatPeriod(figure.period, locale)),
      field('region', m.regions[figure.region] ?? figure.region),
      field('metric', metric, figure.metric ?? ''),
    ]
  }
  const { promise } = detail
  return [
    field('action', promise.action),
    field('object', promise.object),
    field('hardness', m.hardness[promise.hardness] ?? promise.hardness, m.hardnessHelp[promise.hardness]),
    field('field', promise.field),
    field('period', formatPeriod(promise.period, locale)),
  ]
}

/** The panel's headline. */
export function headline(detail: Detail, locale: Locale): string {
  return detail.type === 'figure' ? formatFigure(detail.figure, locale) : detail.promise.action + detail.promise.object
}
