// Bringing things into view. Paragraphs out of view have only estimated heights, so every move is made twice: the
// second corrects the first once the paragraphs around have been drawn.

/** Space kept above a section's heading: the tools stay there. */
const ABOVE_SECTION = 110

export function paragraphElement(index: number): HTMLElement | null {
  return document.getElementById(`paragraph-${index}`)
}

/** The first stretch of an item. */
export function itemElement(key: string | null): HTMLElement | null {
  return key === null ? null : document.querySelector<HTMLElement>(`[data-keys~="${CSS.escape(key)}"]`)
}

/** The place found now, or its paragraph while that is not drawn. */
export function foundElement(paragraph: number | undefined): HTMLElement | null {
  return document.querySelector<HTMLElement>('.found-now') ?? (paragraph === undefined ? null : paragraphElement(paragraph))
}

/** Brings an element to a quarter of the window's height, unless it is in comfortable view already. */
export function reveal(find: () => HTMLElement | null): void {
  twice(() => {
    const element = find()
    if (element === null) return
    const { top, bottom } = element.getBoundingClientRect()
    // On narrow windows the panel covers the lower part.
    const low = window.innerHeight * (window.innerWidth > 1100 ? 0.85 : 0.36)
    if (top > 120 && bottom < low) return
    window.scrollTo({ top: window.scrollY + top - window.innerHeight * 0.26 })
  })
}

/** Brings a section's first paragraph to the top. */
export function scrollToParagraph(index: number): void {
  twice(() => {
    const element = paragraphElement(index)
    if (element !== null) window.scrollTo({ top: window.scrollY + element.getBoundingClientRect().top - ABOVE_SECTION })
  })
}

function twice(move: () => void): void {
  move()
  requestAnimationFrame(() => requestAnimationFrame(move))
}
