// What the journeys of the loops share: who acts, what is asked of the API directly to come to a starting point, and
// small files.

import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test'

/** Posts of the invented district's roster, by what they are in the journeys. */
export const POSTS = {
  centre: 'centre_operator',
  collector: 'collector_east',
  dispatcher: 'dispatch_operator',
  works: 'municipal_works',
  supervision: 'supervision_officer',
  education: 'education',
  office: 'office_livelihood',
  congress: 'congress_office',
} as const

/** One white point. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)

interface Post {
  id: string
  person: string | null
}

/** Becomes a post: what the switcher in the head does, without clicking through it each time. */
export async function actAs(page: Page, post: string): Promise<void> {
  await page.evaluate((id) => localStorage.setItem('duixian.post', JSON.stringify(id)), post)
  await page.reload()
  await expect(page.locator('.role')).toBeVisible()
}

/** Who holds a post today, as acts name it. */
export async function actorOf(request: APIRequestContext, post: string): Promise<{ person: string; post: string }> {
  const answer = await request.get('/api/v1/roster')
  const { posts } = (await answer.json()) as { posts: Post[] }
  return { person: posts.find(({ id }) => id === post)?.person ?? '', post }
}

interface Matter {
  id: string
  revision: number
  state: string
}

/** Opens a matter past the screens. */
export async function openMatter(
  request: APIRequestContext,
  post: string,
  body: Record<string, unknown>,
): Promise<Matter> {
  const answer = await request.post('/api/v1/matters', { data: { ...body, actor: await actorOf(request, post) } })
  expect(answer.status(), await answer.text()).toBe(201)
  return ((await answer.json()) as { matter: Matter }).matter
}

/** Does an act past the screens, on the newest revision. */
export async function act(
  request: APIRequestContext,
  post: string,
  id: string,
  name: string,
  body: Record<string, unknown> = {},
): Promise<Matter> {
  const found = (await (await request.get(`/api/v1/matters/${id}`)).json()) as Matter
  const answer = await request.post(`/api/v1/matters/${id}/acts`, {
    data: { act: name, expected: found.revision, actor: await actorOf(request, post), ...body },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  return ((await answer.json()) as { matter: Matter }).matter
}

/** Opens an act's form on a matter's page, lets `fill` fill it in, and does it. */
export async function doAct(page: Page, name: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  await page.locator('.act-button', { hasText: name }).first().click()
  const form = page.getByRole('form', { name })
  await fill?.(form)
  await form.getByRole('button', { name, exact: true }).click()
  await expect(page.getByText(`已${name}`)).toBeVisible()
}

/** Chooses an option of a select by its label. */
export async function choose(page: Page, inside: Locator, label: string, option: string): Promise<void> {
  await inside.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Attaches a picture in a form. */
export async function attach(form: Locator, name: string): Promise<void> {
  await form.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: PICTURE })
  await expect(form.getByText(name)).toBeVisible()
}
