// One thing that happened, in words. The effects are those that the ledger keeps; what needs no telling gives nothing.

import type { KindView, SystemView } from '@/api/matters'
import { formatExact } from '@/format/clock'
import { fieldOf, say, stateName, type Speaking } from '@/matters/declared'

type Effect = Record<string, unknown>

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

function part(value: unknown): Effect {
  return typeof value === 'object' && value !== null ? (value as Effect) : {}
}

/** The words of one effect; empty where the act's own name says it all. */
export function effectWords(
  effect: Effect,
  kind: KindView,
  system: SystemView | null,
  { m, locale }: Speaking,
): string {
  const words = m.matter.effects
  switch (effect['effect']) {
    case 'opened':
      return words.moved(stateName(kind, text(effect['state']), locale))
    case 'moved':
      return words.moved(stateName(kind, text(effect['to']), locale))
    case 'wrote': {
      const names = Object.keys(part(effect['fields'])).map((id) => say(fieldOf(kind, id)?.name, locale) || id)
      return names.length === 0 ? '' : words.wrote(names.join('、'))
    }
    case 'assigned':
      return words.assigned(text(effect['lead']))
    case 'part_done':
      return words.part_done(text(effect['unit']))
    case 'clocked':
      return clockWords(effect, kind, { m, locale, now: '' })
    case 'requested': {
      const request = part(effect['request'])
      return effect['request'] === null || effect['request'] === undefined
        ? words.answered
        : words.requested(formatExact(text(request['until'])))
    }
    case 'said_done':
      return words.said_done
    case 'said_verified':
      return words.said_verified
    case 'unsaid':
      return words.unsaid
    case 'progressed':
      return words.progressed(text(effect['percent']))
    case 'quantified': {
      const quantity = kind.quantities.find(({ id }) => id === part(effect['entry'])['quantity'])
      return words.quantified(say(quantity?.name, locale))
    }
    case 'attached':
      return words.attached(text(part(effect['file'])['name']))
    case 'excluded': {
      const measure = text(part(effect['exclusion'])['measure'])
      return words.excluded(say(system?.measures.find(({ id }) => id === measure)?.name, locale) || measure)
    }
    case 'child_changed':
      return ''
    case 'voted':
      return words.voted
    case 'redeclared':
      return words.redeclared(text(effect['declared']))
    default:
      return ''
  }
}

function clockWords(effect: Effect, kind: KindView, { m, locale }: Speaking): string {
  const words = m.matter.effects
  const id = text(effect['deadline'])
  const name = say(kind.deadlines.find((one) => one.id === id)?.name, locale) || id
  const clock = part(effect['clock'])
  const end = text(clock['due']) || text(clock['due_at'])
  if (text(clock['breached_at']) !== '') return words.clock_breached(name)
  if (text(clock['stopped_at']) !== '' || clock['runs'] === 'stopped') return words.clock_stopped(name)
  if (clock['runs'] === 'paused') return words.clock_paused(name)
  return end === '' ? '' : words.clock_due(name, formatExact(end))
}
