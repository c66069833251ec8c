// Words of a source, arranged so that any list can show their sentence and open it.

import type { Mention, Place } from './threads'
import type { DocumentReference, PlacedText, Span } from './types'

/** Words of a document with their sentence. */
export interface Quote {
  document: DocumentReference
  span: Span
  text: string
  sentence: string
  sentence_span: Span
  section: string[]
  /** Id of the figure that they are, if they are one. */
  figure: string | null
  /** Id of the promise that they are, if they are one. */
  promise: string | null
}

interface Words {
  span: Span
  text: string
  sentence: PlacedText
  section?: string[]
  promise?: string | null
  figure?: string | { id: string } | null
}

/** The words of an answer of the API as a quote of a document. */
export function quoteOf(document: DocumentReference, { span, text, sentence, section, promise, figure }: Words): Quote {
  return {
    document,
    span,
    text,
    sentence: sentence.text,
    sentence_span: sentence.span,
    section: section ?? [],
    figure: typeof figure === 'string' ? figure : (figure?.id ?? null),
    promise: promise ?? null,
  }
}

/** What a decision about a quote names: its promise or figure, or else its place. */
export function placeOf({ document, span, promise, figure }: Omit<Quote, 'sentence' | 'sentence_span' | 'section' | 'text'>): Place {
  if (promise !== null) return { promise }
  return figure === null ? { document: document.id, span } : { figure }
}

/** A mention as a quote. */
export function quoteOfMention(mention: Mention): Quote {
  return quoteOf(mention.document, mention)
}
