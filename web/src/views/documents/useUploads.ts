// The uploads of this visit: one file after the other, each with its progress and what became of it.

import { reactive } from 'vue'

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
    for (const file of files) {
      lastKey += 1
      uploads.unshift({ key: lastKey, name: file.name, state: 'waiting', percent: 0, document: null, reason: '', hint: '' })
      queue.push({ file, upload: uploads[0] as Upload })
    }
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
    const open = uploads.filter(({ state }) => state === 'waiting' || state === 'sending' || state === 'reading')
    uploads.splice(0, uploads.length, ...open)
  }

  return { uploads, add, clear }
}
