// Addresses inside the interface: everything found opens its sentence in the reader.

import type { RouteLocationRaw } from 'vue-router'

/** The reader at a figure. */
export function figureLink(document: string, figure: string): RouteLocationRaw {
  return { name: 'reader', params: { id: document }, query: { figure } }
}

/** The reader at a promise. */
export function promiseLink(document: string, promise: string): RouteLocationRaw {
  return { name: 'reader', params: { id: document }, query: { promise } }
}

/** The reader at a place in the text, in code points. */
export function placeLink(document: string, at: number): RouteLocationRaw {
  return { name: 'reader', params: { id: document }, query: { at: String(at) } }
}
