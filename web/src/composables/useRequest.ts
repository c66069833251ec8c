// Loads something and loads it again when what it depends on changes. An older answer never overwrites a newer one.

import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { asProblem, type ApiProblem } from '@/api/problem'

export interface Request<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<ApiProblem | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/** Runs `load` now and whenever `inputs` changes; `load` gives null where there is nothing to ask for. */
export function useRequest<I, T>(inputs: () => I, load: (inputs: I) => Promise<T> | null): Request<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const loading = ref(false)
  let newest = 0

  async function reload(): Promise<void> {
    newest += 1
    const mine = newest
    const asked = load(inputs())
    if (asked === null) {
      data.value = null
      problem.value = null
      loading.value = false
      return
    }
    loading.value = true
    try {
      const answer = await asked
      if (mine !== newest) return
      data.value = answer
      problem.value = null
    } catch (thrown) {
      if (mine !== newest) return
      problem.value = asProblem(thrown)
    } finally {
      if (mine === newest) loading.value = false
    }
  }

  watch(() => JSON.stringify(inputs() ?? null), () => void reload(), { immediate: true })
  return { data, problem, loading, reload }
}
