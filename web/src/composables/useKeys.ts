// The keys of a page. They rest while somebody types and leave every browser shortcut alone.

import { onBeforeUnmount, onMounted } from 'vue'

export type KeyActions = Partial<Record<string, () => void>>

export function useKeys(actions: KeyActions): void {
  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key !== 'Escape' && isTyping(event.target)) return
    if (event.key === 'Enter' && isActing(event.target)) return
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  }
  onMounted(() => document.addEventListener('keydown', pressed))
  onBeforeUnmount(() => document.removeEventListener('keydown', pressed))
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Enter belongs to the link or button that it is pressed on. */
function isActing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button') !== null
}
