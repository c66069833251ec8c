// The moment that pages count from; it moves each half minute, so that "today" is never yesterday's.

import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

const EVERY_MS = 30_000

export function useNow(): Ref<string> {
  const now = ref(new Date().toISOString())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => (now.value = new Date().toISOString()), EVERY_MS)
  })
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
