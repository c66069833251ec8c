// Which fields a person can correct, and how each is entered.

import type { Detail } from '@/api/corrections'
import type { Messages } from '@/locales'

export interface CorrectableField {
  name: string
  /** The value now. */
  value: string
  /** The choices; free text where there are none. */
  options: { value: string; label: string }[] | null
  hint: string
}

/** The fields of a figure or promise in the order of the form. */
export function correctableFields(detail: Detail, m: Messages): CorrectableField[] {
  if (detail.type === 'figure') {
    const { value, unit, bound, measure, kind, period, region, metric, subject } = detail.figure
    return [
      text('value', value, m.correction.valueHint),
      text('unit', unit),
      choice('bound', bound, m.bounds),
      choice('measure', measure, m.measures),
      choice('kind', kind, m.kinds),
      text('period', period, m.correction.periodHint),
      choice('region', region, m.regions),
      { name: 'metric', value: metric ?? '', options: [], hint: '' },
      text('subject', subject),
    ]
  }
  const { action, object, hardness, field, period } = detail.promise
  return [
    text('action', action),
    text('object', object),
    choice('hardness', hardness, m.hardness),
    text('field', field),
    text('period', period, m.correction.periodHint),
  ]
}

/** The fields whose entry differs from the value now. */
export function changesOf(fields: readonly CorrectableField[], entered: Record<string, string>): Record<string, string> {
  const changes: Record<string, string> = {}
  for (const { name, value } of fields) {
    const entry = (entered[name] ?? '').trim()
    if (entry !== value) changes[name] = entry
  }
  return changes
}

function text(name: string, value: string | null | undefined, hint = ''): CorrectableField {
  return { name, value: value ?? '', options: null, hint }
}

function choice(name: string, value: string, names: Record<string, string>): CorrectableField {
  const options = Object.entries(names).map(([code, label]) => ({ value: code, label }))
  return { name, value, options, hint: '' }
}
