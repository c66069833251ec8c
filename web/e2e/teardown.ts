// Removes the journeys' ledger.

import { rmSync } from 'node:fs'

export default function removeLedger(): void {
  const data = process.env['DUIXIAN_E2E_DATA']
  if (data !== undefined) rmSync(data, { recursive: true, force: true })
}
