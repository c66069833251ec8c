// The pages. A hash router needs nothing of the server, and each page is loaded when it is first opened.

import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'

import type { Messages } from '@/locales'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name in the window's title. */
    title?: (messages: Messages) => string
    /** Whether the page takes all the width there is: lists of work. */
    wide?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'overview',
    component: () => import('@/views/overview/index.vue'),
    meta: { title: (m) => m.overview.title },
  },
  {
    path: '/documents',
    name: 'documents',
    component: () => import('@/views/documents/index.vue'),
    meta: { title: (m) => m.documents.title },
  },
  {
    path: '/documents/:id',
    name: 'reader',
    component: () => import('@/views/reader/index.vue'),
    meta: { title: (m) => m.reader.title },
  },
  {
    path: '/figures',
    name: 'figures',
    component: () => import('@/views/figures/index.vue'),
    meta: { title: (m) => m.figures.title },
  },
  {
    path: '/promises',
    name: 'promises',
    component: () => import('@/views/promises/index.vue'),
    meta: { title: (m) => m.promises.title },
  },
  {
    path: '/indicators',
    name: 'indicators',
    component: () => import('@/views/indicators/index.vue'),
    meta: { title: (m) => m.indicators.title },
  },
  {
    path: '/indicators/:code',
    name: 'indicator',
    component: () => import('@/views/indicators/indicator.vue'),
    meta: { title: (m) => m.indicators.title },
  },
  {
    path: '/scoreboard',
    name: 'scoreboard',
    component: () => import('@/views/scoreboard/index.vue'),
    meta: { title: (m) => m.scoreboard.title },
  },
  {
    path: '/threads',
    name: 'threads',
    component: () => import('@/views/threads/index.vue'),
    meta: { title: (m) => m.threads.title },
  },
  {
    path: '/threads/:id',
    name: 'thread',
    component: () => import('@/views/threads/thread.vue'),
    meta: { title: (m) => m.threads.title },
  },
  {
    path: '/compare',
    name: 'compare',
    component: () => import('@/views/compare/index.vue'),
    meta: { title: (m) => m.compare.title },
  },
  {
    path: '/check',
    name: 'check',
    component: () => import('@/views/check/index.vue'),
    meta: { title: (m) => m.check.title },
  },
  {
    path: '/work',
    name: 'work',
    component: () => import('@/views/work/index.vue'),
    meta: { title: (m) => m.work.title, wide: true },
  },
  {
    path: '/systems/:id',
    name: 'system',
    component: () => import('@/views/systems/index.vue'),
    meta: { title: (m) => m.menu.systems, wide: true },
  },
  {
    path: '/matters/:id',
    name: 'matter',
    component: () => import('@/views/matters/index.vue'),
    meta: { title: (m) => m.matter.title, wide: true },
  },
  {
    path: '/measures/:system',
    name: 'measures',
    component: () => import('@/views/measures/index.vue'),
    meta: { title: (m) => m.menu.measures, wide: true },
  },
  {
    path: '/import/:kind',
    name: 'import',
    component: () => import('@/views/import/index.vue'),
    meta: { title: (m) => m.menu.import, wide: true },
  },
  {
    path: '/tasks/:document',
    name: 'tasks',
    component: () => import('@/views/tasks/index.vue'),
    meta: { title: (m) => m.tasks.title, wide: true },
  },
  {
    path: '/search',
    name: 'search',
    component: () => import('@/views/search/index.vue'),
    meta: { title: (m) => m.search.title },
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    component: () => import('@/views/not-found/index.vue'),
    meta: { title: (m) => m.errors.pageNotFound },
  },
]

export const router = createRouter({
  history: createWebHashHistory(),
  routes,
  scrollBehavior(to, from, saved) {
    if (saved !== null) return saved
    // The reader scrolls to its open item by itself.
    return to.path === from.path ? false : { top: 0 }
  },
})
