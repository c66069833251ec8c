// A list's filter and page, kept in the address: a filtered list can be sent as a link, and Back undoes a filter.

import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export interface ListQuery<K extends string> {
  /** The filter's values; an absent one is empty. */
  filters: ComputedRef<Record<K, string>>
  /** The filter as query parameters, without empty ones. */
  active: ComputedRef<Partial<Record<K, string>>>
  /** Number of the page, from 1. */
  page: ComputedRef<number>
  isFiltered: ComputedRef<boolean>
  set: (key: K, value: string) => void
  /** Sets several at once; an empty value clears one. */
  setAll: (values: Partial<Record<K, string>>) => void
  setPage: (page: number) => void
  clear: () => void
}

export function useListQuery<K extends string>(keys: readonly K[]): ListQuery<K> {
  const route = useRoute()
  const router = useRouter()

  const filters = computed(() => {
    const entries = keys.map((key) => [key, single(route.query[key])])
    return Object.fromEntries(entries) as Record<K, string>
  })
  const active = computed(() => {
    const entries = Object.entries(filters.value).filter(([, value]) => value !== '')
    return Object.fromEntries(entries) as Partial<Record<K, string>>
  })
  const page = computed(() => Math.max(1, Number.parseInt(single(route.query['page']), 10) || 1))
  const isFiltered = computed(() => Object.keys(active.value).length > 0)

  function go(query: Record<string, unknown>): void {
    void router.replace({ query: query as Record<string, string> })
  }

  function setAll(values: Partial<Record<K, string>>): void {
    const query: Record<string, unknown> = { ...route.query, ...values }
    delete query['page']
    for (const [key, value] of Object.entries(values)) if (value === '') delete query[key]
    go(query)
  }

  return {
    filters,
    active,
    page,
    isFiltered,
    set: (key, value) => setAll({ [key]: value } as Partial<Record<K, string>>),
    setAll,
    setPage(next) {
      go({ ...route.query, page: String(next) })
      window.scrollTo({ top: 0 })
    },
    clear: () => go({}),
  }
}

function single(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
