// The groups of My work as one list for the keyboard, and matters in the columns of a board and on a time line.

import type { KindView, MatterItem, WorkGroup } from '@/api/matters'

/** The groups in the order in which work is done. */
export const GROUPS = ['late', 'today', 'week', 'later', 'no_deadline', 'judge'] as const

function rank(id: string): number {
  const found = (GROUPS as readonly string[]).indexOf(id)
  return found < 0 ? GROUPS.length : found
}

/** The groups that hold something, in the order of use; a group without a place of its own comes last. */
export function inOrder(groups: WorkGroup[]): WorkGroup[] {
  return groups.filter(({ items }) => items.length > 0).sort((a, b) => rank(a.id) - rank(b.id))
}

/** Where the cursor goes: it stays inside the list, and on its matter where the list changed around it. */
export function moved(ids: string[], current: string | null, by: number): string | null {
  if (ids.length === 0) return null
  const at = current === null ? -1 : ids.indexOf(current)
  if (at < 0) return ids[by < 0 ? ids.length - 1 : 0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null
}

/** The columns of a board: the states that it declares, or all that something has to be done in. */
export function boardStates(kind: KindView): string[] {
  if (kind.view.board.length > 0) return kind.view.board
  return kind.states.filter(({ kind: type }) => type === 'open' || type === 'paused').map(({ id }) => id)
}

/** One bar of a time line: from opening to its end or due date, in shares of the width. */
export interface TimeBar {
  item: MatterItem
  left: number
  width: number
  /** Where it was due, where that lies inside the picture. */
  due: number | null
}

/** The span that holds all matters and now, in whole months. */
export function timeSpan(items: MatterItem[], now: string): { from: number; until: number } {
  const moments = [Date.parse(now)]
  for (const item of items) {
    moments.push(Date.parse(item.opened_at))
    const end = item.closed_at ?? item.due?.due
    if (end !== undefined && end !== null) moments.push(Date.parse(end))
  }
  const known = moments.filter((moment) => Number.isFinite(moment))
  const first = new Date(Math.min(...known))
  const last = new Date(Math.max(...known))
  return {
    from: Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1),
    until: Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1),
  }
}

export function timeBars(items: MatterItem[], span: { from: number; until: number }, now: string): TimeBar[] {
  const share = (moment: number): number => Math.min(1, Math.max(0, (moment - span.from) / (span.until - span.from)))
  return items.map((item) => {
    const left = share(Date.parse(item.opened_at))
    const due = item.due === null || item.due === undefined ? null : Date.parse(item.due.due)
    const end =
      item.closed_at !== null && item.closed_at !== undefined
        ? Date.parse(item.closed_at)
        : Math.max(Date.parse(now), due ?? 0)
    return { item, left, width: Math.max(0.004, share(end) - left), due: due === null ? null : share(due) }
  })
}

/** The first days of months inside a span, thinned out to at most `most`. */
export function monthTicks(
  span: { from: number; until: number },
  most = 12,
): { at: number; year: number; month: number }[] {
  const ticks: { at: number; year: number; month: number }[] = []
  const day = new Date(span.from)
  while (day.getTime() < span.until) {
    ticks.push({
      at: (day.getTime() - span.from) / (span.until - span.from),
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
    })
    day.setUTCMonth(day.getUTCMonth() + 1)
  }
  const every = Math.ceil(ticks.length / most)
  return ticks.filter((_, index) => index % every === 0)
}
