import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../infra/bootstrap/paths.mjs'
import { runStep } from '../../infra/bootstrap/runStep.mjs'
import { withLock } from '../../infra/bootstrap/withLock.mjs'

/** systemd alone on top of the smallest Debian there is: fewer packages than any server has. */
const PACKAGES = 'systemd,systemd-sysv'

/** A bare Debian 12 as a folder, made once and kept in the cache. It is copied before use. */
export async function debianRoot(): Promise<string> {
  const folder = join(cacheDir(), 'debian-12-bare')
  await withLock('debian-root', async () => {
    if (existsSync(folder)) return
    const draft = `${folder}.new`
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(cacheDir(), { recursive: true })
    await runStep({
      name: 'debootstrap',
      what: 'making a bare Debian 12',
      usually: '1-3 min',
      command: 'debootstrap',
      args: ['--variant=minbase', `--include=${PACKAGES}`, 'bookworm', draft],
      progress: /^I: .*/m,
      ifItFails: 'Check that this machine reaches a Debian mirror (apt-get update), then run the same command again.',
    })
    renameSync(draft, folder)
  })
  return folder
}
