// What went wrong with a request, in words that can be shown: RFC 9457 problems and lost connections alike.

import type { components } from './schema'

type ProblemBody = components['schemas']['Problem']

/** A request that failed. `title` and `hint` come from the server in the chosen language. */
export class ApiProblem extends Error {
  constructor(
    /** What failed. */
    readonly title: string,
    /** What was found, if more is known. */
    readonly detail: string | null,
    /** What to try. */
    readonly hint: string | null,
    /** The closed code of the problem; `network` where no answer came. */
    readonly code: string,
    readonly status: number,
  ) {
    super(detail === null ? title : `${title}: ${detail}`)
    this.name = 'ApiProblem'
  }
}

/** Makes a problem of an answer's body; a body that is no problem still gives one. */
export function problemOf(body: unknown, status: number): ApiProblem {
  if (!isProblem(body)) return new ApiProblem('', null, null, 'unexpected', status)
  return new ApiProblem(body.title, body.detail ?? null, body.hint ?? null, body.code, body.status)
}

/** A request that got no answer. */
export function networkProblem(): ApiProblem {
  return new ApiProblem('', null, null, 'network', 0)
}

/** The problem behind whatever was thrown. */
export function asProblem(thrown: unknown): ApiProblem {
  return thrown instanceof ApiProblem ? thrown : networkProblem()
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'title' in body && 'code' in body
}
