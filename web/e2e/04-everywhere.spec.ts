// Every page: in English, on a telephone, and for people who cannot use a mouse.

import { ensureReport, expect, expectAccessible, expectNoSidewaysScroll, FIRST_YEAR, SECOND_YEAR, test } from './fixtures'

test('the language is switched and kept', async ({ page, request }) => {
  await ensureReport(request, SECOND_YEAR)
  await page.goto('/')
  await page.getByRole('button', { name: 'Switch to English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Share of hard promises' })).toBeVisible()
  for (const path of ['documents', 'figures', 'promises', 'indicators', 'search', 'scoreboard', 'threads', 'compare', 'check']) {
    await page.goto(`/#/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
  }
})

test('every page fits a width of 390 pixels', async ({ page, request }) => {
  test.slow()
  const id = await ensureReport(request, FIRST_YEAR)
  await page.setViewportSize({ width: 390, height: 844 })
  const later = await ensureReport(request, SECOND_YEAR)
  const paths = ['', 'documents', `documents/${id}`, 'figures', 'promises', 'indicators', 'indicators/gdp', 'search?q=轴承']
  paths.push('scoreboard?place=云岭市/清河区', 'threads?place=云岭市/清河区', `compare?a=${id}&b=${later}`, 'check')
  paths.push(`compare?view=side&documents=${id},${later}`)
  for (const path of paths) {
    await page.goto(`/#/${path}`)
    await expect(page.locator('h1')).toBeVisible()
    await expect(page.getByText('正在读取')).toHaveCount(0)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  }
  await page.goto(`/#/documents/${id}`)
  await page.locator('article .mark-fact').first().click()
  await expect(page.getByRole('complementary', { name: '数据' })).toBeInViewport()
  await expect(page.locator('.is-open').first()).toBeInViewport()
})
