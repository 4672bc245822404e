import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

const WORKER = 'service-worker.js'
const NAME = 'BUILT_SHELL'
/** What a meeting room shows: its own page, and meetings. */
const PAGES = /\/src\/(main\.tsx|features\/room\/RoomPage\.tsx|features\/meeting\/MeetingPage\.tsx)$/
const PUBLIC = ['/before.js', '/favicon.svg']
/** Letters that Vietnamese and English need. */
const FONT = /-(vietnamese|latin)-.*\.woff2$/

type Bundle = Rolldown.OutputBundle

/** Builds the service worker, and tells it the files that a meeting room needs without a server. */
export function shellFiles(): Plugin {
  return {
    name: 'shell-files',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'service-worker/serviceWorker.ts', fileName: WORKER })
    },
    generateBundle: {
      // Later than vite's own, which takes out chunks that had nothing but styles.
      order: 'post',
      handler: (_options, bundle) => {
        const worker = bundle[WORKER]
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} was not built`)
        if (worker.imports.length > 0)
          throw new Error(`${WORKER} must be one file: it imports ${worker.imports.join()}`)
        const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file !== worker)
        if (!entry) throw new Error('the page has no script')
        const files = [...filesOf(bundle).map((file) => `/${file}`), ...PUBLIC].toSorted()
        const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16)
        worker.code = worker.code.replaceAll(NAME, JSON.stringify({ version, files, page: entry.fileName }))
      },
    },
  }
}

/** The pages' scripts with all that these import at once, the texts, their styles, and fonts. */
function filesOf(bundle: Bundle): string[] {
  const found = new Set<string>()
  const add = (name: string, isDeep: boolean) => {
    const file = bundle[name]
    if (file?.type !== 'chunk' || found.has(name)) return
    found.add(name)
    for (const style of file.viteMetadata?.importedCss ?? []) if (style in bundle) found.add(style)
    for (const one of file.imports) add(one, isDeep)
    if (isDeep) for (const one of file.dynamicImports) add(one, isDeep)
  }
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  // The page itself leads to every other page by its routes, so of its script only what comes at once is kept.
  for (const { fileName, isEntry } of chunks) if (isEntry && fileName !== WORKER) add(fileName, false)
  for (const { fileName, facadeModuleId } of chunks) {
    const id = facadeModuleId ?? ''
    if (PAGES.test(id)) add(fileName, !id.endsWith('/main.tsx'))
    if (/\/src\/locales\/(vi|en)\/.*\.json$/.test(id) || id.endsWith('/src/api/client/answers.ts')) add(fileName, false)
  }
  for (const name of Object.keys(bundle)) if (FONT.test(name)) found.add(name)
  return [...found]
}
