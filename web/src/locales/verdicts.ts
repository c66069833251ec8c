// Verdicts, their classes, stages, checks and decisions in plain words, by the stable codes that `docs/verdicts.md` and
// `docs/checks.md` define. A test holds that every code of the program has its words here. The rule of a verdict comes
// with its sentence from the server.

import type { Locale } from '@/format/value'

type Words = readonly [zh: string, en: string]
type Table = Readonly<Record<string, Words>>

export const OUTCOMES: Table = {
  kept: ['按期兑现', 'kept'],
  late: ['逾期兑现', 'kept late'],
  short: ['打折扣', 'less than promised'],
  open: ['仍在推进', 'still open'],
  silent: ['没有下文', 'silent'],
  unknown: ['无法判断', 'cannot be told'],
}

/** What counts in each class. */
export const OUTCOME_HELP: Table = {
  kept: ['达成、超额、兑现：在期限内做到了所说的程度', 'met, exceeded or fulfilled in time'],
  late: ['做到了，但在所说的期限之后', 'done, but after the date promised'],
  short: ['未达成、部分兑现、降格兑现、相反', 'missed, partly fulfilled, lesser or contradicted'],
  open: ['仍在进行，或在后一份报告里再次承诺', 'under way, or promised again in the later report'],
  silent: ['后一份报告没有提到，或没有报数', 'the later report says nothing, or gives no figure'],
  unknown: ['不可比，或期限未到', 'not comparable, or not due yet'],
}

export const VERDICTS: Table = {
  met: ['达成', 'met'],
  exceeded: ['超额', 'exceeded'],
  missed: ['未达成', 'missed'],
  fulfilled: ['兑现', 'fulfilled'],
  fulfilled_late: ['逾期兑现', 'fulfilled late'],
  partly: ['部分兑现', 'partly fulfilled'],
  lesser: ['降格兑现', 'lesser than promised'],
  in_progress: ['进行中', 'in progress'],
  promised_again: ['再次承诺', 'promised again'],
  contradicted: ['相反', 'contradicted'],
  not_mentioned: ['未提及', 'not mentioned'],
  not_reported: ['未报数', 'not reported'],
  not_comparable: ['不可比', 'not comparable'],
  not_due: ['未到期', 'not due'],
}

/** The class in which each verdict counts. */
export const OUTCOME_OF: Readonly<Record<string, string>> = {
  met: 'kept',
  exceeded: 'kept',
  fulfilled: 'kept',
  fulfilled_late: 'late',
  missed: 'short',
  partly: 'short',
  lesser: 'short',
  contradicted: 'short',
  in_progress: 'open',
  promised_again: 'open',
  not_mentioned: 'silent',
  not_reported: 'silent',
  not_comparable: 'unknown',
  not_due: 'unknown',
}

/** The stages, from the first to the last. */
export const STAGES: Table = {
  planned: ['谋划', 'planned'],
  started: ['开工', 'started'],
  moving: ['推进', 'under way'],
  framed: ['主体完成', 'main works done'],
  finished: ['建成', 'finished'],
  used: ['投用', 'in use'],
}

/** What a check holds against each other. */
export const CHECKS: Table = {
  triple: ['总量、增加额与增速', 'level, change and growth'],
  change: ['起点、终点与变化', 'first value, last value and change'],
  average: ['起点、终点与年均增速', 'end points and average growth'],
  multiple: ['倍数', 'multiple'],
  'share-sum': ['占比之和', 'sum of shares'],
  share: ['部分、整体与占比', 'part, whole and share'],
  'part-above-total': ['部分与总数', 'part and total'],
  total: ['分项与合计', 'parts and their sum'],
  'count-of-items': ['列举与数目', 'items listed and their number'],
  respectively: ['“分别”的项数', '“respectively”'],
  'completion-rate': ['完成率', 'rate of completion'],
  'said-twice': ['前后两说', 'said twice'],
  'earlier-report': ['与往年报告', 'against an earlier report'],
  ledger: ['与台账指标', 'against the ledger'],
  'earlier-base': ['与往年基数', 'against an earlier base'],
  'target-below-actual': ['目标与上年实际', 'target and last result'],
  'target-and-growth': ['目标值与目标增速', 'target and its growth'],
  'rate-range': ['比率范围', 'range of a rate'],
  'year-days': ['全年天数', 'days of the year'],
  order: ['大小关系', 'order'],
  dates: ['年份', 'years'],
  implied: ['可推算的数值', 'implied value'],
  'per-unit': ['可推算的平均数', 'implied average'],
  'silent-promise': ['没有下文的承诺', 'silent of a promise'],
  'repeated-promise': ['一字不差的承诺', 'promise repeated'],
}

export const DECISIONS: Table = {
  'thread.joined': ['并入脉络', 'threads joined'],
  'thread.split': ['移出脉络', 'taken out of the thread'],
  'thread.renamed': ['改名', 'renamed'],
  'verdict.overruled': ['改判结论', 'verdict overruled'],
  'finding.waived': ['放过问题', 'finding waived'],
}

/** The word for a code; the code itself where it has none. */
export function wordFor(table: Table, code: string, locale: Locale): string {
  return table[code]?.[locale === 'zh' ? 0 : 1] ?? code
}

/** A table as options of a filter. */
export function tableOptions(table: Table, locale: Locale): { value: string; label: string }[] {
  return Object.keys(table).map((code) => ({ value: code, label: wordFor(table, code, locale) }))
}
