// Addresses inside the interface: everything found opens its sentence in the reader.

import type { RouteLocationRaw } from 'vue-router'

import type { Quote } from './quotes'

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

/** The reader at words of a source: at their figure or promise where they are one. */
export function quoteLink(quote: Pick<Quote, 'document' | 'span' | 'text' | 'figure' | 'promise'>): RouteLocationRaw {
  const { document, span, text, figure, promise } = quote
  if (promise) return promiseLink(document.id, promise)
  if (figure) return figureLink(document.id, figure)
  const words = Array.from(text).slice(0, MOST_WORDS).join('')
  return { name: 'reader', params: { id: document.id }, query: { at: String(span.start), words } }
}

/** A thread; among reports chosen one by one where their ids are given. */
export function threadLink(id: string, documents: unknown): RouteLocationRaw {
  return { name: 'thread', params: { id }, query: typeof documents === 'string' ? { documents } : {} }
}

/** So many letters of a long clause are looked for: its first ones, which no broken line has cut. */
const MOST_WORDS = 12
