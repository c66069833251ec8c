// Line breaks that the page's edge made, not the author: they are left out where text is shown or searched.

const BROKEN_LINE = /[ \t\u3000]*[\r\n]+[ \t\u3000]*/g
const LATIN_BEFORE = /[A-Za-z0-9,.;:]$/
const LATIN_AFTER = /^[A-Za-z0-9]/

/** The text with broken lines joined; between Latin words a space stays. */
export function joinLines(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text
  return text.replace(BROKEN_LINE, (broken: string, at: number) => {
    const isLatin = LATIN_BEFORE.test(text.slice(0, at)) && LATIN_AFTER.test(text.slice(at + broken.length))
    return isLatin ? ' ' : ''
  })
}
