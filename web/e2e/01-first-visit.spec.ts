// A newcomer: an empty ledger, a first report, a file that cannot be read, a report deleted by mistake.

import { ensureReport, expect, expectAccessible, FIRST_YEAR, sample, SECOND_YEAR, test } from './fixtures'

test('an empty ledger says what to do, and the first report is read from a dropped docx', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '台账还是空的' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '添加第一份报告' }).click()

  await page.setInputFiles('input[type=file]', sample(FIRST_YEAR))
  const log = page.getByRole('log')
  await expect(log).toContainText('已加入')
  await expect(page.getByRole('row', { name: new RegExp(FIRST_YEAR) })).toContainText('清河区')

  await page.setInputFiles('input[type=file]', sample(FIRST_YEAR))
  await expect(log).toContainText('台账里已有这份文件')
  await expectAccessible(page)
})

test('a file that cannot be read says why and what to try, and stops no other', async ({ page }) => {
  await page.goto('/#/documents')
  await page.setInputFiles('input[type=file]', [
    { name: '照片.docx', mimeType: 'application/octet-stream', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]) },
    { name: '短文.txt', mimeType: 'text/plain', buffer: Buffer.from('清河区政府工作报告\n今年新建公园5处。\n') },
  ])
  const log = page.getByRole('log')
  await expect(log.getByRole('listitem').filter({ hasText: '照片.docx' })).toContainText('可以试试')
  await expect(log.getByRole('listitem').filter({ hasText: '短文.txt' })).toContainText('已加入')
})

test('twenty files dropped at once are read one by one, and one summary tells what became of them', async ({ page }) => {
  await page.goto('/#/documents')
  const names = Array.from({ length: 20 }, (_, index) => `街道${index + 1}.txt`)
  const transfer = await page.evaluateHandle((files) => {
    const held = new DataTransfer()
    files.forEach((name, index) => {
      // The fifth is as the third, and the eighth is no text.
      const number = index === 4 ? 3 : index + 1
      const text = `云岭市白石区第${number}街道1999年工作报告\n一、工作安排\n今年新建公园${number}处。\n`
      held.items.add(new File([index === 7 ? new Uint8Array([0x50, 0x4b, 3, 4, 0, 255, 254]) : text], name))
    })
    return held
  }, names)
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer })

  const summary = page.getByRole('status').filter({ hasText: '共 20 份' })
  await expect(summary).toContainText('加入 18 份，台账里已有 1 份，没有加入 1 份', { timeout: 30_000 })
  await expect(summary.getByRole('listitem')).toHaveCount(1)
  await expect(summary.getByRole('listitem')).toContainText('街道8.txt')
  const files = page.getByRole('log').getByRole('listitem')
  await expect(files).toHaveCount(20)
  await expect(files.nth(0)).toContainText('街道1.txt')
  await expect(files.nth(4)).toContainText('台账里已有这份文件')
  await expect(files.nth(7)).toContainText('可以试试')
  await expect(page.getByRole('row', { name: /街道20\.txt/ })).toBeVisible()
  await expectAccessible(page)
})

test('a report is deleted after a question and brought back', async ({ page, request }) => {
  await ensureReport(request, SECOND_YEAR)
  await page.goto('/#/documents')
  const row = page.getByRole('row', { name: new RegExp(SECOND_YEAR) })
  await row.getByRole('button', { name: /^删除/ }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('可以撤销')
  await expectAccessible(page)
  await question.getByRole('button', { name: '删除报告' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(row).toBeVisible()
})
