// Changes as they happen: one stream for the whole page, opened with the first listener and closed with the last.

import { onBeforeUnmount, onMounted } from 'vue'

import { API_ROOT } from '@/api/client'

/** What changed; no ids where more changed than can be named. */
export interface Changed {
  sequence: number
  kinds: string[]
  matters: string[]
}

type Listener = (changed: Changed) => void

const listeners = new Set<Listener>()
let stream: EventSource | null = null

function open(): void {
  if (stream !== null || typeof EventSource === 'undefined') return
  stream = new EventSource(`${API_ROOT}/live`)
  stream.addEventListener('changed', (event) => {
    const changed = JSON.parse((event as MessageEvent<string>).data) as Changed
    for (const listener of listeners) listener(changed)
  })
}

function close(): void {
  if (listeners.size > 0) return
  stream?.close()
  stream = null
}

/** Many changes in a row refresh once: after this much quiet, in milliseconds. */
const QUIET_MS = 350

/** Calls `refresh` softly behind every change that `concerns` the page. */
export function useLive(concerns: (changed: Changed) => boolean, refresh: () => void): void {
  let pause: ReturnType<typeof setTimeout> | undefined
  const listener: Listener = (changed) => {
    if (!concerns(changed)) return
    clearTimeout(pause)
    pause = setTimeout(refresh, QUIET_MS)
  }
  onMounted(() => {
    listeners.add(listener)
    open()
  })
  onBeforeUnmount(() => {
    clearTimeout(pause)
    listeners.delete(listener)
    close()
  })
}
