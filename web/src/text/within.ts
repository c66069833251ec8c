// Where the words of a figure or promise stand in its sentence, for lists that know only the words.

import type { Mark } from './segments'

/** The place of `words` in `sentence` in code points, the first behind `after` where there is one; empty if absent. */
export function placeWithin(sentence: string, words: string, after = ''): Mark[] {
  if (words === '') return []
  const from = after === '' ? 0 : Math.max(0, sentence.indexOf(after))
  const behind = sentence.indexOf(words, from)
  const at = behind === -1 ? sentence.indexOf(words) : behind
  if (at === -1) return []
  const start = Array.from(sentence.slice(0, at)).length
  return [{ start, end: start + Array.from(words).length }]
}
