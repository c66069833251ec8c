// Where a figure or promise of a list stands in its sentence. The list gives the sentence as it is read, without the
// debris of the original, so that the places in the original only bound where the words can stand.

import type { Mark } from './segments'

/** Something found in a sentence, with the places of both in the original text. */
export interface Placed {
  sentence: string
  sentence_span: Mark
  text: string
  span: Mark
}

/** Its own place in its sentence, in code points, also where the same words stand there twice; empty if absent. */
export function placeWithin({ sentence, sentence_span, text, span }: Placed): Mark[] {
  const letters = Array.from(sentence)
  const words = Array.from(text)
  // What was left out of the sentence can stand before the words or behind them, but never adds to either.
  const latest = span.start - sentence_span.start
  const earliest = letters.length - words.length - (sentence_span.end - span.end)
  const places = placesOf(words, letters)
  const possible = places.filter((at) => earliest <= at && at <= latest)
  const nearest = nearestTo((earliest + latest) / 2, possible.length > 0 ? possible : places)
  return nearest === undefined ? [] : [{ start: nearest, end: nearest + words.length }]
}

function placesOf(words: string[], letters: string[]): number[] {
  const places: number[] = []
  for (let at = 0; words.length > 0 && at + words.length <= letters.length; at += 1) {
    // 5% is not found inside 15%.
    const isInNumber = at > 0 && isDigit(words[0]) && isDigit(letters[at - 1])
    if (!isInNumber && words.every((letter, index) => letter === letters[at + index])) places.push(at)
  }
  return places
}

function nearestTo(wanted: number, places: number[]): number | undefined {
  return places.slice().sort((left, right) => Math.abs(left - wanted) - Math.abs(right - wanted))[0]
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9.]/.test(character)
}
