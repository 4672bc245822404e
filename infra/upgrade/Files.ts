import { copyFile, cp, mkdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { root } from '../bootstrap/paths.mjs'
import { buildWebClient } from '../start/buildWebClient.ts'
import { bundleServer } from '../start/bundleServer.ts'
import type { Which } from './replaceNode.ts'
import { UpgradeStopped } from './Words.ts'

/** The files that a process is started from. */
export type Files = {
  /** Puts one of the two versions in place; fine when it is there. The other one stays beside it. */
  readonly put: (as: Which) => Promise<void>
}

/**
 * An installation of folders side by side, of which a link names the one in use (`/opt/diem-cau/current`).
 * @throws UpgradeStopped when the link or the folder is not there
 */
export async function linkedFiles(link: string, to: string): Promise<Files> {
  const former = await readlink(link).catch(() => null)
  if (former === null)
    throw new UpgradeStopped({
      vi: `${link} không phải là liên kết tới phiên bản đang dùng.`,
      en: `${link} is not a link to the version in use.`,
    })
  if (!existsSync(to)) throw new UpgradeStopped({ vi: `Không có thư mục ${to}.`, en: `There is no folder ${to}.` })
  const targets = { before: former, next: resolve(to) }
  return {
    put: async (as) => {
      if ((await readlink(link)) === targets[as]) return
      const draft = join(dirname(link), `.${basename(link)}-${process.pid}`)
      await rm(draft, { force: true })
      await symlink(targets[as], draft)
      // A rename takes the place of the link in one step: no moment has none.
      await rename(draft, link)
    },
  }
}

const SERVERS = ['sfu', 'signaling'] as const

/** A checkout whose servers and pages are in `dist`: what is there now is kept beside, and the sources are built in its place. */
export async function checkoutFiles(): Promise<Files> {
  const inUse = (name: string) => join(root, name, 'dist', 'main.mjs')
  const kept = (name: string) => join(root, name, 'dist', 'before', 'main.mjs')
  const pages = join(root, 'web-client', 'dist')
  const keptPages = join(root, 'signaling', 'dist', 'before', 'pages')
  await rm(keptPages, { recursive: true, force: true })
  if (existsSync(pages)) await cp(pages, keptPages, { recursive: true })
  for (const name of SERVERS) {
    if (!existsSync(inUse(name))) continue
    await mkdir(dirname(kept(name)), { recursive: true })
    await copyFile(inUse(name), kept(name))
  }
  return {
    put: async (as) => {
      if (as === 'next') await buildWebClient()
      else {
        const put = `${pages}.put-back`
        await cp(keptPages, put, { recursive: true })
        await rename(pages, `${pages}.taken-back`)
        await rename(put, pages)
        await rm(`${pages}.taken-back`, { recursive: true, force: true })
      }
      for (const name of SERVERS) {
        if (as === 'next') await bundleServer(name)
        else {
          await copyFile(kept(name), `${inUse(name)}.new`)
          await rename(`${inUse(name)}.new`, inUse(name))
          // Whoever starts next shall not take it for what the sources are.
          await rm(join(root, name, 'dist', '.diem-cau-sources'), { force: true })
        }
      }
    },
  }
}
