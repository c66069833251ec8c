// The draft of this visit and what was found in it. The file stays in the page's memory and is sent again when the
// options, the language or a waiver change.

import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { checkDraft, commentedDraft, type Checked, type Draft } from '@/api/checks'
import { asProblem, type ApiProblem } from '@/api/problem'

export interface Check {
  file: ShallowRef<File | null>
  checked: ShallowRef<Checked | null>
  problem: ShallowRef<ApiProblem | null>
  busy: Ref<boolean>
  run: () => Promise<void>
  /** Saves the draft with its comments as Word. */
  download: () => Promise<void>
}

export function useCheck(options: () => Omit<Draft, 'file'>, language: () => string, author: () => string): Check {
  const file = shallowRef<File | null>(null)
  const checked = shallowRef<Checked | null>(null)
  const problem = shallowRef<ApiProblem | null>(null)
  const busy = ref(false)
  let newest = 0

  async function run(): Promise<void> {
    if (file.value === null) return
    newest += 1
    const mine = newest
    busy.value = true
    problem.value = null
    try {
      const answer = await checkDraft({ file: file.value, ...options() })
      if (mine === newest) checked.value = answer
    } catch (thrown) {
      if (mine === newest) problem.value = asProblem(thrown)
    } finally {
      if (mine === newest) busy.value = false
    }
  }

  async function download(): Promise<void> {
    if (file.value === null) return
    try {
      const blob = await commentedDraft({ file: file.value, ...options() }, author())
      save(blob, `${file.value.name.replace(/\.[^.]*$/, '')}-批注.docx`)
    } catch (thrown) {
      problem.value = asProblem(thrown)
    }
  }

  watch(file, () => {
    checked.value = null
    void run()
  })
  watch(language, run)
  return { file, checked, problem, busy, run, download }
}

/** Gives the browser a file to save. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has begun when the click returns; the memory may go a little later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
