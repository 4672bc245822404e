import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(m?js|css|html|svg|json)$/
/** The smallest file that is compressed, in bytes: in a smaller one the headers weigh more than what is saved. */
const MIN_BYTES = 1024

/** Writes .gz and .br beside every built text file, so that the server never compresses at run time. */
export function precompress(): Plugin {
  let outDir = 'dist'
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      const entries = await readdir(outDir, { recursive: true })
      await Promise.all(entries.filter((name) => compressible.test(name)).map((name) => compress(join(outDir, name))))
    },
  }
}

async function compress(file: string): Promise<void> {
  if ((await stat(file)).size < MIN_BYTES) return
  const bytes = await readFile(file)
  const [gz, br] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ])
  await Promise.all([writeFile(`${file}.gz`, gz), writeFile(`${file}.br`, br)])
}
