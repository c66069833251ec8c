// The one way to the server: typed from its own OpenAPI description, same origin only.

import createClient, { type Middleware } from 'openapi-fetch'

import type { Locale } from '@/format/value'

import { networkProblem, problemOf } from './problem'
import type { paths } from './schema'

/** Where the API stands on the server that served this page. */
export const API_ROOT = '/api/v1'

let language: Locale = 'zh'

/** Sets the language of problems and of column names in exports. */
export function setApiLanguage(locale: Locale): void {
  language = locale
}

/** The `Accept-Language` of every request. */
export function acceptLanguage(): string {
  return language === 'zh' ? 'zh-CN, zh;q=0.9, en;q=0.5' : 'en, zh-CN;q=0.5'
}

const languageHeader: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', acceptLanguage())
    return request
  },
}

/** The typed client. */
export const client = createClient<paths>({ baseUrl: '' })
client.use(languageHeader)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The JSON of an answer, or the problem thrown. Exports as CSV and Excel are links and never come this way. */
export async function dataOf<T>(answer: Promise<Answer<T>>): Promise<Exclude<T, string | number[]>> {
  const { data, error, response } = await answer.catch(() => {
    throw networkProblem()
  })
  if (error !== undefined || !response.ok) throw problemOf(error, response.status)
  return data as Exclude<T, string | number[]>
}
