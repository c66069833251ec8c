// What a person chose in this browser: language, name under corrections, marks shown, the post
// that acts. Nothing of it leaves the machine.

import { defineStore } from 'pinia'
import { ref, watch, type Ref } from 'vue'

import type { Locale } from '@/format/value'

/** The kinds of underline that the reader can show or hide. */
export const MARK_KINDS = ['fact', 'target', 'result', 'start', 'progress', 'aim', 'direction'] as const
export type MarkKind = (typeof MARK_KINDS)[number]

export const useSettings = defineStore('settings', () => {
  const locale = kept<Locale>('duixian.locale', 'zh', (value) => value === 'zh' || value === 'en')
  const actor = kept<string>('duixian.actor', '', (value) => typeof value === 'string')
  const hiddenMarks = kept<MarkKind[]>('duixian.hidden-marks', [], (value) => Array.isArray(value))
  const post = kept<string>('duixian.post', '', (value) => typeof value === 'string')
  return { locale, actor, hiddenMarks, post }
})

/** A value that survives a reload; browsers that forbid storage keep it for the visit. */
function kept<T>(key: string, initial: T, isValid: (value: unknown) => boolean): Ref<T> {
  const value = ref(load(key, initial, isValid)) as Ref<T>
  watch(
    value,
    (changed) => {
      try {
        localStorage.setItem(key, JSON.stringify(changed))
      } catch {
        // Storage is full or forbidden: the choice lasts until the page is closed.
      }
    },
    { deep: true },
  )
  return value
}

function load<T>(key: string, initial: T, isValid: (value: unknown) => boolean): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return stored !== null && isValid(stored) ? (stored as T) : initial
  } catch {
    return initial
  }
}
