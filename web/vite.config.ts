import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vitest/config'

// Government desktops run old Chromium: 79 is built for, 83 and later are promised.
const OLDEST_BROWSER = 'chrome79'

export default defineConfig({
  base: './',
  plugins: [
    vue(),
    components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: OLDEST_BROWSER,
    cssTarget: OLDEST_BROWSER,
    // Inlined data: URLs would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': process.env['DUIXIAN_API'] ?? 'http://127.0.0.1:8700' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
