// The check of a draft. The server reads the file, answers, and keeps nothing of it.

import { sendForm } from './plain'
import type { Signed } from './threads'
import type { DocumentReference, PlacedText, Span } from './types'

/** Where a finding stands: in the draft, or in an earlier report. */
export interface FindingPlace {
  /** The earlier report; absent for the draft itself. */
  document: DocumentReference | null
  span: Span
  text: string
  sentence: PlacedText
}

/** What would agree at a place. */
export interface Agreeing {
  place: FindingPlace
  text: string
}

/** Something in a draft that does not agree. */
export interface Finding {
  code: string
  title: string
  severity: 'error' | 'warning' | 'notice'
  severity_name: string
  message: string
  computed: string
  would_agree: Agreeing[]
  suggestion: string
  /** The same in the next version of the draft. */
  fingerprint: string
  places: FindingPlace[]
  waived: Signed | null
}

/** A relation between figures that was understood. */
export interface Relation {
  code: string
  holds: 'yes' | 'no' | 'undecided'
  computed: string
  places: FindingPlace[]
}

/** A paragraph of the draft. */
export interface DraftParagraph {
  span: Span
  text: string
  is_heading?: boolean
}

/** A draft with all that was found. */
export interface Checked {
  draft: { title: string | null; place: string; year: number | null; paragraphs: DraftParagraph[] }
  /** The place by which findings are waived; empty if it is not known. */
  place: string
  against: DocumentReference[]
  counts: { errors: number; warnings: number; notices: number; waived: number; relations: number }
  findings: Finding[]
  /** Absent where they were not asked for. */
  relations: Relation[] | null
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
  form.append('file', draft.file, draft.file.name)
  return (await sendForm('/checks', form)).json() as Promise<Checked>
}

/** The draft as Word with a comment at each finding that is not waived. */
export async function commentedDraft(draft: Draft): Promise<Blob> {
  const form = formOf(draft)
  form.append('file', draft.file, draft.file.name)
  return (await sendForm('/checks/document', form)).blob()
}

function formOf({ place, year, against }: Draft): FormData {
  const form = new FormData()
  if (place !== '') form.append('place', place)
  if (year !== '') form.append('year', year)
  if (against.length > 0) form.append('against', against.join(','))
  return form
}
