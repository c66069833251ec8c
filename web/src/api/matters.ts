// Matters, their systems, measures and imports: every question that the screens of the loops ask.

import { API_ROOT, client, dataOf } from './client'
import type { components } from './schema'

type Bodies = components['schemas']

/** A body as the server sends it: every field is there, absent values are null. */
type Sent<T> = T extends (infer One)[]
  ? Sent<One>[]
  : T extends object
    ? { [K in keyof T]-?: Sent<Exclude<T[K], undefined>> }
    : T

export type Words = Bodies['Words']
export type SystemBrief = Sent<Bodies['SystemBrief']>
export type SystemView = Sent<Bodies['SystemView']>
export type KindView = Sent<Bodies['KindView']>
export type FieldView = Sent<Bodies['FieldView']>
export type StateView = Sent<Bodies['StateView']>
export type ActView = Sent<Bodies['ActView']>
export type ClockView = Sent<Bodies['ClockView']>
export type MatterItem = Sent<Bodies['MatterItem']>
export type MatterView = Sent<Bodies['MatterView']>
export type NearItem = Sent<Bodies['NearItem']>
export type FileView = Sent<Bodies['FileView']>
export type Amounted = Sent<Bodies['QuantityEntry']>
export type HistoryStep = Sent<Bodies['HappenedView']>
export type Offer = Sent<Bodies['OfferView']>
export type WorkGroup = Sent<Bodies['WorkGroup']>
export type Roster = Sent<Bodies['RosterView']>
export type SiteMap = Sent<Bodies['MapView']>
export type MeasureHead = Sent<Bodies['MeasureHead']>
export type Measured = Sent<Bodies['Measured']>
export type Counted = Pick<Sent<Bodies['RatioView']>, 'value' | 'numerator' | 'denominator'>
export type MeasuredRow = Sent<Bodies['MeasuredRow']>
export type MadeTask = Sent<Bodies['TaskView']>
export type TaskBrief = Sent<Bodies['TaskBrief']>
export type TaskCounts = Sent<Bodies['TaskCounts']>

export type RowError = Sent<Bodies['ImportError']>
export type ImportPreview = Sent<Bodies['ImportPreview']>
export type ImportState = Sent<Bodies['ImportState']>

/** Who acts: a person on a post. */
export type ActorRef = Required<Bodies['ActorInput']>

/** What an act may carry; only what the act takes is sent. */
export type ActBody = Omit<Bodies['ActInput'], 'act' | 'actor' | 'expected'>

/** One page of a list that is counted up to a bound. */
export interface ListPage<T> {
  items: T[]
  page: number
  size: number
  total: number
  more: boolean
}

/** Filters as the address holds them; the server checks every one and answers with a problem. */
type Query = Record<string, string | number | undefined>

/** A query without what was left empty. */
function asked(query: Query): object {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''))
}

/** A key that makes sending twice the same as sending once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const loadSystems = (): Promise<{ items: SystemBrief[] }> => sent(client.GET('/api/v1/systems'))
export const loadSystem = (id: string): Promise<SystemView> =>
  sent(client.GET('/api/v1/systems/{id}', { params: { path: { id } } }))
export const loadRoster = (): Promise<Roster> => sent(client.GET('/api/v1/roster'))
export const loadMap = (): Promise<SiteMap> => sent(client.GET('/api/v1/map'))

export const loadMatters = (query: Query): Promise<ListPage<MatterItem>> =>
  sent(client.GET('/api/v1/matters', { params: { query: asked(query) } }))

/** A matter as a post sees it: sensitive fields are masked for those who neither handle nor judge it. */
export const loadMatter = (id: string, post: string): Promise<MatterView> =>
  sent(client.GET('/api/v1/matters/{id}', { params: { path: { id }, query: asked({ post }) } }))

export const loadHistory = (id: string, post: string): Promise<{ items: HistoryStep[] }> =>
  sent(client.GET('/api/v1/matters/{id}/history', { params: { path: { id }, query: asked({ post }) } }))

export const loadOffers = (id: string, actor: ActorRef): Promise<{ items: Offer[] }> =>
  sent(client.GET('/api/v1/matters/{id}/offers', { params: { path: { id }, query: asked({ ...actor }) } }))

/** What a kind takes for likely duplicates of something at a place. */
export const loadNear = (query: {
  kind: string
  longitude: string
  latitude: string
  class: string
}): Promise<{ items: NearItem[] }> =>
  sent(client.GET('/api/v1/matters/near', { params: { query: asked(query) as typeof query } }))

export const loadWork = (post: string): Promise<{ groups: WorkGroup[]; as_of: string }> =>
  sent(client.GET('/api/v1/work', { params: { query: { post } } }))

export const loadMeasures = (query: {
  system: string
  from: string
  until: string
}): Promise<{ items: Measured[]; as_of: string }> => sent(client.GET('/api/v1/measures', { params: { query } }))

export const loadMeasureRows = (system: string, id: string, query: Query): Promise<ListPage<MeasuredRow>> =>
  sent(client.GET('/api/v1/measures/{system}/{id}/rows', { params: { path: { system, id }, query: asked(query) } }))

/** Opens a matter; the same key twice opens one. */
export const openMatter = (body: Bodies['OpenInput'], key: string): Promise<{ matter: MatterView }> =>
  sent(client.POST('/api/v1/matters', { params: { header: { 'Idempotency-Key': key } }, body }))

/** Does an act on the revision that was looked at. */
export const doAct = (id: string, body: Bodies['ActInput']): Promise<{ matter: MatterView }> =>
  sent(client.POST('/api/v1/matters/{id}/acts', { params: { path: { id } }, body }))

/** Makes tasks of a report's promises in one step. */
export const makeTasks = (document: string, body: Bodies['TasksInput']): Promise<{ items: MadeTask[] }> =>
  sent(client.POST('/api/v1/documents/{id}/tasks', { params: { path: { id: document } }, body }))

/** An answer as it was sent: the description leaves out that absent values are null and not missing. */
async function sent<T>(answer: Parameters<typeof dataOf>[0]): Promise<T> {
  return (await dataOf(answer)) as T
}

/** What a form asks, as the body the browser sends: it sets the boundary itself. */
function form(parts: Record<string, string | File>): never {
  const filled = new FormData()
  for (const [name, part] of Object.entries(parts)) filled.append(name, part)
  return filled as never
}

/** Keeps a file; the answer names it by its content. */
export const keepFile = (file: File): Promise<FileView> => sent(client.POST('/api/v1/files', { body: form({ file }) }))

/** Reads a table and says what an import would do. */
export const previewImport = (kind: string, file: File, { person, post }: ActorRef): Promise<ImportPreview> =>
  sent(client.POST('/api/v1/imports', { body: form({ kind, post, person, file }) }))

export const runImport = (id: string): Promise<ImportState> =>
  sent(client.POST('/api/v1/imports/{id}/run', { params: { path: { id } } }))
export const loadImport = (id: string): Promise<ImportState> =>
  sent(client.GET('/api/v1/imports/{id}', { params: { path: { id } } }))

/** Where a kept file can be downloaded, and shown where it is an image. */
export function fileLink(file: FileView): string {
  return `${API_ROOT}/files/${file.content}?name=${encodeURIComponent(file.name)}`
}
export function previewLink(file: FileView): string {
  return `${API_ROOT}/files/${file.content}/preview`
}
