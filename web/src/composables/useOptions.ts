// What the filters offer: codes by their names, the ledger's reports, the codebook's indicators.

import { computed, type ComputedRef } from 'vue'

import { client, dataOf } from '@/api/client'
import { placeName } from '@/format/names'
import { useMessages } from '@/locales'

import { useRequest } from './useRequest'

export interface Option {
  value: string
  label: string
}

/** A list of names by code as options. */
export function optionsOf(names: Record<string, string>): Option[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }))
}

const MOST = 500

/** The reports of the ledger, named by place, year and file. */
export function useDocumentOptions(): ComputedRef<Option[]> {
  const { m } = useMessages()
  const { data } = useRequest(
    () => null,
    () => dataOf(client.GET('/api/v1/documents', { params: { query: { size: MOST } } })),
  )
  return computed(() =>
    (data.value?.items ?? []).map(({ id, place, year, name }) => {
      const when = year === null || year === undefined ? '' : ` ${m.value.common.year(year)}`
      return { value: id, label: place === '' ? name : `${placeName(place, m.value)}${when} · ${name}` }
    }),
  )
}

/** The indicators that the ledger has figures of. */
export function useIndicatorOptions(): ComputedRef<Option[]> {
  const { locale } = useMessages()
  const { data } = useRequest(
    () => null,
    () => dataOf(client.GET('/api/v1/indicators', { params: { query: { size: MOST } } })),
  )
  return computed(() =>
    (data.value?.items ?? []).map(({ code, name, name_en }) => ({
      value: code,
      label: locale.value === 'zh' ? name : name_en,
    })),
  )
}
