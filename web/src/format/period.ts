// How a period is shown. The notation comes from the API: `2023`, `2021-2025`, `2024Q1-Q3`, `2024-01..2024-11`,
// `asof:2024-09`. A notation that is not known is shown as it stands.

import type { Locale } from './value'

type Show = Record<Locale, (parts: string[]) => string>

const NOTATIONS: [RegExp, Show][] = [
  [/^(\d{4})$/, { zh: ([year]) => `${year}年`, en: ([year]) => `${year}` }],
  [/^(\d{4})-(\d{4})$/, { zh: ([from, to]) => `${from}—${to}年`, en: ([from, to]) => `${from}–${to}` }],
  [/^(\d{4})Q(\d)$/, { zh: ([year, quarter]) => `${year}年第${quarter}季度`, en: ([year, quarter]) => `Q${quarter} ${year}` }],
  [
    /^(\d{4})Q(\d)-Q(\d)$/,
    { zh: ([year, from, to]) => `${year}年第${from}—${to}季度`, en: ([year, from, to]) => `Q${from}–Q${to} ${year}` },
  ],
  [
    /^(\d{4})-(\d\d)\.\.(\d{4})-(\d\d)$/,
    {
      zh: ([year, month, endYear, endMonth]) =>
        year === endYear
          ? `${year}年${Number(month)}—${Number(endMonth)}月`
          : `${year}年${Number(month)}月—${endYear}年${Number(endMonth)}月`,
      en: ([year, month, endYear, endMonth]) => `${year}-${month} to ${endYear}-${endMonth}`,
    },
  ],
  [
    /^asof:(\d{4})-(\d\d)$/,
    { zh: ([year, month]) => `截至${year}年${Number(month)}月底`, en: ([year, month]) => `as of end of ${year}-${month}` },
  ],
  [/^asof:(\d{4})$/, { zh: ([year]) => `截至${year}年底`, en: ([year]) => `as of end of ${year}` }],
]

/** The period in words; empty where there is none. */
export function formatPeriod(period: string | null | undefined, locale: Locale): string {
  if (period === null || period === undefined || period === '-') return ''
  for (const [notation, show] of NOTATIONS) {
    const found = notation.exec(period)
    if (found !== null) return show[locale](found.slice(1))
  }
  return period
}

/** The last year that a period covers, to put it on an axis; null where it names none. */
export function lastYear(period: string | null | undefined): number | null {
  const years = period?.match(/\d{4}/g)
  const last = years?.[years.length - 1]
  return last === undefined ? null : Number(last)
}
