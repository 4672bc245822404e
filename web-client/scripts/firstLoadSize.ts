import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

const Manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).optional() }))

/** The most that the sign-in page may load, in bytes of gzipped script. */
export const FIRST_LOAD_LIMIT = 180_000

export interface FirstLoad {
  readonly files: ReadonlyArray<{ file: string; gzipBytes: number }>
  readonly gzipBytes: number
}

/** Scripts that the sign-in page loads: the entry, the lazy sign-in view, and all their static imports, gzipped. */
export async function firstLoadSize(dist: string): Promise<FirstLoad> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')))
  const wanted = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || wanted.has(chunk.file)) return
    wanted.add(chunk.file)
    chunk.imports?.forEach(visit)
  }
  // The service worker is an entry too, and no part of the page.
  const roots = Object.keys(manifest).filter(
    (key) => key.endsWith('index.html') || key.endsWith('signIn/SignInPage.tsx'),
  )
  if (roots.length < 2) throw new Error(`The sign-in view is not in the manifest: ${roots.join(', ')}`)
  roots.forEach(visit)
  const files = await Promise.all(
    [...wanted]
      .filter((file) => file.endsWith('.js'))
      .map(async (file) => ({ file, gzipBytes: gzipSync(await readFile(join(dist, file)), { level: 9 }).length })),
  )
  return { files, gzipBytes: files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) }
}
