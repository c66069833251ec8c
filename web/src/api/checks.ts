// The check of a draft. The server reads the file, answers, and keeps nothing of it.

import { acceptLanguage, API_ROOT } from './client'
import { networkProblem, problemOf } from './problem'
import type { Bodies, Present } from './types'

/** Where a finding stands: in the draft, or in an earlier report. */
export type FindingPlace = Present<Bodies['CheckedPlace']>
/** Something in a draft that does not agree. */
export type Finding = Present<Bodies['FindingView']>
/** A relation between figures that was understood. */
export type Relation = Present<Bodies['RelationView']>
/** A paragraph of the draft. */
export type DraftParagraph = Present<Bodies['ParagraphText']>
/** A draft with all that was found. */
export type Checked = Present<Bodies['CheckView']>

/** A draft to be checked; empty fields leave it to the server. */
export interface Draft {
  file: File
  place: string
  year: string
  /** Ids of the earlier reports; the newest of the same place if empty. */
  against: readonly string[]
}

export async function checkDraft(draft: Draft): Promise<Checked> {
  return (await send('/checks', draft, { explain: 'true' })).json() as Promise<Checked>
}

/** The draft as Word with a comment at each finding that is not waived. */
export async function commentedDraft(draft: Draft, author: string): Promise<Blob> {
  return (await send('/checks/document', draft, author === '' ? {} : { author })).blob()
}

async function send(path: string, draft: Draft, more: Record<string, string>): Promise<Response> {
  const request = { method: 'POST', body: formOf(draft, more), headers: { 'Accept-Language': acceptLanguage() } }
  const response = await fetch(API_ROOT + path, request).catch(() => {
    throw networkProblem()
  })
  if (response.ok) return response
  throw problemOf(await response.json().catch(() => null), response.status)
}

/** The fields come before the file, which the server then reads with all that it needs. */
function formOf({ file, place, year, against }: Draft, more: Record<string, string>): FormData {
  const form = new FormData()
  const fields = { place, year, against: against.join(','), ...more }
  for (const [name, value] of Object.entries(fields)) if (value !== '') form.append(name, value)
  form.append('file', file, file.name)
  return form
}
