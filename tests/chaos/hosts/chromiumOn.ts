import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hosts } from './Host.ts'

/** Playwright starts a file: makes one that starts Chromium on that computer. @param nice its niceness on the machine that all share */
export async function chromiumOn(hosts: Hosts, name: string, folder: string, nice = 0): Promise<string> {
  const file = join(folder, `chromium-${name}`)
  const program = process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium'
  await writeFile(
    file,
    `#!/bin/sh\nexec ${[...hosts.of(name).through, 'nice', '-n', `${nice}`, program].join(' ')} "$@"\n`,
  )
  await chmod(file, 0o755)
  return file
}
