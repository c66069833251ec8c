// Matters, their systems, measures and imports: every question that the screens of the loops ask.

import { acceptLanguage, API_ROOT } from './client'
import { networkProblem, problemOf } from './problem'
import type { PromiseItem } from './types'

export interface Words {
  zh: string
  en: string
}

export interface SystemBrief {
  id: string
  name: Words
  purpose: Words
  version: number
  effective: string
  kinds: { id: string; name: Words }[]
  counts: { open: number; late: number }
}

export interface RegisterRow {
  key: string
  name: Words
  from: string
  until: string | null
  texts: Record<string, string>
  amounts: Record<string, { number: string; unit: string }>
}

export interface SystemView {
  id: string
  name: Words
  purpose: Words
  version: number
  effective: string
  follows: string[]
  roles: { id: string; name: Words; side: string }[]
  kinds: KindView[]
  measures: MeasureHead[]
  registers: { id: string; name: Words; rows: RegisterRow[] }[]
}

export type StateKind = 'open' | 'paused' | 'done' | 'void'

export interface FieldView {
  id: string
  name: Words
  help: Words | null
  type: string
  required: boolean
  sensitive: boolean
  longest: number | null
  scale: number | null
  unit: string | null
  choices: { id: string; name: Words }[] | null
  register: string | null
  kind: string | null
}

export interface ActView {
  id: string
  name: Words
  does: string
  from: string[]
  to: string | null
  who: string[]
  needs: string[]
  may: string[]
  reason: boolean
  files: number
  says: 'done' | 'verified' | null
}

export interface StateView {
  id: string
  name: Words
  kind: StateKind
  owner: string | null
}

export interface KindView {
  id: string
  name: Words
  number: string
  title: string
  fields: FieldView[]
  states: StateView[]
  acts: ActView[]
  deadlines: { id: string; name: Words; extends: boolean; runs_in: string[] }[]
  joint: { mode: string; percent: string | null } | null
  roll_up: { of: string[]; mode: string; weight: string | null } | null
  stages: { id: string; name: Words; states: string[] }[]
  quantities: { id: string; name: Words; unit: string; scale: number }[]
  poll: { candidates: string; standing?: string | null; places: string; electors: string } | null
  duplicates: { place: string; metres: number; same: string[]; days: number } | null
  transfers: { act: string; to: string }[]
  view: {
    columns: string[]
    filters: string[]
    board: string[]
    map: string | null
    class: string | null
    area: string | null
    lists: { id: string; name: Words; states: string[] }[]
    import_key: string[]
  }
}

export interface ClockView {
  deadline: string
  runs: 'running' | 'paused' | 'stopped'
  due: string
  started_at: string
  left: { amount: number; unit: string; text: Words } | null
  provisional: boolean
  warned: number
  breached_at: string | null
  stopped_at: string | null
}

export interface Origin {
  from: 'promise' | 'matter' | 'import'
  document?: string
  promise?: string
  matter?: string
  act?: string
  table?: string
  key?: string
}

export interface MatterItem {
  id: string
  kind: string
  system: string
  number: string
  title: string
  state: string
  state_kind: StateKind
  lead: string | null
  class: string | null
  area: string | null
  parent: string | null
  due: ClockView | null
  late: boolean
  is_verified: boolean
  progress: string | null
  urged: number
  supervised: number
  opened_at: string
  entered_at: string
  closed_at: string | null
  place: { longitude: string; latitude: string } | null
  fields: Record<string, string>
  quantities: Amounted[]
  origin: Origin | null
  revision: number
}

export interface Actor {
  person: string
  post: string
  unit: string
}

export interface FileView {
  content: string
  name: string
  media: string
  size: number
  image: boolean
}

export interface Amounted {
  stage: string | null
  quantity: string
  year: number | null
  planned: string | null
  actual: string | null
}

export interface MatterView extends MatterItem {
  declared: number
  joint: { unit: string; share: string | null; done_at: string | null }[]
  clocks: ClockView[]
  children: MatterItem[]
  parent_item: MatterItem | null
  request: { deadline: string; until: string; by: Actor; at: string; reason: string | null } | null
  done: { by: Actor; at: string } | null
  verified: { by: Actor; at: string } | null
  files: FileView[]
  exclusions: { measure: string; reason: string; by: Actor; approver: string; at: string }[]
  ballots: { deputy: string; choices: string[] }[]
  rounds: { ballots: { deputy: string; choices: string[] }[]; elected: string[]; tied: string[] }[]
  author: Actor
  /** The words that it was made of, where it comes from a promise. */
  quote: string | null
}

export interface HistoryStep {
  sequence: number
  at: string
  act: string
  by: Actor
  reason: string | null
  effects: Record<string, unknown>[]
}

export interface Refusal {
  code: string
  sentence: Words
  allows: Words
  about: string | null
}

export interface Offer {
  act: string
  missing: { what: string; about: string | null }[]
  refusal: Refusal | null
}

export interface ListPage<T> {
  items: T[]
  page: number
  size: number
  total: number
  more: boolean
}

export interface WorkGroup {
  id: string
  items: MatterItem[]
  total: number
}

export interface Roster {
  units: { name: string; kind: string; parent: string | null }[]
  posts: { id: string; name: string; unit: string; roles: string[]; person: string | null }[]
}

export interface MeasureHead {
  id: string
  system: string
  kind: string
  name: Words
  numerator_words: Words
  denominator_words: Words | null
  exclusions_words: Words
  unit: string
  scale: number
  metric: string | null
  group: Words | null
  version: number
}

export interface Counted {
  value: string | null
  numerator: string
  denominator: string | null
}

export interface Measured extends MeasureHead, Counted {
  rows: number
  excluded: { rows: number; numerator: string; denominator: string | null }
  with_excluded: Counted
  parts: (Counted & { part: string | null; rows: number })[]
  from: string
  until: string
  as_of: string
}

export interface MeasuredRow extends MatterItem {
  numerator: string
  denominator: string | null
  exclusion: { reason: string; approver: string } | null
}

export interface RowError {
  row: number
  column: string | null
  message: string
  hint: string | null
}

export interface ImportPreview {
  id: string
  kind: string
  columns: { heading: string; field: string | null }[]
  rows: number
  sample: Record<string, string>[]
  errors: RowError[]
  error_count: number
  new: number
  changed: number
  same: number
}

export interface ImportState {
  id: string
  state: 'previewed' | 'running' | 'done' | 'failed'
  rows: number
  done: number
  new: number
  changed: number
  same: number
  refused: number
  errors: RowError[]
}

export interface SiteMap {
  geojson: object
  review_number: string
  title: string
}

/** Who acts: a person on a post. */
export interface ActorRef {
  person: string
  post: string
}

/** What an act may carry; only what the act takes is sent. */
export interface ActBody {
  fields?: Record<string, string>
  reason?: string
  files?: { content: string; name: string }[]
  lead?: string
  joint?: { unit: string; share?: string }[]
  extension?: { deadline: string; until: string }
  progress?: string
  quantities?: Amounted[]
  exclusion?: { measure: string; approver: string }
  choices?: string[]
}

export interface OpenBody extends ActBody {
  kind: string
  act?: string
  parent?: string
  origin?: Origin
  actor: ActorRef
}

/** The task of a promise, as lists of promises show it. */
export interface TaskBrief {
  id: string
  kind: string
  number: string
  state: string
  state_kind: StateKind
  late: boolean
  verified: boolean
  due: string | null
  lamp: 'green' | 'blue' | 'amber' | 'red' | 'grey'
}

/** A promise with its task, where it has one. */
export type Promised = PromiseItem & { task?: TaskBrief | null }

/** What the overview says of the newest report's promises and their tasks. */
export interface TaskCounts {
  promises: number
  with_task: number
  verified: number
  in_time: number
  due_soon: number
  late: number
}

export interface NewTask {
  promise: string
  fields: Record<string, string>
  lead: string
  joint?: { unit: string }[]
}

export interface MadeTask {
  promise: string
  matter: MatterItem | null
  created: boolean
  problem: { title: string; detail?: string | null; hint?: string | null } | null
}

type Query = Record<string, string | number | undefined>

function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') words.set(key, String(value))
  }
  const asked = words.toString()
  return `${API_ROOT}${path}${asked === '' ? '' : `?${asked}`}`
}

async function call<T>(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const isForm = body instanceof FormData
  const response = await fetch(url, {
    method,
    headers: {
      'Accept-Language': acceptLanguage(),
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : isForm ? body : JSON.stringify(body),
  }).catch(() => {
    throw networkProblem()
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(answer, response.status)
  return answer as T
}

const get = <T>(path: string, query?: Query): Promise<T> => call<T>('GET', address(path, query))
const post = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
  call<T>('POST', address(path), body, headers)

/** A key that makes sending twice the same as sending once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const loadSystems = (): Promise<{ items: SystemBrief[] }> => get('/systems')
export const loadSystem = (id: string): Promise<SystemView> => get(`/systems/${encodeURIComponent(id)}`)
export const loadRoster = (): Promise<Roster> => get('/roster')
export const loadMap = (): Promise<SiteMap> => get('/map')
export const loadMatters = (query: Query): Promise<ListPage<MatterItem>> => get('/matters', query)
export const loadMatter = (id: string, asking: string): Promise<MatterView> => get(`/matters/${id}`, { post: asking })
export const loadHistory = (id: string, asking: string): Promise<{ items: HistoryStep[] }> =>
  get(`/matters/${id}/history`, { post: asking })
export const loadOffers = (id: string, actor: ActorRef): Promise<{ items: Offer[] }> =>
  get(`/matters/${id}/offers`, { post: actor.post, person: actor.person })
export const loadNear = (query: Query): Promise<{ items: (MatterItem & { metres: number })[] }> =>
  get('/matters/near', query)
export const loadWork = (asking: string): Promise<{ groups: WorkGroup[]; as_of: string }> =>
  get('/work', { post: asking })
export const loadMeasures = (query: Query): Promise<{ items: Measured[]; as_of: string }> => get('/measures', query)
export const loadMeasureRows = (system: string, id: string, query: Query): Promise<ListPage<MeasuredRow>> =>
  get(`/measures/${system}/${id}/rows`, query)

/** Opens a matter; the same key twice opens one. */
export const openMatter = (body: OpenBody, key: string): Promise<{ matter: MatterView }> =>
  post('/matters', body, { 'Idempotency-Key': key })

/** Does an act on the revision that was looked at. */
export const doAct = (
  id: string,
  body: ActBody & { act: string; expected: number; actor: ActorRef },
): Promise<{ matter: MatterView }> => post(`/matters/${id}/acts`, body)

/** Makes tasks of a report's promises in one step. */
export const makeTasks = (
  document: string,
  body: { kind: string; tasks: NewTask[]; actor: ActorRef },
): Promise<{ items: MadeTask[] }> => post(`/documents/${document}/tasks`, body)

/** Keeps a file; the answer names it by its content. */
export function keepFile(file: File): Promise<FileView> {
  const form = new FormData()
  form.append('file', file)
  return post('/files', form)
}

/** Reads a table and says what an import would do. */
export function previewImport(kind: string, file: File, actor: ActorRef): Promise<ImportPreview> {
  const form = new FormData()
  form.append('kind', kind)
  form.append('post', actor.post)
  form.append('person', actor.person)
  form.append('file', file)
  return post('/imports', form)
}
export const runImport = (id: string): Promise<unknown> => post(`/imports/${id}/run`, {})
export const loadImport = (id: string): Promise<ImportState> => get(`/imports/${id}`)

/** Where a kept file can be downloaded, and shown where it is an image. */
export function fileLink(file: FileView): string {
  return address(`/files/${file.content}`, { name: file.name })
}
export function previewLink(file: FileView): string {
  return address(`/files/${file.content}/preview`)
}
