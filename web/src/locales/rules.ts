// The reading rules in plain words, by the stable names that `docs/figures.md` and `docs/promises.md` define.
// A rule without words here is shown by its name.

import type { Locale } from '@/format/value'

type Words = readonly [zh: string, en: string]

const RULES: Record<string, Words> = {
  // Figures: value and unit.
  'as-printed': ['照原文所写', 'as printed'],
  'decrease-is-negative': ['动词说的是减少，记为负数', 'the verb says less, so it is negative'],
  'per-person-and-time': ['每人每月的金额', 'an amount for each person and time'],
  // Figures: measure.
  'rate-behind-change': ['增长、下降之后的百分数或倍数', 'a percentage or multiple behind a verb of change'],
  'subject-is-growth': ['说的事物本身就是涨幅、增速', 'the thing measured is itself a growth'],
  'percentage-points': ['单位是百分点，是增减量', 'percentage points are a change'],
  'amount-behind-change': ['增加、减少之后的数量，是增减量', 'an amount behind a verb of change'],
  'amount-behind-reducing-verb': ['减排、压减一类动词之后的数量', 'an amount behind a reducing verb'],
  times: ['“倍”前面没有增减动词', 'times, without a verb of change'],
  fold: ['翻番', 'doubling'],
  'place-in-order': ['排名、位次', 'a place in an order'],
  ratio: ['几比几', 'a ratio'],
  'standing-value': ['没有增减或排名的字，是水平值', 'nothing speaks of change or rank: a level'],
  // Figures: kind.
  'review-part': ['在工作回顾部分，是事实', 'it stands in the review part: a fact'],
  'plan-part': ['在工作安排部分', 'it stands in the plan part'],
  'state-before-plan': ['安排部分里说任务之前的段落，是事实', 'the plan part before it says what is to be done: a fact'],
  'present-state-in-plan': ['安排部分里说的是现状', 'the plan part speaks of the present state'],
  'starting-value': ['“由…到…”里的起点，是事实', 'the value started from is a fact'],
  'period-before-plan': ['写明的时期早于计划年', 'the period named lies before the planned year'],
  'before-parts': ['在第一部分之前，是事实', 'before the first part: a fact'],
  // Figures: period.
  'year-in-clause': ['分句里写明了年份', 'the clause names the year'],
  'years-in-clause': ['分句里写明了起止年份', 'the clause names the years'],
  quarters: ['写明了季度', 'quarters are named'],
  months: ['写明了月份', 'months are named'],
  'as-of-month': ['写明“截至某月底”', 'the end of a month is named'],
  'relative-year': ['去年、明年一类的字', 'words such as last year, next year'],
  'five-years-past': ['“五年来”', 'the past five years'],
  'five-years-ahead': ['“未来五年”', 'the coming five years'],
  'five-year-plan': ['写明了五年规划期', 'a five-year plan is named'],
  'five-year-plan-end': ['写明了五年规划期末', 'the end of a five-year plan is named'],
  'year-opens-sentence': ['句首写明了年份', 'a year opens the sentence'],
  'year-before-stretch': ['起点值自己没写年份，算前一年', 'a starting value without a year of its own'],
  'stretch-default': ['这一部分所说的年份', 'the year that this part speaks of'],
  'named-year': ['动词前写明了年份', 'the year is named before the verb'],
  // Figures: region.
  'firm-owns-product': ['产品前写着企业名', 'a firm’s name stands before its product'],
  'firm-opens-sentence': ['分句以企业名开头', 'a firm’s name opens the clause'],
  'smaller-area-owns': ['写明是园区、乡镇或村', 'a smaller area is named'],
  'smaller-area-opens-sentence': ['分句以园区、乡镇或村开头', 'a smaller area opens the clause'],
  'own-area-default': ['没有提别的地方，是本地区', 'no other area is named: the reporting one'],
  // Figures: indicator and subject.
  'codebook-name': ['与指标表里的名称相符', 'a name of the codebook'],
  'no-indicator': ['不是指标表里的任何一个', 'no indicator of the codebook'],
  'noun-before': ['数前面的名词', 'the noun before the number'],
  'counted-noun-behind': ['数后面被计数的名词', 'the counted noun behind the number'],
  'side-of-thing-behind': ['后面事物的一个方面', 'a side of the thing behind'],
  'side-of-thing-before': ['前面事物的一个方面', 'a side of the thing before'],
  'year-to-come': ['前文说到哪一年为止（到2030年，…）', 'the year by which what follows is to be so'],
  'period-behind-review': ['所说时期在回顾年份之后，属于目标', 'the period lies behind the reviewed year: a target'],
  'as-said-before': ['承前，与前一个数说的是同一事物', 'the same thing as the number before'],
  // Figures: bounds.
  eq: ['没有界限的字', 'no word of bound'],
  approx: ['左右、约', 'a word such as about'],
  ge: ['以上、不低于、突破', 'a word such as at least'],
  le: ['以内、不超过', 'a word such as at most'],
  more: ['余、多', 'a word such as more than'],
  near: ['近、接近', 'a word such as nearly'],
  range: ['写的是区间', 'a range is written'],
  // Promises: hardness.
  'verb-aim': ['动词是争创、力争一类', 'the verb aims'],
  'verb-start': ['动词是启动、开工、谋划一类', 'the verb starts'],
  amount: ['写明了数量', 'an amount is given'],
  'verb-result': ['动词是完成、建成、达到一类', 'the verb finishes'],
  'object-start': ['对象是开工、前期一类', 'the object is a start'],
  'object-finish': ['推动某事竣工、投产', 'something is brought to completion'],
  'object-title': ['打造、建设的是称号或状态', 'a title or state is built'],
  softened: ['加快、推动后面跟着构建、培育一类', 'softened by a general verb'],
  'soft-works': ['队伍、能力一类的建设', 'nothing is built of stone'],
  'standing-duty': ['经常性的职责', 'a standing duty'],
  hurried: ['加快', 'to be hurried'],
  'named-object': ['推进有名字的事', 'a named thing is pushed on'],
  works: ['推进的是工程、改造、改革', 'works or reforms are pushed on'],
  'no-works': ['推进的不是具体工程', 'no concrete works'],
  'verb-progress': ['动词是建设、实施、开展一类', 'the verb pushes on'],
  'verb-class': ['动词是加强、提升、完善一类', 'a general verb'],
  // Promises: clause and object.
  'verb-phrase': ['动词加对象', 'a verb before its object'],
  effect: ['表示成效的动词', 'a verb of effect'],
  'subject-amount': ['主语、动词加数量', 'a subject, a verb and an amount'],
  'bare-amount': ['名称加数量', 'a name with its amount'],
  'verb-in-name': ['动词在名称里', 'the verb stands in the name'],
  'subject-finished': ['主语到了可核对的状态', 'a subject reaches a state that can be checked'],
  'expected-target': ['没有数量的预期目标', 'an expected target without an amount'],
  one: ['照原文所写', 'as written'],
  listed: ['并列中的一项', 'one of a list'],
  modifiers: ['并列的字合为一件事', 'a list that is one thing'],
  'shared-tail': ['补上并列共用的词尾', 'the shared tail is given back'],
  'shared-of': ['补上并列共用的定语', 'the shared owner is given back'],
  'shared-head': ['补上并列共用的词头', 'the shared head is given back'],
  'named-member': ['“等…”之前点名的一项', 'a named member of a counted group'],
  'counted-group': ['“等 N 个”的整体', 'the counted group'],
  'counted-list': ['计了数的并列', 'a counted list'],
  'one-actor': ['写明由谁做', 'someone is named to do it'],
  actors: ['写明由哪些人做', 'some are named to do it'],
  'town-and-country': ['城、乡分开', 'town and country apart'],
  'shared-subject': ['补上共用的主语', 'the shared subject is given back'],
  'whole-subject': ['整个主语', 'the whole subject'],
}

/** Rules whose name means another thing in the plan part of a promise than in a figure. */
const BY_FIELD: Record<string, Words> = {
  'kind:plan-part': ['在工作安排部分，是目标', 'it stands in the plan part: a target'],
  'period:plan-part': ['工作安排部分所说的时期', 'the time that the plan part speaks of'],
}

/** A rule in plain words. */
export function ruleWords(field: string, rule: string, locale: Locale): string {
  const words = BY_FIELD[`${field}:${rule}`] ?? RULES[rule]
  return words === undefined ? '' : words[locale === 'zh' ? 0 : 1]
}
