// What became of what was promised: scoreboard, threads, comparison, and the check of a draft.

import { readFileSync } from 'node:fs'

import { ensureReport, expect, expectAccessible, FIRST_YEAR, sample, SECOND_YEAR, test } from './fixtures'

const PLACE = '云岭市/清河区'
const NEWSPAPER = 'qinghe-2026-newspaper.pdf'

test.beforeEach(async ({ request }) => {
  await ensureReport(request, FIRST_YEAR)
  await ensureReport(request, SECOND_YEAR)
})

test('the scoreboard tells how its shares are counted, is filtered, and opens both sentences', async ({ page }) => {
  await page.goto(`/#/scoreboard?place=${PLACE}`)
  await expect(page.getByRole('heading', { name: /兑现榜 · 清河区 2025年/ })).toBeVisible()
  const shares = page.getByRole('region', { name: '说到的，做到多少' })
  await expect(shares.getByRole('listitem')).toHaveCount(6)
  await shares.getByText('怎么算').first().click()
  await expect(shares.locator('details[open] p').first()).not.toBeEmpty()
  await expectAccessible(page)

  await page.getByRole('searchbox', { name: '承诺或原句里的字' }).fill('老旧小区')
  await expect(page).toHaveURL(/query=/)
  const row = page.getByRole('row', { name: /老旧小区/ }).first()
  await expect(row).toContainText('部分兑现')
  await row.getByText('依据').click()
  await expect(row).toContainText('规则')
  await expectAccessible(page)
  await expect(page.getByRole('link', { name: 'Excel' })).toHaveAttribute('href', /scoreboard\?.*format=xlsx/)
  await row.locator('td a[href*="documents/"]').last().click()
  await expect(page.locator('article')).toContainText('改造老旧小区11个')

  await page.goto(`/#/scoreboard?place=${PLACE}&class=silent`)
  await expect(page.locator('tbody tr').first()).toContainText(/未提及|未报数/)
  await expect(page.locator('tbody tr', { hasText: /兑现$/ })).toHaveCount(0)
})

test('the newest year has no verdicts yet', async ({ page }) => {
  await page.goto(`/#/scoreboard?place=${PLACE}&year=2026`)
  await expect(page.getByRole('note')).toContainText('尚无后一份报告')
  await expect(page.locator('tbody tr').first()).toContainText('尚无后一份报告')
  await expect(page.locator('.verdict')).toHaveCount(0)
  await expectAccessible(page)
})

test('a verdict is overruled with a reason, shown as such, and the decision withdrawn', async ({ page }) => {
  await page.goto(`/#/scoreboard?place=${PLACE}&query=断头路`)
  const row = page.getByRole('row', { name: /断头路/ }).first()
  await expect(row.locator('.verdict').first()).toBeVisible()
  await row.getByRole('button', { name: /^改判/ }).click()
  const dialog = page.getByRole('dialog', { name: '改判这条结论' })
  await dialog.locator('.el-select').click()
  await page.getByRole('option', { name: '逾期兑现' }).click()
  // The list of verdicts closes with a movement; the page is judged when it stands still.
  await expect(page.getByRole('option', { name: '逾期兑现' })).toBeHidden()
  await dialog.getByLabel('更正人').fill('督查室 林知夏')
  await dialog.getByLabel('理由').fill('现场核实晚于年底')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '保存改判' }).click()
  await expect(row).toContainText('由人改判')
  await expect(row).toContainText('逾期兑现')
  await row.getByText('依据').click()
  await expect(row).toContainText('现场核实晚于年底')
  await row.getByRole('button', { name: '撤回改判' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('看错了日期')
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await expect(row).not.toContainText('由人改判')
})

test('a thread shows its years, is renamed, and gets its name back', async ({ page }) => {
  await page.goto(`/#/threads?place=${PLACE}`)
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: '名称里的字' }).fill('清源大道东延')
  await expect(page).toHaveURL(/query=/)
  await page.getByRole('rowheader', { name: /清源大道东延/ }).getByRole('link').first().click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('清源大道东延')
  const name = (await heading.textContent()) ?? ''
  await expect(page.getByRole('heading', { name: '2025年', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: '2026年', exact: true })).toBeVisible()
  await expect(page.locator('.became .verdict').first()).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: '改名' }).click()
  const dialog = page.getByRole('dialog', { name: '给这条脉络改名' })
  await dialog.getByLabel('新名称').fill('清源大道东延线')
  await dialog.getByLabel('更正人').fill('林知夏')
  await dialog.getByLabel('理由').fill('统一名称')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(heading).toHaveText('清源大道东延线')
  const history = page.locator('.history li').filter({ hasText: '统一名称' })
  await history.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('原名更准')
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await expect(heading).toHaveText(name)
  await expect(page.locator('.history')).toContainText('已撤回')
})

test('a promise in the reader tells what became of it and opens its thread', async ({ page, request }) => {
  const id = await ensureReport(request, FIRST_YEAR)
  const answer = await request.get(`/api/v1/promises?document=${id}&query=老旧小区`)
  const promise = ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? ''
  await page.goto(`/#/documents/${id}?promise=${promise}`)
  const panel = page.getByRole('complementary', { name: '承诺' })
  await expect(panel.getByRole('heading', { name: '后来怎样' })).toBeVisible()
  await panel.getByRole('link', { name: /看脉络/ }).click()
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible()
})

test('a report and the newspaper are compared, what differs first', async ({ page, request }) => {
  const report = await ensureReport(request, SECOND_YEAR)
  const newspaper = await ensureReport(request, NEWSPAPER)
  await page.goto(`/#/compare?a=${report}&b=${newspaper}`)
  const row = page.getByRole('row', { name: /充电桩/ }).first()
  await expect(row).toContainText('912个')
  await expect(row).toContainText('921个')
  await expectAccessible(page)
  await row.getByRole('link', { name: '921个' }).first().click()
  await expect(page.locator('article')).toContainText('充电桩')

  const first = await ensureReport(request, FIRST_YEAR)
  await page.goto(`/#/compare?view=side&documents=${first},${report}`)
  await expect(page.getByRole('columnheader')).toHaveCount(3)
  await expect(page.getByRole('rowheader').first()).toBeVisible()
  await expectAccessible(page)
})

test('a draft is checked, a finding waived, and the commented Word file saved', async ({ page, request }) => {
  test.slow()
  const before = ((await (await request.get('/api/v1/documents')).json()) as { total: number }).total
  await page.goto('/#/check')
  await expect(page.getByText('不存入台账')).toBeVisible()
  await expectAccessible(page)
  const draft = { name: '草稿.ofd', mimeType: 'application/octet-stream', buffer: readFileSync(sample(SECOND_YEAR)) }
  await page.getByLabel('选择草稿').last().setInputFiles(draft)
  const list = page.getByRole('region', { name: '发现的问题' })
  const fault = list.getByRole('listitem').filter({ hasText: /53家/ }).first()
  await expect(fault).toBeVisible()
  await fault.getByRole('button').first().click()
  await expect(fault).toContainText('算出来')
  await expect(page.locator('.mark.now').first()).toBeInViewport()
  await expectAccessible(page)

  await page.keyboard.press('j')
  await expect(list.locator('.finding.open')).toHaveCount(1)
  await page.locator('article .mark').first().click()
  await expect(list.locator('.finding.open')).toBeInViewport()

  await page.goto('/#/check?severity=error')
  await page.getByLabel('选择草稿').last().setInputFiles(draft)
  await expect(list.getByText('疑问', { exact: true })).toHaveCount(0)
  await fault.getByRole('button').first().click()
  await fault.getByRole('button', { name: /^放过/ }).click()
  const dialog = page.getByRole('dialog', { name: '放过这个问题' })
  await dialog.getByLabel('更正人').fill('林知夏')
  await dialog.getByLabel('理由').fill('口径不同')
  await dialog.getByRole('button', { name: '放过' }).click()
  await expect(fault).toContainText('口径不同')
  await fault.getByRole('button', { name: '撤回放过' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('应当改正')
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await expect(fault).not.toContainText('口径不同')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载带批注的 Word' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toMatch(/\.docx$/)
  expect(readFileSync(await saved.path()).subarray(0, 2).toString()).toBe('PK')

  const after = ((await (await request.get('/api/v1/documents')).json()) as { total: number }).total
  expect(after).toBe(before)
})

test('reports that name no place are chosen one by one', async ({ page, request }) => {
  const texts = [
    '2031年政府工作报告\n一、2030年工作回顾\n过去一年，改造道路3条。\n二、2031年工作安排\n今年，新建云杉公园1座，改造老旧小区14个。\n',
    '2032年政府工作报告\n一、2031年工作回顾\n过去一年，新建云杉公园1座，改造老旧小区11个。\n二、2032年工作安排\n今年，改造道路5条。\n',
  ]
  const ids: string[] = []
  for (const [index, text] of texts.entries()) {
    const file = { name: `无地区${index}.txt`, mimeType: 'text/plain', buffer: Buffer.from(text) }
    const answer = await request.post('/api/v1/documents', { multipart: { file } })
    ids.push(((await answer.json()) as { files: { document: { id: string } }[] }).files[0]?.document.id ?? '')
  }
  await page.goto(`/#/scoreboard?documents=${ids.join(',')}`)
  await expect(page.getByRole('row', { name: /老旧小区/ })).toContainText('部分兑现')
  await expectAccessible(page)
  await page.getByRole('link', { name: /^看脉络：.*老旧小区/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('老旧小区')
  await expect(page.locator('.became')).toContainText('部分兑现')
})
