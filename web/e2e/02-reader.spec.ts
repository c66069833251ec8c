// The reader: open a figure, see why, correct it and find the correction everywhere; deep links; finding; keys.

import { readFileSync } from 'node:fs'

import { ensureReport, expect, expectAccessible, FIRST_YEAR, SECOND_YEAR, test } from './fixtures'

test('a figure is opened, explained, corrected, and the correction comes back in list and export', async ({ page, request }) => {
  const id = await ensureReport(request, FIRST_YEAR)
  await page.goto(`/#/documents/${id}`)
  await expect(page.getByRole('heading', { name: /工作报告/, level: 1 })).toBeVisible()
  await expectAccessible(page)

  await page.locator('article .mark-fact').first().click()
  const panel = page.getByRole('complementary', { name: '数据' })
  await expect(panel).toContainText('说的是什么')
  await expect(page).toHaveURL(/figure=/)
  await panel.getByRole('button', { name: '显示依据' }).click()
  await expect(panel).toContainText('照原文所写')

  await panel.getByRole('button', { name: '更正', exact: true }).click()
  await panel.getByLabel('说的是什么').fill('核对过的对象')
  await panel.getByRole('button', { name: '保存更正' }).click()
  await expect(panel.getByRole('alert')).toHaveText('请写明更正人')
  await panel.getByLabel('更正人').fill('督查室 林知夏')
  await panel.getByLabel('理由').fill('与原件核对')
  await expectAccessible(page)
  await panel.getByRole('button', { name: '保存更正' }).click()
  await expect(panel).toContainText('已更正')
  await expect(panel).toContainText('督查室 林知夏')

  await page.goto('/#/figures?corrected=true')
  await expect(page.getByRole('row', { name: /核对过的对象/ })).toContainText('已更正')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const exported = readFileSync(await (await download).path(), 'utf8')
  expect(exported).toContain('核对过的对象')
  expect(exported).toContain('督查室 林知夏')
})

test('a promise is marked as none and the mark is withdrawn', async ({ page, request }) => {
  const id = await ensureReport(request, SECOND_YEAR)
  await page.goto(`/#/documents/${id}`)
  await page.locator('article .mark-promise:not(.mark-target):not(.mark-fact)').first().click()
  const panel = page.getByRole('complementary', { name: '承诺' })
  await panel.getByRole('button', { name: '更正', exact: true }).click()
  await panel.getByText('这不是承诺').click()
  await panel.getByLabel('更正人').fill('督查室')
  await panel.getByLabel('理由').fill('只是说明')
  await panel.getByRole('button', { name: '保存更正' }).click()
  await expect(panel).toContainText('已标为非承诺')
  await panel.getByRole('button', { name: '撤回' }).click()
  await panel.getByLabel('理由').fill('看错了')
  await panel.getByRole('button', { name: '撤回' }).click()
  await expect(panel).not.toContainText('已标为非承诺')
})

test('the keyboard alone walks, opens, finds and leaves', async ({ page, request }) => {
  const id = await ensureReport(request, SECOND_YEAR)
  await page.goto(`/#/documents/${id}`)
  await expect(page.locator('article')).toBeVisible()

  await page.keyboard.press('j')
  await expect(page.locator('.is-open').first()).toBeFocused()
  const first = page.url()
  await page.keyboard.press('n')
  expect(page.url()).not.toBe(first)
  await page.keyboard.press('k')
  expect(page.url()).toBe(first)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/figure=|promise=/)

  await page.keyboard.press('/')
  await page.keyboard.type('轴承')
  await expect(page.locator('.found').first()).toBeVisible()
  const count = page.getByRole('search', { name: '在文中查找' }).getByRole('status')
  await expect(count).toHaveText(/^1 \//)
  await page.keyboard.press('Enter')
  await expect(count).toHaveText(/^2 \//)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible()
})

test('a long report opens fast and a deep link shows its item in view', async ({ page, request }) => {
  const id = await ensureReport(request, SECOND_YEAR)
  const figures = (await (await request.get(`/api/v1/figures?document=${id}&size=500`)).json()) as { items: { id: string }[] }
  const late = figures.items[figures.items.length - 5]?.id ?? ''
  const start = Date.now()
  await page.goto(`/#/documents/${id}?figure=${late}`)
  await expect(page.locator('.is-open').first()).toBeInViewport()
  expect(Date.now() - start).toBeLessThan(5_000)
  await expect(page.getByRole('navigation', { name: '目录' }).locator('[aria-current]')).toBeVisible()
})
