// Tasks of promises: which kinds can be made of a promise, and what is filled in before a person looks at it.

import type { ActView, FieldView, KindView, SystemView } from '@/api/matters'

import { needsLead } from './acts'
import { openingActs } from './declared'

/** A kind whose first opening act can be filled from a promise: its title, a day, and who leads. */
export interface TaskKind {
  kind: KindView
  act: ActView
  title: string
  due: FieldView | null
}

/** The kinds that promises can become, those that hand the work out at once first. */
export function taskKinds(systems: SystemView[]): TaskKind[] {
  const found = systems.flatMap(({ kinds }) =>
    kinds.flatMap((kind) => {
      const act = openingActs(kind)[0]
      if (act === undefined || kind.poll !== null) return []
      const fields = act.needs.map((id) => kind.fields.find((field) => field.id === id))
      const others = fields.filter((field) => field !== undefined && field.id !== kind.title && field.type !== 'date')
      const due = fields.find((field) => field?.type === 'date') ?? null
      // Parts of other matters are not made of promises.
      if (others.length > 0 || due === null || kind.id.includes('.')) return []
      return [{ kind, act, title: kind.title, due }]
    }),
  )
  return found.sort((a, b) => Number(needsLead(b.act, b.kind)) - Number(needsLead(a.act, a.kind)))
}

/** The last day of a promise's period, where it names one: `2026` is the end of 2026. */
export function dueOf(period: string | null | undefined, reportYear: number | null | undefined): string {
  const text = period ?? ''
  const half = /^(\d{4})H([12])$/.exec(text)
  if (half !== null) return half[2] === '1' ? `${half[1]}-06-30` : `${half[1]}-12-31`
  const quarter = /^(?:\d{4}Q\d-)?(?:(\d{4}))?Q([1-4])$/.exec(text)
  if (quarter !== null)
    return `${quarter[1] ?? text.slice(0, 4)}-${['03-31', '06-30', '09-30', '12-31'][Number(quarter[2]) - 1]}`
  const month = /^(?:asof:)?(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (month !== null) return new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).toISOString().slice(0, 10)
  const year = /(?:^|-)(?:asof:)?(\d{4})$/.exec(text)
  if (year !== null) return `${year[1]}-12-31`
  return typeof reportYear === 'number' ? `${reportYear}-12-31` : ''
}

/** Words of units' names that say nothing about what they do. */
const EMPTY_WORDS =
  /(发展|管理|服务|工作|建设|经济|社会|代表|委员会|人大常委会|办公室|人民政府|政府|分局|中心|街道|办事处|局|区|县|市|和|室)/g

/** The unit whose name shares most pairs of characters with the words; empty where none shares any. */
export function suggestedUnit(words: string, units: string[]): string {
  let best = ''
  let most = 0
  for (const unit of units) {
    if (words.includes(unit)) return unit
    const score = pairs(unit.replace(EMPTY_WORDS, ' ')).filter((pair) => words.includes(pair)).length
    if (score > most) {
      most = score
      best = unit
    }
  }
  return best
}

function pairs(text: string): string[] {
  const letters = Array.from(text)
  const found: string[] = []
  for (let index = 0; index + 1 < letters.length; index += 1) {
    const pair = `${letters[index] ?? ''}${letters[index + 1] ?? ''}`
    if (!pair.includes(' ')) found.push(pair)
  }
  return found
}
