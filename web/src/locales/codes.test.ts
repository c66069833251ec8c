// Every code of the program has its words in both languages.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { CHECKS, DECISIONS, OUTCOME_HELP, OUTCOME_OF, OUTCOMES, STAGES, VERDICTS } from './verdicts'

function source(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8')
}

/** The codes that a Rust file gives by `Self::Name => "code"`. */
function codesOf(path: string): string[] {
  return Array.from(source(path).matchAll(/Self::\w+ => "([a-z_-]+)"/g), ([, code]) => code as string)
}

describe('the words of codes', () => {
  it('are there for every verdict', () => {
    const codes = codesOf('crates/duixian-threads/src/verdict/mod.rs')
    expect(codes.length).toBeGreaterThan(10)
    expect(Object.keys(VERDICTS)).toEqual(expect.arrayContaining(codes))
    const names = source('crates/duixian-threads/src/verdict/mod.rs').matchAll(/Self::\w+ => \("(.+)", "(.+)"\)/g)
    expect(Object.values(VERDICTS)).toEqual(Array.from(names, ([, zh, en]) => [zh, en]))
    expect(Object.keys(OUTCOME_OF).sort()).toEqual(Object.keys(VERDICTS).sort())
  })

  it('are there for every stage, in the order of the scale', () => {
    const [, stages] = /^([\s\S]*)\n\[words\]/.exec(source('codebook/threads.toml')) ?? []
    const codes = Array.from((stages ?? '').matchAll(/^code = "(\w+)"/gm), ([, code]) => code)
    expect(codes.length).toBeGreaterThan(4)
    expect(Object.keys(STAGES)).toEqual(codes)
  })

  it('are there for every check', () => {
    const checks = source('crates/duixian-threads/src/check/relation.rs')
    const [, body] = /impl Code \{([\s\S]*?)\n\}\n/.exec(checks) ?? []
    const codes = Array.from((body ?? '').matchAll(/Self::\w+ => "([a-z-]+)"/g), ([, code]) => code)
    expect(codes.length).toBeGreaterThan(15)
    expect(Object.keys(CHECKS)).toEqual(expect.arrayContaining(codes))
  })

  it('are there for every decision', () => {
    const kinds = Array.from(
      source('crates/duixian-ledger/src/decision.rs').matchAll(/Self::\w+ \{ \.\. \} => "([a-z.]+)"/g),
      ([, kind]) => kind,
    )
    expect(kinds.length).toBeGreaterThan(4)
    expect(Object.keys(DECISIONS)).toEqual(expect.arrayContaining(kinds))
  })

  it('are never empty, and classes have their help', () => {
    for (const table of [CHECKS, DECISIONS, OUTCOMES, OUTCOME_HELP, STAGES, VERDICTS]) {
      for (const words of Object.values(table)) expect(words.every((word) => word !== '')).toBe(true)
    }
    expect(Object.keys(OUTCOME_HELP)).toEqual(Object.keys(OUTCOMES))
    for (const outcome of Object.values(OUTCOME_OF)) expect(Object.keys(OUTCOMES)).toContain(outcome)
  })
})
