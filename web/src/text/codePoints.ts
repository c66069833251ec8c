// Text addressed by Unicode code points, as every offset of the API is. It never counts UTF-16 units.

/** A text that is cut by code points. */
export class CodePoints {
  /** How many code points the text holds. */
  readonly length: number

  /** Null where every code point is one UTF-16 unit, so that the string itself can be cut. */
  private readonly points: string[] | null

  constructor(readonly text: string) {
    this.points = HAS_SURROGATES.test(text) ? Array.from(text) : null
    this.length = this.points === null ? text.length : this.points.length
  }

  /** The text from code point `start` up to, not including, `end`. */
  slice(start: number, end: number): string {
    const from = clamp(start, this.length)
    const to = clamp(end, this.length)
    return this.points === null ? this.text.slice(from, to) : this.points.slice(from, to).join('')
  }
}

const HAS_SURROGATES = /[\uD800-\uDFFF]/

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(offset, 0), length)
}
