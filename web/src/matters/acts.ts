// What the form of an act asks for, what of it is missing, and what is sent.

import type { ActBody, ActView, Amounted, KindView, Offer } from '@/api/matters'

/** What was filled in so far. */
export interface Draft {
  fields: Record<string, string>
  reason: string
  files: { content: string; name: string }[]
  lead: string
  joint: string[]
  deadline: string
  until: string
  time: string
  progress: string
  quantities: Amounted[]
  choices: string[]
  measure: string
  approver: string
}

export function emptyDraft(): Draft {
  return {
    fields: {},
    reason: '',
    files: [],
    lead: '',
    joint: [],
    deadline: '',
    until: '',
    time: '17:30',
    progress: '',
    quantities: [],
    choices: [],
    measure: '',
    approver: '',
  }
}

/** The parts of a form beside its fields. */
export interface Parts {
  lead: boolean
  joint: boolean
  extension: boolean
  progress: boolean
  quantities: boolean
  choices: boolean
  exclusion: boolean
}

const PROGRESS = 'progress'

/** Whether an opening act hands the matter to a unit at once, or the kind has no other act that does. */
function opensForLead(act: ActView, kind: KindView): boolean {
  if (act.does !== 'open') return false
  return handsOut(act, kind) || !kind.acts.some(({ does }) => does === 'assign')
}

/** Whether the state behind an opening act is the leading unit's turn. */
function handsOut(act: ActView, kind: KindView): boolean {
  return act.does === 'open' && kind.states.find(({ id }) => id === act.to)?.owner === 'lead'
}

/** Whether an act cannot be done without naming the leading unit. */
export function needsLead(act: ActView, kind: KindView): boolean {
  return act.does === 'assign' || act.needs.includes('lead') || handsOut(act, kind)
}

/** A poll's places or electors: a number, or the field of the poll that holds it. */
export function pollNumber(declared: string | number | undefined, fields: Record<string, string>): number {
  const text = String(declared ?? '')
  return Number(fields[text] ?? text) || 0
}

/** What an act takes beside fields, reason and files. */
export function partsOf(act: ActView, kind: KindView): Parts {
  const namesLead =
    act.does === 'assign' || act.needs.includes('lead') || act.may.includes('lead') || opensForLead(act, kind)
  const canRecord = act.does === 'record'
  const rollsUp = kind.roll_up !== null && kind.roll_up !== undefined
  return {
    lead: namesLead,
    joint: (namesLead && kind.joint !== null && kind.joint !== undefined) || act.may.includes('joint'),
    extension: act.does === 'ask_extension',
    // Progress that is made of children's cannot be told by hand.
    progress:
      act.needs.includes(PROGRESS) || act.may.includes(PROGRESS) || (canRecord && !rollsUp && kind.stages.length === 0),
    quantities: (canRecord || act.may.includes('quantities')) && kind.quantities.length > 0,
    choices: act.does === 'ballot',
    exclusion: act.does === 'exclude',
  }
}

/** The fields that an act's form shows, needed ones first, without the parts that have controls of their own. */
export function fieldsOf(act: ActView, kind: KindView): { id: string; needed: boolean }[] {
  const known = new Set(kind.fields.map(({ id }) => id))
  const needed = act.needs.filter((id) => known.has(id))
  const required =
    act.does === 'open'
      ? kind.fields.filter((field) => field.required && !needed.includes(field.id)).map(({ id }) => id)
      : []
  const may = act.may.filter((id) => known.has(id) && !needed.includes(id) && !required.includes(id))
  return [...[...needed, ...required].map((id) => ({ id, needed: true })), ...may.map((id) => ({ id, needed: false }))]
}

/** What is still missing before an act can be sent: ids of fields, and of parts by their own names. */
export function missingOf(act: ActView, kind: KindView, draft: Draft, has: Record<string, string>): string[] {
  const parts = partsOf(act, kind)
  const missing = fieldsOf(act, kind)
    .filter(({ id, needed }) => needed && (draft.fields[id] ?? has[id] ?? '').trim() === '')
    .map(({ id }) => id)
  if (act.reason && draft.reason.trim() === '') missing.push('reason')
  if (draft.files.length < act.files) missing.push('files')
  if (needsLead(act, kind) && draft.lead === '') missing.push('lead')
  if (parts.extension && draft.until === '') missing.push('until')
  if (parts.choices && draft.choices.length === 0) missing.push('choices')
  if (parts.exclusion && draft.measure === '') missing.push('measure')
  if (parts.exclusion && draft.approver.trim() === '') missing.push('approver')
  return missing
}

/** The body of an act: only what it takes and what was changed. */
export function bodyOf(
  act: ActView,
  kind: KindView,
  draft: Draft,
  has: Record<string, string>,
  moment: (date: string, time: string) => string,
): ActBody {
  const parts = partsOf(act, kind)
  const body: ActBody = {}
  const changed = Object.entries(draft.fields)
    .map(([id, value]) => [id, value.trim()] as const)
    .filter(([id, value]) => value !== (has[id] ?? ''))
  if (changed.length > 0) body.fields = Object.fromEntries(changed)
  if (draft.reason.trim() !== '') body.reason = draft.reason.trim()
  if (draft.files.length > 0) body.files = draft.files.map(({ content, name }) => ({ content, name }))
  if (parts.lead && draft.lead !== '') body.lead = draft.lead
  if (parts.joint && draft.joint.length > 0) body.joint = draft.joint.map((unit) => ({ unit }))
  if (parts.extension) body.extension = { deadline: draft.deadline, until: moment(draft.until, draft.time) }
  if (parts.progress && draft.progress.trim() !== '') body.progress = draft.progress.trim()
  if (parts.quantities) {
    const told = draft.quantities.filter(({ planned, actual }) => (planned ?? '') !== '' || (actual ?? '') !== '')
    if (told.length > 0) {
      body.quantities = told.map(({ stage, quantity, year, planned, actual }) => ({
        stage,
        quantity,
        year,
        planned: planned || null,
        actual: actual || null,
      }))
    }
  }
  if (parts.choices) body.choices = draft.choices
  if (parts.exclusion) body.exclusion = { measure: draft.measure, approver: draft.approver.trim() }
  return body
}

/** Acts that end the loop or undo something look apart from those that carry it on. */
export function weightOf(act: ActView): 'main' | 'plain' | 'grave' {
  if (act.does === 'void') return 'grave'
  if (act.says !== null || act.does === 'assign' || act.does === 'move') return 'main'
  return 'plain'
}

/** Offers in the order of use: what carries the loop on, then what is said about it; refused ones behind. */
export function ordered(offers: Offer[], kind: KindView): { offer: Offer; act: ActView }[] {
  const rank = { main: 0, plain: 1, grave: 2 }
  return offers
    .flatMap((offer) => {
      const act = kind.acts.find(({ id }) => id === offer.act)
      return act === undefined || act.does === 'open' ? [] : [{ offer, act }]
    })
    .map((entry, index) => ({ entry, index, rank: rank[weightOf(entry.act)] }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ entry }) => entry)
}
