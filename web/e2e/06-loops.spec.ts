// The loops: a case from the street to its close, a promise to its verified task, a vote; what is refused and why.

import { ensureReport, expect, expectAccessible, SECOND_YEAR, test } from './fixtures'
import { act, actAs, attach, choose, doAct, openMatter, POSTS } from './loops'

test('a city case is filed, dispatched, handled, verified on the spot and closed', async ({ page }) => {
  test.slow()
  await page.goto('/#/systems/city_management')
  await actAs(page, POSTS.centre)
  await page.getByRole('button', { name: '新建案卷' }).click()
  const dialog = page.getByRole('dialog', { name: '新建案卷' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '受理', exact: true }).last().click()
  await expect(dialog.getByRole('alert')).toContainText('还缺')
  await dialog.getByRole('textbox', { name: /问题描述/ }).fill('兴业三路南侧路灯不亮')
  await choose(page, dialog, '问题来源', '热线转办')
  await choose(page, dialog, '问题类别', '路灯不亮、损坏')
  await dialog.getByRole('textbox', { name: '坐标 经度' }).fill('102.241007')
  await dialog.getByRole('textbox', { name: '坐标 纬度' }).fill('40.021141')
  await choose(page, dialog, '所在街道（镇）', '东堤街道')
  await dialog.getByRole('button', { name: '受理', exact: true }).last().click()

  await expect(page.getByRole('heading', { level: 1, name: '兴业三路南侧路灯不亮' })).toBeVisible()
  await expectAccessible(page)
  await doAct(page, '立案')
  await actAs(page, POSTS.dispatcher)
  await doAct(page, '派遣', (form) => choose(page, form, '牵头单位', '区市政设施管护中心'))
  await actAs(page, POSTS.works)
  await doAct(page, '接收任务')
  await doAct(page, '反馈处置完成', async (form) => {
    await form.getByRole('textbox', { name: /处置情况/ }).fill('更换灯头一只，已恢复照明')
    await attach(form, '修复后.png')
  })
  await actAs(page, POSTS.dispatcher)
  await doAct(page, '提请核查')
  // The dispatcher may not verify, and is told what would allow it.
  await page.getByText(/^现在不能办/).click()
  await expect(page.locator('.refusals')).toContainText('核查通过')
  await actAs(page, POSTS.collector)
  await doAct(page, '核查通过', (form) => attach(form, '复核.png'))
  await actAs(page, POSTS.centre)
  await doAct(page, '结案')

  await expect(page.locator('.matter-head')).toContainText('已核查')
  await expect(page.locator('.matter-head')).toContainText('结案')
  const history = page.locator('.slip', { has: page.getByRole('heading', { name: /^经过/ }) })
  await expect(history)
    .toContainText('更换灯头')
    .catch(() => expect(history).toContainText('反馈处置完成'))
  await page.getByRole('button', { name: '查看图片：修复后.png' }).click()
  await expect(page.getByRole('dialog').getByRole('img', { name: '修复后.png' })).toBeVisible()
  await expectAccessible(page)
})

test('a second case at the same place is shown before it is filed', async ({ page, request }) => {
  const fields = { title: '学府路井盖破损', source: 'hotline', kind: '', place: '102.198000,40.048000' }
  const classes = (await (await request.get('/api/v1/systems/city_management')).json()) as {
    kinds: { view: { class: string } }[]
    registers: { rows: { key: string; name: { zh: string } }[] }[]
  }
  const row = classes.registers[0]!.rows[0]!
  const filed = {
    title: fields.title,
    source: fields.source,
    place: fields.place,
    [classes.kinds[0]!.view.class]: row.key,
  }
  await openMatter(request, POSTS.centre, { kind: 'city_management', act: 'register', fields: filed })
  await page.goto('/#/systems/city_management')
  await actAs(page, POSTS.centre)
  await page.getByRole('button', { name: '新建案卷' }).click()
  const dialog = page.getByRole('dialog', { name: '新建案卷' })
  await choose(page, dialog, '问题类别', row.name.zh)
  await dialog.getByRole('textbox', { name: '坐标 经度' }).fill('102.198050')
  await dialog.getByRole('textbox', { name: '坐标 纬度' }).fill('40.048010')
  await expect(dialog.getByRole('status').filter({ hasText: '附近已有' })).toContainText('学府路井盖破损')
  await expectAccessible(page)
})

test('a promise becomes a task in one step and is verified by another unit', async ({ page, request }) => {
  test.slow()
  const id = await ensureReport(request, SECOND_YEAR)
  await page.goto('/')
  await actAs(page, POSTS.supervision)
  await page.getByRole('link', { name: /把承诺变成任务|看承诺与任务/ }).click()
  await expect(page).toHaveURL(new RegExp(`/tasks/${id}`))
  await page.getByRole('checkbox', { name: /^选择/ }).first().check()
  await page.getByLabel('给所选的都填').selectOption('区教育和体育局')
  await expectAccessible(page)
  await page.getByRole('button', { name: '生成 1 件任务' }).click()
  await expect(page.getByText('已生成 1 件')).toBeVisible()
  await page.locator('.number-link').first().click()

  await expect(page.getByText('政府工作报告承诺')).toBeVisible()
  await expect(page.getByRole('link', { name: '打开原句 →' })).toHaveAttribute(
    'href',
    new RegExp(`/documents/${id}\\?promise=`),
  )
  await actAs(page, POSTS.education)
  await doAct(page, '签收')
  await doAct(page, '报结', async (form) => {
    await form.getByRole('textbox', { name: /办理结果/ }).fill('已按期完成')
    await attach(form, '验收.png')
  })
  await expect(page.locator('.truths')).toContainText('区教育和体育局')
  await expect(page.locator('.act-button', { hasText: '核查通过销号' })).toHaveCount(0)
  await actAs(page, POSTS.supervision)
  await doAct(page, '核查通过销号', async (form) => {
    await choose(page, form, '核查方式', '实地核查')
    await form.getByRole('textbox', { name: /核查意见/ }).fill('属实')
  })
  await expect(page.locator('.matter-head')).toContainText('已核查')
  await page.goto('/')
  const strip = page.getByRole('region', { name: '承诺办到哪一步' })
  await expect(strip).toContainText('已核查 1')
  await expectAccessible(page)
})

test('two people act on one matter: the second is told and loses nothing', async ({ page, request }) => {
  const fields = { title: '会前整理问题清单', due_on: '2027-06-30' }
  const task = await openMatter(request, POSTS.supervision, {
    kind: 'supervision',
    act: 'issue',
    fields,
    lead: '区教育和体育局',
  })
  await act(request, POSTS.education, task.id, 'accept')
  // Without the stream of changes the page cannot know.
  await page.route('**/api/v1/live', (route) => route.abort())
  await page.goto(`/#/matters/${task.id}`)
  await actAs(page, POSTS.supervision)
  await page.locator('.act-button', { hasText: '催办' }).click()
  const form = page.getByRole('form', { name: '催办' })
  await form.getByRole('textbox', { name: '理由' }).fill('临近会期')
  await act(request, POSTS.education, task.id, 'report', { fields: { situation: '已完成一半' } })
  await form.getByRole('button', { name: '催办', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('刚才有人改动了这件事')
  await form.getByRole('button', { name: '重新读取' }).click()
  await expect(page.getByText('已完成一半')).toBeVisible()
  await expect(form.getByRole('textbox', { name: '理由' })).toHaveValue('临近会期')
  await form.getByRole('button', { name: '催办', exact: true }).click()
  await expect(page.getByText('已催办')).toBeVisible()
})

test('deputies vote by name, and the page counts them against all deputies', async ({ page, request }) => {
  test.slow()
  const vote = await openMatter(request, POSTS.congress, {
    kind: 'livelihood.vote',
    act: 'prepare',
    fields: { title: '民生实事项目票决', places: '2', electors: '5' },
  })
  const sifted = {
    need: '群众建议集中',
    content: '新建',
    standard: '建成并投入使用',
    promised: '1',
    proposed_lead: '区民政局',
  }
  const nominated = { due_on: '2027-12-20', budget: '120.50', opinion: '同意提请票决' }
  for (const title of ['新建社区食堂10处', '新增普惠托位380个', '改造老旧小区9个']) {
    const item = await openMatter(request, POSTS.office, {
      kind: 'livelihood',
      act: 'collect',
      parent: vote.id,
      fields: { title },
    })
    await act(request, POSTS.office, item.id, 'sift', { fields: sifted })
    await act(request, POSTS.office, item.id, 'nominate', { fields: nominated })
  }
  await act(request, POSTS.congress, vote.id, 'start_voting', { fields: { held_on: '2026-11-20' } })

  await page.goto(`/#/matters/${vote.id}`)
  await actAs(page, 'deputy_05')
  await doAct(page, '投票', async (form) => {
    await form.getByRole('checkbox', { name: '新建社区食堂10处' }).check()
    await form.getByRole('checkbox', { name: '改造老旧小区9个' }).check()
    await expect(form.getByRole('checkbox', { name: '新增普惠托位380个' })).toBeDisabled()
  })
  await expect(page.getByText('已投 1 票，代表共 5 名')).toBeVisible()
  await expect(page.getByRole('row', { name: /新建社区食堂/ })).toContainText('1')
  await expectAccessible(page)
})
