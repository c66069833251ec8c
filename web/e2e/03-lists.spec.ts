// The lists: each filters, exports and opens sentences.

import { readFileSync } from 'node:fs'

import { ensureReport, expect, expectAccessible, FIRST_YEAR, SECOND_YEAR, test } from './fixtures'

test.beforeEach(async ({ request }) => {
  await ensureReport(request, FIRST_YEAR)
  await ensureReport(request, SECOND_YEAR)
})

test('search finds a two-character word and opens its sentence', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: '搜索全部报告' }).fill('轴承')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/search\?q=/)
  await expect(page.locator('mark.mark-find').first()).toHaveText('轴承')
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const file = readFileSync(await (await saved).path(), 'utf8')
  expect(file.split('\n').filter((line) => line.includes('轴承')).length).toBe(await page.locator('.hits li').count())
  await expectAccessible(page)
  await page.locator('.hits a').first().click()
  await expect(page.locator('.found-now')).toBeInViewport()
  await expect(page.locator('.found-now')).toHaveText('轴承')
})

test('promises are filtered by hardness, and one opens its sentence', async ({ page }) => {
  await page.goto('/#/promises')
  await expect(page.getByText('到时要有结果')).toBeVisible()
  await page.getByRole('button', { name: /争取/ }).click()
  await expect(page).toHaveURL(/hardness=aim/)
  const rows = page.locator('tbody tr')
  await expect(rows.first()).toContainText('争取')
  await expect(page.getByRole('link', { name: 'Excel' })).toHaveAttribute('href', /promises\?hardness=aim&format=xlsx/)
  await expectAccessible(page)
  await rows.first().getByRole('rowheader').getByRole('link').click()
  await expect(page.getByRole('complementary', { name: '承诺' })).toContainText('争取')
  await expect(page.locator('.is-open').first()).toBeInViewport()
})

test('promises are filtered by a field of any report', async ({ page }) => {
  await page.goto('/#/promises')
  await page.getByRole('combobox', { name: '领域' }).click()
  const option = page.getByRole('option').nth(2)
  const [, field, count] = /^(.*) \((\d+)\)$/.exec((await option.textContent())?.trim() ?? '') ?? []
  await option.click()
  await expect(page.getByText(`共 ${count} 条`)).toBeVisible()
  await expect(page.locator('tbody tr').first()).toContainText(field ?? '')
})

test('a number that stands twice in a sentence is marked at its own place', async ({ page, request }) => {
  const text = '云岭市白石区1998年政府工作报告\n一、工作回顾\n云杉镇产值增长7.3%，白桦镇产值增长7.3%。\n'
  await request.post('/api/v1/documents', {
    multipart: { file: { name: '两处.txt', mimeType: 'text/plain', buffer: Buffer.from(text) } },
  })
  await page.goto('/#/figures?query=云杉镇产值')
  const sentences = page.locator('tbody tr .sentence')
  await expect(sentences).toHaveCount(2)
  const marked = sentences.evaluateAll((all) =>
    all.map((one) => {
      const parts = Array.from(one.childNodes, (node) => [node.nodeName === 'MARK', node.textContent?.trim()] as const)
      return parts.map(([isMark, words]) => (isMark ? `[${words}]` : words)).join('')
    }),
  )
  expect(await marked).toEqual(['云杉镇产值增长[7.3%]，白桦镇产值增长7.3%。', '云杉镇产值增长7.3%，白桦镇产值增长[7.3%]。'])
})

test('the overview shows targets beside results and the share with its definition; an indicator opens', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: /清河区 2026年/ })).toBeVisible()
  await expect(page.getByText(/分子：硬度为“结果”的承诺.*分母：/)).toBeVisible()
  await expect(page.getByRole('region', { name: '上一年说的话，做到多少' })).toContainText(/按期兑现.*分子：.*分母：/)
  await expectAccessible(page)
  await page.getByRole('rowheader').getByRole('link', { name: '地区生产总值' }).first().click()
  await expect(page.getByRole('img', { name: /地区生产总值/ })).toBeVisible()
  await expectAccessible(page)
  await page.locator('td.result a').first().click()
  await expect(page.getByRole('complementary', { name: '数据' })).toContainText('地区生产总值')
})
