// Requests whose answers are described by the types beside them: same origin, same language, same problems as the
// typed client's.

import { acceptLanguage, API_ROOT } from './client'
import { networkProblem, problemOf } from './problem'

/** Query parameters; empty and absent ones are left out, a list is sent as several. */
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** Asks for JSON below the API's root. */
export async function ask<T>(path: string, query: Query = {}): Promise<T> {
  return (await answer(path + search(query), {})).json() as Promise<T>
}

/** Sends JSON and gives the answer's. */
export async function tell<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'Content-Type': 'application/json' }
  return (await answer(path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<T>
}

/** Sends a form, such as one with a file; the answer may be of any kind. */
export function sendForm(path: string, form: FormData): Promise<Response> {
  return answer(path, { method: 'POST', body: form })
}

function search(query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) {
      if (one !== undefined && one !== '') parameters.append(name, String(one))
    }
  }
  const written = parameters.toString()
  return written === '' ? '' : `?${written}`
}

async function answer(path: string, request: RequestInit): Promise<Response> {
  const headers = { ...request.headers, 'Accept-Language': acceptLanguage() }
  const response = await fetch(API_ROOT + path, { ...request, headers }).catch(() => {
    throw networkProblem()
  })
  if (response.ok) return response
  throw problemOf(await response.json().catch(() => null), response.status)
}
