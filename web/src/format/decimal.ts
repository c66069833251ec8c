// Exact decimals as the API prints them ("6960000000", "-19.3"), moved and grouped as text. Never a float.

/** A decimal taken apart: sign, digits before and behind the point. */
interface Parts {
  negative: boolean
  whole: string
  fraction: string
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

function parts(value: string): Parts | null {
  const found = DECIMAL.exec(value)
  if (found === null) return null
  return { negative: found[1] === '-', whole: (found[2] as string).replace(/^0+(?=\d)/, ''), fraction: found[3] ?? '' }
}

/** Whether the text is a plain decimal. */
export function isDecimal(value: string): boolean {
  return DECIMAL.test(value)
}

/** How many digits stand before the point; 0 is one digit. */
export function wholeDigits(value: string): number {
  return parts(value)?.whole.length ?? 0
}

/** How many digits stand behind the point. */
export function fractionDigits(value: string): number {
  return parts(value)?.fraction.length ?? 0
}

/** The value divided by ten to the power `places`. */
export function shiftPoint(value: string, places: number): string {
  const found = parts(value)
  if (found === null) return value
  const padded = found.whole.padStart(places + 1, '0')
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '')
  const fraction = (padded.slice(padded.length - places) + found.fraction).replace(/0+$/, '')
  return (found.negative ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`)
}

/** The value with a separator between every three digits before the point and a true minus sign. */
export function group(value: string): string {
  const found = parts(value)
  if (found === null) return value
  const whole = found.whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return (found.negative ? '−' : '') + whole + (found.fraction === '' ? '' : `.${found.fraction}`)
}

/** The value without its minus sign. */
export function magnitude(value: string): string {
  return value.replace(/^-/, '')
}

/** The first decimal minus the second, exact; null where one of them is no plain decimal. */
export function subtract(left: string, right: string): string | null {
  if (!isDecimal(left) || !isDecimal(right)) return null
  const places = Math.max(fractionDigits(left), fractionDigits(right))
  const difference = scaled(left, places) - scaled(right, places)
  const digits = (difference < 0n ? -difference : difference).toString()
  return (difference < 0n ? '-' : '') + shiftPoint(digits, places)
}

/** The decimal times ten to the power `places`, which must not be fewer than its own. */
function scaled(value: string, places: number): bigint {
  const { negative, whole, fraction } = parts(value) as Parts
  const magnitudeOf = BigInt(whole + fraction.padEnd(places, '0'))
  return negative ? -magnitudeOf : magnitudeOf
}
