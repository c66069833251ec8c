// Finds words in the paragraphs of one document. Offsets are code points from each paragraph's start.
// Latin case, full-width forms and broken lines make no difference.

/** One place where the words stand. */
export interface Hit {
  /** Index of the paragraph. */
  paragraph: number
  start: number
  end: number
}

/** Every place of `words` in reading order, never overlapping. */
export function findInParagraphs(paragraphs: readonly string[], words: string): Hit[] {
  const wanted = Array.from(words.trim(), fold)
  if (wanted.length === 0) return []
  return paragraphs.flatMap((text, paragraph) => findInText(text, wanted, paragraph))
}

function findInText(text: string, wanted: readonly string[], paragraph: number): Hit[] {
  const characters: string[] = []
  /** Where each kept character stands, in code points. */
  const places: number[] = []
  Array.from(text).forEach((character, place) => {
    if (LINE_BREAK.test(character)) return
    characters.push(fold(character))
    places.push(place)
  })
  const hits: Hit[] = []
  let at = 0
  while (at + wanted.length <= characters.length) {
    if (wanted.every((character, offset) => characters[at + offset] === character)) {
      const last = at + wanted.length - 1
      hits.push({ paragraph, start: places[at] as number, end: (places[last] as number) + 1 })
      at += wanted.length
    } else {
      at += 1
    }
  }
  return hits
}

const LINE_BREAK = /[\r\n]/
const FULL_WIDTH_FIRST = 0xff01
const FULL_WIDTH_LAST = 0xff5e
const FULL_WIDTH_SHIFT = 0xfee0

/** One code point as it is compared: half-width and lower-case. */
function fold(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const isFullWidth = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST
  return (isFullWidth ? String.fromCodePoint(code - FULL_WIDTH_SHIFT) : character).toLowerCase()
}
