// The lists: each filters, exports and opens sentences.

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

test('the overview shows targets beside results and the share with its definition; an indicator opens', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: /清河区 2026年/ })).toBeVisible()
  await expect(page.getByText(/分子：.*分母：/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('rowheader').getByRole('link', { name: '地区生产总值' }).first().click()
  await expect(page.getByRole('img', { name: /地区生产总值/ })).toBeVisible()
  await expectAccessible(page)
  await page.locator('td.result a').first().click()
  await expect(page.getByRole('complementary', { name: '数据' })).toContainText('地区生产总值')
})
