import { cp, readFile } from 'node:fs/promises'
import { dirname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const home = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
/** Character maps, fonts that papers may leave out, and decoders of rare pictures. */
const folders = ['cmaps', 'standard_fonts', 'wasm', 'iccs']

/** Serves what pdf.js fetches by itself from this site. The folder's name has the version: what it holds never changes. */
export function pdfFiles(): Plugin {
  let outDir = 'dist'
  let folder = ''
  return {
    name: 'pdf-files',
    async configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
      const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
      folder = `assets/pdfjs-${version}`
    },
    // The files are copied before precompress looks for files.
    async writeBundle() {
      // No WebAssembly: the content security policy would forbid it, and the scripts beside it do the same.
      for (const name of folders)
        await cp(join(home, name), join(outDir, folder, name), {
          recursive: true,
          filter: (path) => !path.endsWith('.wasm') && !path.includes('quickjs'),
        })
    },
    configureServer(server) {
      server.middlewares.use(`/${folder}`, (request, response, next) => {
        const file = join(home, normalize(decodeURIComponent(request.url ?? '/')))
        readFile(file).then(
          (content) =>
            response
              .setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
              .end(content),
          () => next(),
        )
      })
    },
  }
}
