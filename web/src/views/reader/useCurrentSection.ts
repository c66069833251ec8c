// Which section stands at the top of the window, followed while the page is scrolled.

import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** A paragraph counts as reached when its top has passed this line, in pixels from the top of the window. */
const READING_LINE = 150

export function useCurrentSection(openings: () => { paragraph: number; section: number }[]): Ref<number> {
  const current = ref(-1)
  let frame = 0

  function measure(): void {
    frame = 0
    let reached = -1
    for (const { paragraph, section } of openings()) {
      const element = document.getElementById(`paragraph-${paragraph}`)
      if (element === null || element.getBoundingClientRect().top > READING_LINE) break
      reached = section
    }
    current.value = reached
  }
  function scrolled(): void {
    if (frame === 0) frame = requestAnimationFrame(measure)
  }

  onMounted(() => {
    window.addEventListener('scroll', scrolled, { passive: true })
    scrolled()
  })
  onBeforeUnmount(() => {
    window.removeEventListener('scroll', scrolled)
    cancelAnimationFrame(frame)
  })
  return current
}
