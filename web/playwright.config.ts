// Browser tests against the real binary: an empty ledger in a temporary folder, on a free port, on Debian's Chromium.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { defineConfig } from '@playwright/test'

// Every worker reads this file again and must come to the same values, so the first reading leaves them in the
// environment.
const PRINT_FREE_PORT =
  "const s=require('net').createServer();s.listen(0,'127.0.0.1',()=>{process.stdout.write(String(s.address().port));s.close()})"
process.env['DUIXIAN_E2E_PORT'] ??= execFileSync(process.execPath, ['-e', PRINT_FREE_PORT], { encoding: 'utf8' })
if (process.env['DUIXIAN_E2E_DATA'] === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-e2e-'))
  // The invented district's roster and map: somebody must be there to act.
  cpSync(fileURLToPath(new URL('../samples/site', import.meta.url)), join(folder, 'site'), { recursive: true })
  process.env['DUIXIAN_E2E_DATA'] = folder
}

const port = process.env['DUIXIAN_E2E_PORT']
const data = process.env['DUIXIAN_E2E_DATA']
const binary = process.env['DUIXIAN_BIN'] ?? fileURLToPath(new URL('../target/debug/duixian', import.meta.url))
const origin = `http://127.0.0.1:${port}`

export default defineConfig({
  testDir: 'e2e',
  globalTeardown: './e2e/teardown.ts',
  outputDir: 'test-results',
  // The journeys share one ledger and are told in order.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: origin,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 860 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `"${binary}" serve --data "${data}" --port ${port}`,
    url: `${origin}/api/v1/health`,
    timeout: 60_000,
  },
})
