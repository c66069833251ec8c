// Sums and shares of exact decimals. No float takes part.

const DIGITS = /^(-?)(\d+)(?:\.(\d+))?$/

/** A share in percent to one place, rounded half up: `203.4` of `180` is `113.0`; none where the whole is none or zero, or one of them is no decimal. */
export function percentOf(part: string | null | undefined, whole: string | null | undefined): string | null {
  const above = scaled(part)
  const below = scaled(whole)
  if (above === null || below === null || below.mantissa === BigInt(0)) return null
  const scale = Math.max(above.scale, below.scale)
  const numerator = above.mantissa * ten(scale - above.scale) * BigInt(1000)
  const denominator = below.mantissa * ten(scale - below.scale)
  const isNegative = numerator < BigInt(0) !== denominator < BigInt(0)
  const tenths = (size(numerator) * BigInt(2) + size(denominator)) / (size(denominator) * BigInt(2))
  const text = tenths.toString().padStart(2, '0')
  return `${isNegative && tenths > BigInt(0) ? '-' : ''}${text.slice(0, -1)}.${text.slice(-1)}`
}

function size(value: bigint): bigint {
  return value < BigInt(0) ? -value : value
}

function scaled(value: string | null | undefined): { mantissa: bigint; scale: number } | null {
  const found = DIGITS.exec(value ?? '')
  if (found === null) return null
  const fraction = found[3] ?? ''
  return { mantissa: BigInt(`${found[1] ?? ''}${found[2] ?? '0'}${fraction}`), scale: fraction.length }
}

/** `10 ** n` as an integer: the syntax of powers of big integers is newer than the oldest browser. */
function ten(power: number): bigint {
  return BigInt(`1${'0'.repeat(power)}`)
}

/** The sum of exact decimals, with as many places as the longest; empty where there is none. */
export function sumOf(values: (string | null | undefined)[]): string {
  const parts = values.flatMap((value) => scaled(value) ?? [])
  if (parts.length === 0) return ''
  const scale = Math.max(...parts.map((part) => part.scale))
  const sum = parts.reduce((total, part) => total + part.mantissa * ten(scale - part.scale), BigInt(0))
  const digits = size(sum)
    .toString()
    .padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const sign = sum < BigInt(0) ? '-' : ''
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
}
