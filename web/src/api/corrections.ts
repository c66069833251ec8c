// Corrections of figures and promises, and their withdrawal.

import { client, dataOf } from './client'
import type { FigureChanges, FigureDetail, PromiseChanges, PromiseDetail } from './types'

/** Who acts, and why. */
export interface Signature {
  actor: string
  reason: string
}

/** What a correction changes: some fields, or the whole as wrong. */
export type Change = { wrong: true } | { wrong: false; changes: Record<string, string> }

/** An open item of the reader with all that is known about it. */
export type Detail = ({ type: 'figure' } & FigureDetail) | ({ type: 'promise' } & PromiseDetail)

export async function loadDetail(type: Detail['type'], id: string): Promise<Detail> {
  const params = { path: { id } }
  return type === 'figure'
    ? { type, ...(await dataOf(client.GET('/api/v1/figures/{id}', { params }))) }
    : { type, ...(await dataOf(client.GET('/api/v1/promises/{id}', { params }))) }
}

export async function correct(type: Detail['type'], id: string, change: Change, signature: Signature): Promise<Detail> {
  const params = { path: { id } }
  const changes = change.wrong ? null : change.changes
  if (type === 'figure') {
    // The form offers the codes of the API alone; the server refuses any other.
    const body = { ...signature, wrong: change.wrong, changes: changes as FigureChanges | null }
    return { type, ...(await dataOf(client.POST('/api/v1/figures/{id}/corrections', { params, body }))) }
  }
  const body = { ...signature, wrong: change.wrong, changes: changes as PromiseChanges | null }
  return { type, ...(await dataOf(client.POST('/api/v1/promises/{id}/corrections', { params, body }))) }
}

export async function withdraw(type: Detail['type'], id: string, event: string, signature: Signature): Promise<Detail> {
  const params = { path: { id, event }, query: signature }
  return type === 'figure'
    ? { type, ...(await dataOf(client.DELETE('/api/v1/figures/{id}/corrections/{event}', { params }))) }
    : { type, ...(await dataOf(client.DELETE('/api/v1/promises/{id}/corrections/{event}', { params }))) }
}
