// Working with lists: my work by keyboard, an import twice, measures to the rows behind them, the map, English, telephone.

import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures'
import { act, actAs, openMatter, POSTS } from './loops'

const TASKS = [
  '清单序号,任务事项,牵头单位,办结时限',
  'E-01,新建第二小学综合楼,区教育和体育局,2027-06-30',
  'E-02,新改建农村公路40公里,区交通运输局,2027-09-30',
  'E-03,整治排水口12处,区水务局,年底',
].join('\n')

test('a table is imported with its faults named, and a second time nothing changes', async ({ page }) => {
  await page.goto('/#/import/supervision')
  await actAs(page, POSTS.supervision)
  const table = { name: '任务表.csv', mimeType: 'text/csv', buffer: Buffer.from(TASKS) }
  await page.setInputFiles('input[type=file]', table)
  await expect(page.getByRole('row', { name: /年底/ }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: '核对' })).toContainText('2 新增')
  await expectAccessible(page)
  await page.getByRole('button', { name: '跳过有问题的，导入 2 行' }).click()
  await expect(page.getByText('导入完成')).toBeVisible()
  await page.getByRole('button', { name: '另选一张表' }).click()
  await page.setInputFiles('input[type=file]', table)
  await expect(page.getByRole('region', { name: '核对' })).toContainText('2 不变')
  await expect(page.getByText('没有可导入的变化。')).toBeVisible()
  await page.getByRole('link', { name: /^回到/ }).click()
  await expect(page.getByRole('link', { name: '新建第二小学综合楼' })).toBeVisible()
  await expectAccessible(page)
})

test('my work is walked through by keyboard', async ({ page, request }) => {
  for (const title of ['键盘任务甲', '键盘任务乙']) {
    const fields = { title, due_on: '2027-06-30' }
    await openMatter(request, POSTS.supervision, { kind: 'supervision', act: 'issue', fields, lead: '区水务局' })
  }
  await page.goto('/#/work')
  await actAs(page, 'water')
  await expect(page.locator('.work-row').first()).toBeVisible()
  await expectAccessible(page)
  const first = await page.locator('.work-row.is-current .matter-title').textContent()
  await page.keyboard.press('j')
  await expect(page.locator('.work-row.is-current .matter-title')).not.toHaveText(first ?? '')
  await page.keyboard.press('k')
  await expect(page.locator('.work-row.is-current .matter-title')).toHaveText(first ?? '')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('heading', { level: 1, name: first ?? '' })).toBeVisible()
  await expect(page.getByRole('form')).toBeVisible()
})

test('changes of others arrive by themselves', async ({ page, request }) => {
  const fields = { title: '实时更新任务', due_on: '2027-06-30' }
  const task = await openMatter(request, POSTS.supervision, {
    kind: 'supervision',
    act: 'issue',
    fields,
    lead: '区教育和体育局',
  })
  await page.goto(`/#/matters/${task.id}`)
  await expect(page.locator('.matter-head')).toContainText('待签收')
  await act(request, POSTS.education, task.id, 'accept')
  await expect(page.locator('.matter-head')).toContainText('办理中')
})

test('a measure tells how it is counted and opens the matters behind it', async ({ page, request }) => {
  const fields = { title: '指标任务', due_on: '2027-06-30' }
  await openMatter(request, POSTS.supervision, { kind: 'supervision', act: 'issue', fields, lead: '区教育和体育局' })
  await page.goto('/#/measures/supervision')
  await expect(page.locator('.measure').first()).toBeVisible()
  for (const word of ['分子', '剔除', '截至']) await expect(page.locator('.measure').first()).toContainText(word)
  await expectAccessible(page)
  await page.getByRole('button', { name: '本月' }).click()
  await expect(page).toHaveURL(/from=/)
  await page.locator('.measure .value button').first().click()
  const rows = page.getByRole('dialog')
  await expect(rows).toContainText('背后的事项')
  await rows.getByRole('button', { name: '已剔除' }).click()
  await expect(rows.getByText('正在读取')).toHaveCount(0)
  await expectAccessible(page)
})

test('the map shows its review number; without a map there is a plain grid', async ({ page, request }) => {
  const system = (await (await request.get('/api/v1/systems/city_management')).json()) as {
    kinds: { view: { class: string } }[]
    registers: { rows: { key: string }[] }[]
  }
  const type = { [system.kinds[0]!.view.class]: system.registers[0]!.rows[0]!.key }
  const fields = { title: '地图上的案卷', source: 'hotline', place: '102.192500,40.047900', ...type }
  await openMatter(request, POSTS.centre, { kind: 'city_management', act: 'register', fields })
  await page.goto('/#/systems/city_management?tab=map')
  await expect(page.getByText(/审图号/)).toBeVisible()
  await expect(page.getByRole('img', { name: /个点的位置/ })).toBeVisible()
  await expectAccessible(page)
  await page.route('**/api/v1/map', (route) =>
    route.fulfill({ status: 404, json: { code: 'map_not_found', title: '', status: 404 } }),
  )
  await page.reload()
  await expect(page.getByText('没有地图：按经纬度画点')).toBeVisible()
  await page.getByRole('link', { name: '地图上的案卷' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '地图上的案卷' })).toBeVisible()
})

test('every page of the loops in English and on a telephone', async ({ page, request }) => {
  test.slow()
  const fields = { title: '英文任务', due_on: '2027-06-30' }
  const task = await openMatter(request, POSTS.supervision, {
    kind: 'supervision',
    act: 'issue',
    fields,
    lead: '区教育和体育局',
  })
  const paths = ['work', `matters/${task.id}`, 'import/projects', 'measures/projects']
  for (const system of ['supervision', 'city_management', 'projects', 'livelihood']) {
    paths.push(`systems/${system}`, `systems/${system}?tab=board`, `systems/${system}?tab=timeline`)
  }
  await page.goto('/#/work')
  await page.evaluate(() => localStorage.setItem('duixian.locale', '"en"'))
  await actAs(page, POSTS.education)
  for (const path of paths) {
    await page.goto(`/#/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('Reading…')).toHaveCount(0)
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.evaluate(() => localStorage.setItem('duixian.locale', '"zh"'))
  await page.reload()
  for (const path of paths) {
    await page.goto(`/#/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('正在读取')).toHaveCount(0)
    await expectNoSidewaysScroll(page)
  }
})
