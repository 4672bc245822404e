import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hosts } from './Host.ts'

/** Playwright starts a file: makes one that starts Chromium on that computer. @param nice its niceness on the machine that all share */
export async function chromiumOn(hosts: Hosts, name: string, folder: string, nice = 0): Promise<string> {
  const file = join(folder, `chromium-${name}`)
  const program = process.env['DIEM_CAU_CHROMIUM'] ?? '/usr/bin/chromium'
  // As root it would give its threads the niceness of a desktop's.
  const givesWay = ['setpriv', '--bounding-set=-sys_nice', '--inh-caps=-sys_nice', 'nice', '-n', `${nice}`]
  const command = [...hosts.of(name).through, ...(nice > 0 ? givesWay : []), program]
  await writeFile(file, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`)
  await chmod(file, 0o755)
  return file
}
