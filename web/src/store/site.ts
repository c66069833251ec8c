// The site: its roster and systems, loaded once, and who acts in this browser until sign-in comes.

import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'

import {
  loadRoster,
  loadSystem,
  loadSystems,
  type ActorRef,
  type KindView,
  type Roster,
  type SystemBrief,
  type SystemView,
} from '@/api/matters'
import { asProblem, type ApiProblem } from '@/api/problem'
import { useSettings } from '@/store/settings'

export const useSite = defineStore('site', () => {
  const settings = useSettings()
  const roster = shallowRef<Roster | null>(null)
  const systems = shallowRef<SystemBrief[]>([])
  const problem = shallowRef<ApiProblem | null>(null)
  const isLoaded = ref(false)
  const views = shallowReactive(new Map<string, SystemView>())
  const asked = new Set<string>()

  async function load(): Promise<void> {
    try {
      const [people, known] = await Promise.all([loadRoster(), loadSystems()])
      roster.value = people
      systems.value = known.items
      problem.value = null
    } catch (thrown) {
      problem.value = asProblem(thrown)
    } finally {
      isLoaded.value = true
    }
  }

  /** A system's declaration; none until it has come. Asking for it loads it. */
  function system(id: string): SystemView | null {
    const found = views.get(id)
    if (found === undefined && !asked.has(id)) {
      asked.add(id)
      loadSystem(id)
        .then((view) => views.set(id, view))
        .catch((thrown: unknown) => {
          asked.delete(id)
          problem.value = asProblem(thrown)
        })
    }
    return found ?? null
  }

  /** A kind's declaration; none until it has come. */
  function kind(id: string): KindView | null {
    const view = system(id.split('.')[0] ?? id)
    return view?.kinds.find((one) => one.id === id) ?? null
  }

  const posts = computed(() => roster.value?.posts ?? [])
  /** The chosen post; the first one that somebody holds where none was chosen or it is gone. */
  const post = computed(() => {
    const chosen = posts.value.find(({ id }) => id === settings.post)
    return chosen ?? posts.value.find(({ person }) => person !== null) ?? posts.value[0] ?? null
  })
  const actor = computed<ActorRef>(() => ({ person: post.value?.person ?? '', post: post.value?.id ?? '' }))

  /** A post in words: its unit and name, with who holds it. */
  function postName(id: string): string {
    const found = posts.value.find((one) => one.id === id)
    return found === undefined ? id : `${found.unit} ${found.name}`
  }

  return { roster, systems, problem, isLoaded, load, system, kind, posts, post, actor, postName }
})
