// Sends a file with its progress: `fetch` cannot tell how much has gone, so this one request is an XMLHttpRequest.

import { acceptLanguage, API_ROOT } from './client'
import { networkProblem, problemOf } from './problem'
import type { UploadedFile, UploadReport } from './types'

/** Most bytes that the server takes in one file. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

/** Uploads one file; `progress` is told the share sent, from 0 to 1. */
export function uploadFile(file: File, progress: (share: number) => void): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${API_ROOT}/documents`)
    request.setRequestHeader('Accept-Language', acceptLanguage())
    request.responseType = 'json'
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total)
    })
    request.addEventListener('error', () => reject(networkProblem()))
    request.addEventListener('abort', () => reject(networkProblem()))
    request.addEventListener('load', () => {
      const uploaded = request.status < 300 ? (request.response as UploadReport | null)?.files[0] : undefined
      if (uploaded === undefined) reject(problemOf(request.response, request.status))
      else resolve(uploaded)
    })
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
}
