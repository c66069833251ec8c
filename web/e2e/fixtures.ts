// What every journey shares: a page that may only talk to this machine and must log no error, the sample reports, and
// the accessibility check.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type APIRequestContext, type Page } from '@playwright/test'

/** A file of the invented district. */
export function sample(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url))
}

export const FIRST_YEAR = 'qinghe-2025.docx'
export const SECOND_YEAR = 'qinghe-2026.ofd'

interface UploadAnswer {
  files: { status: string; document: { id: string } }[]
}

/** Sees that a sample is in the ledger; gives its id. The same file twice is one report. */
export async function ensureReport(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.post('/api/v1/documents', {
    multipart: { file: { name, mimeType: 'application/octet-stream', buffer: readFileSync(sample(name)) } },
  })
  expect(answer.ok()).toBe(true)
  const { files } = (await answer.json()) as UploadAnswer
  return files[0]?.document.id ?? ''
}

/** Nothing serious for people who use the page in another way than by sight and mouse. */
export async function expectAccessible(page: Page): Promise<void> {
  // A dialog that still fades in has other contrasts than it will have.
  await page.waitForTimeout(400)
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((moving) => moving.playState !== 'running' || moving.effect?.getComputedTiming().iterations === Infinity),
  )
  // The paragraphs of a report are all made alike; the first dozen stand for them.
  const { violations } = await new AxeBuilder({ page }).exclude('article > :nth-child(n+13)').analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  expect(told).toEqual([])
}

/** The page itself never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(over).toBeLessThanOrEqual(0)
}

export const test = base.extend<{ guarded: void }>({
  guarded: [
    async ({ page, baseURL }, use) => {
      const strangers: string[] = []
      const errors: string[] = []
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(baseURL ?? '') && !/^(data|blob|about):/.test(url)) strangers.push(url)
      })
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A refused request is told by the page itself; everything else is an error of ours.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
      })
      await use()
      expect(strangers, 'no request leaves the machine').toEqual([])
      expect(errors, 'the console stays quiet').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
