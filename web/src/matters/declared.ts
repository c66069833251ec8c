// What a declaration says, in the words of the reader's language: columns, cells, filters, values.

import type { ActView, FieldView, KindView, MatterItem, StateView, SystemView, Words } from '@/api/matters'
import { formatDue, localParts } from '@/format/clock'
import { sumOf } from '@/format/exact'
import { formatNumber, type Locale } from '@/format/value'
import type { Messages } from '@/locales'

/** What names and values are put into words with. */
export interface Speaking {
  m: Messages
  locale: Locale
  now: string
}

/** The facts of a matter that views may name beside its fields. */
export const FACTS = [
  'number',
  'state',
  'lead',
  'joint',
  'due',
  'late',
  'opened_at',
  'entered_at',
  'closed_at',
  'progress',
  'urged',
  'supervised',
  'class',
  'area',
  'parent',
] as const

export function say(words: Words | null | undefined, locale: Locale): string {
  return words?.[locale] ?? ''
}

export function fieldOf(kind: KindView, id: string): FieldView | null {
  return kind.fields.find((field) => field.id === id) ?? null
}

export function stateOf(kind: KindView | null, id: string): StateView | null {
  return kind?.states.find((state) => state.id === id) ?? null
}

export function actOf(kind: KindView | null, id: string): ActView | null {
  return kind?.acts.find((act) => act.id === id) ?? null
}

/** The acts that open a matter of the kind by hand. */
export function openingActs(kind: KindView): ActView[] {
  return kind.acts.filter(({ does }) => does === 'open')
}

export function stateName(kind: KindView | null, id: string, locale: Locale): string {
  return say(stateOf(kind, id)?.name, locale) || id
}

/** The name of an act in history; the engine's own acts have words of their own. */
export function actName(kind: KindView | null, id: string, { m, locale }: Speaking): string {
  return say(actOf(kind, id)?.name, locale) || (m.matter.engineActs[id] ?? id)
}

/** What a value of a field may be, by its declaration; none where it is free. */
export function fieldOptions(
  field: FieldView,
  system: SystemView | null,
  locale: Locale,
): { value: string; label: string }[] | null {
  if (field.choices !== null && field.choices !== undefined) {
    return field.choices.map(({ id, name }) => ({ value: id, label: say(name, locale) }))
  }
  if (field.register !== null && field.register !== undefined) {
    const rows = system?.registers.find(({ id }) => id === field.register)?.rows ?? []
    const byKey = new Map(rows.map((row) => [row.key, say(row.name, locale)]))
    return Array.from(byKey, ([value, label]) => ({ value, label }))
  }
  return null
}

/** A value as people read it. */
export function fieldText(field: FieldView, value: string, system: SystemView | null, locale: Locale): string {
  if (value === '') return ''
  const found = fieldOptions(field, system, locale)?.find((option) => option.value === value)
  if (found !== undefined) return found.label
  if (isNumeric(field)) return formatPlain(value)
  return value
}

/** Numbers and money: set in columns, grouped, never rounded. */
export function isNumeric(field: FieldView): boolean {
  return field.type === 'number' || field.type === 'money'
}

/** A decimal with its thousands apart. */
export function formatPlain(value: string): string {
  const [whole = '', fraction] = value.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** One column of a list. */
export interface Column {
  id: string
  label: string
  numeric: boolean
  text: (item: MatterItem) => string
}

/** The columns that a view declares, as names and cells; the title is a column of every list. */
export function columnsOf(kind: KindView, system: SystemView | null, speaking: Speaking): Column[] {
  const { m, locale, now } = speaking
  // The clock of `due` says whether it is late, and the title stands in a column of every list.
  const shown = new Set(kind.view.columns)
  // It stands first: it is what people look for.
  const others = kind.view.columns.filter((id) => id !== 'due')
  const order = shown.has('due') ? ['due', ...others] : others
  return order
    .filter((id) => id !== kind.title && id !== 'number' && id !== 'state' && !(id === 'late' && shown.has('due')))
    .map((id) => {
      const amount = /^(plan|actual)\.(.+)$/.exec(id)
      if (amount !== null) {
        const quantity = kind.quantities.find((one) => one.id === amount[2])
        const name = m.matter.amounts[amount[1] as 'plan' | 'actual'](say(quantity?.name, locale))
        return {
          id,
          label: withUnit(name, quantity?.unit ?? null),
          numeric: true,
          text: (item) => formatPlain(amountOf(item, amount[1] as 'plan' | 'actual', amount[2] ?? '', now)),
        }
      }
      const field = fieldOf(kind, id)
      if (field !== null) {
        return {
          id,
          label: withUnit(say(field.name, locale), isNumeric(field) ? field.unit : null),
          numeric: isNumeric(field),
          text: (item) => fieldText(field, item.fields[id] ?? '', system, locale),
        }
      }
      return {
        id,
        label: m.matter.facts[id] ?? id,
        numeric: id === 'progress' || id === 'urged' || id === 'supervised',
        text: (item) => factText(id, item, kind, system, { m, locale, now }),
      }
    })
}

/** The sum over stages of a quantity: of this year where it has entries, otherwise of the whole. */
function amountOf(item: MatterItem, side: 'plan' | 'actual', quantity: string, now: string): string {
  const year = localParts(now)?.year ?? 0
  const entries = item.quantities.filter((entry) => entry.quantity === quantity)
  const ofYear = entries.filter((entry) => entry.year === year)
  const counted = ofYear.length > 0 ? ofYear : entries.filter((entry) => entry.year === null)
  return sumOf(counted.map(({ planned, actual }) => (side === 'plan' ? planned : actual)))
}

function withUnit(name: string, unit: string | null): string {
  return unit === null || unit === '' ? name : `${name} (${unit})`
}

function factText(id: string, item: MatterItem, kind: KindView, system: SystemView | null, speaking: Speaking): string {
  const { locale, now, m } = speaking
  switch (id) {
    case 'lead':
      return item.lead ?? ''
    case 'class':
      return classText(kind, item.class, system, locale)
    case 'area':
      return item.area ?? ''
    case 'due':
      return item.due === null ? '' : formatDue(item.due.due, now, locale)
    case 'late':
      return item.late ? m.matter.late : ''
    case 'opened_at':
    case 'entered_at':
    case 'closed_at': {
      const moment = item[id]
      return moment === null || moment === undefined ? '' : formatDue(moment, now, locale)
    }
    case 'progress':
      return item.progress === null ? '' : `${formatNumber(item.progress, locale)}%`
    case 'urged':
    case 'supervised':
      return item[id] === 0 ? '' : String(item[id])
    default:
      return ''
  }
}

/** The name of a matter's class by the field that holds it. */
export function classText(
  kind: KindView | null,
  value: string | null,
  system: SystemView | null,
  locale: Locale,
): string {
  if (value === null || value === undefined) return ''
  const field = kind?.view.class === null || kind === null ? null : fieldOf(kind, kind.view.class ?? '')
  return field === null ? value : fieldText(field, value, system, locale)
}

/** One filter of a list: the name of the query's parameter, its label and, where they are closed, its options. */
export interface Filter {
  key: string
  label: string
  options: { value: string; label: string }[] | null
}

/** The facts that lists can be asked for. */
const ASKED_FACTS = new Set(['state', 'lead', 'late', 'class', 'area'])

/** The filters that a view declares. A field's filter is asked as `field.<id>`; facts by their own names. */
export function filtersOf(kind: KindView, system: SystemView | null, units: string[], speaking: Speaking): Filter[] {
  const { m, locale } = speaking
  return kind.view.filters
    .filter((id) => fieldOf(kind, id) !== null || ASKED_FACTS.has(id))
    .map((id) => {
      const field = fieldOf(kind, id)
      if (field !== null) {
        const options =
          field.type === 'unit'
            ? units.map((unit) => ({ value: unit, label: unit }))
            : fieldOptions(field, system, locale)
        return { key: `field.${id}`, label: say(field.name, locale), options }
      }
      return { key: id, label: m.matter.facts[id] ?? id, options: factOptions(id, kind, system, units, speaking) }
    })
}

function factOptions(
  id: string,
  kind: KindView,
  system: SystemView | null,
  units: string[],
  { m, locale }: Speaking,
): { value: string; label: string }[] | null {
  switch (id) {
    case 'state':
      return kind.states.map((state) => ({ value: state.id, label: say(state.name, locale) }))
    case 'lead':
      return units.map((unit) => ({ value: unit, label: unit }))
    case 'late':
      return [{ value: 'true', label: m.matter.facts[id] ?? id }]
    case 'class':
    case 'area': {
      const field = fieldOf(kind, kind.view[id] ?? '')
      return field === null ? null : fieldOptions(field, system, locale)
    }
    default:
      return null
  }
}
