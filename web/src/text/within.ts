// Where the words of a figure or promise stand in its sentence, for lists that know only the words.

import type { Mark } from './segments'

/** The first place of `words` in `sentence`, in code points; empty if absent. */
export function placeWithin(sentence: string, words: string): Mark[] {
  if (words === '') return []
  let at = sentence.indexOf(words)
  // 5% is not found inside 15%.
  while (at > 0 && isDigit(words[0]) && isDigit(sentence[at - 1])) at = sentence.indexOf(words, at + 1)
  if (at === -1) return []
  const start = Array.from(sentence.slice(0, at)).length
  return [{ start, end: start + Array.from(words).length }]
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9.]/.test(character)
}
