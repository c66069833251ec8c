// Finding words in the open report: all places, which one is shown, and how to step through them.

import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

import { findInParagraphs, type Hit } from '@/text/find'

export interface Find {
  words: Ref<string>
  hits: ComputedRef<Hit[]>
  /** Index of the place shown, or -1. */
  now: Ref<number>
  /** The places by paragraph. */
  byParagraph: ComputedRef<Map<number, Hit[]>>
  /** Goes on by so many places, round at the ends. */
  step: (by: number) => Hit | null
}

export function useFind(paragraphs: () => string[]): Find {
  const words = ref('')
  const now = ref(-1)
  const hits = computed(() => findInParagraphs(paragraphs(), words.value))
  const byParagraph = computed(() => {
    const places = new Map<number, Hit[]>()
    for (const hit of hits.value) places.set(hit.paragraph, [...(places.get(hit.paragraph) ?? []), hit])
    return places
  })
  watch(hits, (found) => (now.value = found.length > 0 ? 0 : -1))

  function step(by: number): Hit | null {
    const count = hits.value.length
    if (count === 0) return null
    now.value = (now.value + by + count) % count
    return hits.value[now.value] ?? null
  }

  return { words, hits, now, byParagraph, step }
}
