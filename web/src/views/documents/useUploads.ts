// The uploads of this visit: one file after the other, each with its progress and what became of it, and how they stand
// together.

import { computed, reactive } from 'vue'

import { asProblem } from '@/api/problem'
import { MAX_FILE_BYTES, uploadFile } from '@/api/uploads'
import type { ReportDocument } from '@/api/types'
import type { Messages } from '@/locales'

export interface Upload {
  key: number
  name: string
  state: 'waiting' | 'sending' | 'reading' | 'added' | 'already' | 'failed'
  /** Whole percent sent. */
  percent: number
  document: ReportDocument | null
  /** Why it failed and what to try. */
  reason: string
  hint: string
}

let lastKey = 0

export function useUploads(messages: () => Messages, added: () => void) {
  const uploads = reactive<Upload[]>([])
  const queue: { file: File; upload: Upload }[] = []
  let running = false

  function add(files: Iterable<File>): void {
    const chosen = Array.from(files)
    // The latest choice stands first, its files in their own order.
    uploads.unshift(...chosen.map(({ name }) => waiting(name)))
    chosen.forEach((file, index) => queue.push({ file, upload: uploads[index] as Upload }))
    void run()
  }

  async function run(): Promise<void> {
    if (running) return
    running = true
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await send(next.file, next.upload)
    running = false
  }

  async function send(file: File, upload: Upload): Promise<void> {
    const m = messages()
    if (file.size > MAX_FILE_BYTES) return fail(upload, m.documents.tooLarge, m.documents.tooLargeHint)
    upload.state = 'sending'
    try {
      const { status, document, problem } = await uploadFile(file, (share) => {
        upload.percent = Math.round(share * 100)
        if (share >= 1) upload.state = 'reading'
      })
      upload.document = document ?? null
      if (status === 'failed') return fail(upload, problem?.detail || problem?.title || '', problem?.hint ?? '')
      upload.state = status === 'added' ? 'added' : 'already'
      added()
    } catch (thrown) {
      const problem = asProblem(thrown)
      const isLost = problem.code === 'network'
      fail(
        upload,
        isLost ? m.errors.network : problem.detail || problem.title || m.errors.unexpected,
        (isLost ? m.errors.networkHint : problem.hint) ?? m.errors.unexpectedHint,
      )
    }
  }

  function fail(upload: Upload, reason: string, hint: string): void {
    upload.state = 'failed'
    upload.reason = reason
    upload.hint = hint
  }

  function clear(): void {
    uploads.splice(0, uploads.length, ...uploads.filter(isOpen))
  }

  const summary = computed(() => {
    const count = (wanted: Upload['state']): number => uploads.filter(({ state }) => state === wanted).length
    return {
      total: uploads.length,
      open: uploads.filter(isOpen).length,
      added: count('added'),
      already: count('already'),
      failed: uploads.filter(({ state }) => state === 'failed'),
    }
  })

  return { uploads, summary, add, clear }
}

function waiting(name: string): Upload {
  lastKey += 1
  return { key: lastKey, name, state: 'waiting', percent: 0, document: null, reason: '', hint: '' }
}

function isOpen({ state }: Upload): boolean {
  return state === 'waiting' || state === 'sending' || state === 'reading'
}
