// The check of a draft. The server reads the file, answers, and keeps nothing of it.

import { sendForm } from './plain'
import type { DocumentReference, Span } from './types'

/** Where a finding stands: in the draft, or in an earlier report. */
export interface FindingPlace {
  /** The earlier report; absent for the draft itself. */
  document: DocumentReference | null
  span: Span
  text: string
  sentence: string
  sentence_span: Span
}

/** Something in a draft that does not agree. */
export interface Finding {
  /** The same in the next version of the draft. */
  fingerprint: string
  code: string
  severity: 'error' | 'warning' | 'notice'
  title: string
  computed: string
  /** What would agree. */
  agrees: string[]
  /** What to try. */
  suggestion: string
  spans: FindingPlace[]
  waived: { decision: string; actor: string; reason: string; at: string } | null
}

/** A relation between figures that was understood. */
export interface Relation {
  code: string
  title: string
  computed: string
  holds: 'yes' | 'no' | 'undecided'
  spans: FindingPlace[]
}

/** A draft with all that was found. */
export interface Checked {
  title: string
  place: string
  year: number | null
  against: DocumentReference[]
  paragraphs: { span: Span; text: string }[]
  findings: Finding[]
  relations: Relation[]
}

/** A draft to be checked; empty fields leave it to the server. */
export interface Draft {
  file: File
  place: string
  year: string
  /** Ids of the earlier reports; all of the same place if empty. */
  against: readonly string[]
}

export async function checkDraft(draft: Draft): Promise<Checked> {
  const form = formOf(draft)
  form.append('explain', 'true')
  return (await sendForm('/checks', form)).json() as Promise<Checked>
}

/** The draft as Word with a comment at each finding. */
export async function commentedDraft(draft: Draft): Promise<Blob> {
  return (await sendForm('/checks/document', formOf(draft))).blob()
}

function formOf({ file, place, year, against }: Draft): FormData {
  const form = new FormData()
  if (place !== '') form.append('place', place)
  if (year !== '') form.append('year', year)
  for (const id of against) form.append('against', id)
  form.append('file', file, file.name)
  return form
}
