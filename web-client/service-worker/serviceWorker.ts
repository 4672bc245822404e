/**
 * Keeps the page of a meeting room in the browser, so that a PC which boots before server or network shows its own
 * screen and goes on by itself. It knows the files of one build and nothing else: no answer of the API is ever kept.
 */
import { routeOf } from './routeOf.ts'

declare const self: ServiceWorkerGlobalScope

/** `scripts/shellFiles.ts` puts in what was built. `page`: a file that index.html of the same build names. */
declare const BUILT_SHELL: {
  readonly version: string
  readonly files: readonly string[]
  readonly page: string
}

// Named once: the list is put in wherever the name stands.
const shell = BUILT_SHELL
const PREFIX = 'diem-cau-shell-'
const NAME = PREFIX + shell.version
const PAGE = '/'
/** A server that does not answer within so long is not there, in milliseconds. */
const PATIENCE_MS = 4_000
/** Files fetched at once: a weak line is shared with a meeting. */
const AT_ONCE = 4

self.addEventListener('install', (event) => event.waitUntil(keepAll()))

self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

self.addEventListener('message', ({ data }) => {
  if (data === 'take') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  switch (routeOf(request, self.location.origin)) {
    case 'page':
      return event.respondWith(answerPage(request))
    case 'file':
      return event.respondWith(answerFile(request))
    case 'network':
      return
  }
})

/** Keeps every file, or nothing: an installation that fails is tried again by the browser. */
async function keepAll(): Promise<void> {
  const page = await fetch(PAGE, { cache: 'reload', credentials: 'omit' })
  // A server that was updated in between has a page whose files are others.
  if (!page.ok || !(await page.clone().text()).includes(shell.page)) throw new Error('another version')
  const cache = await caches.open(NAME)
  const left = [...shell.files]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let file = left.pop(); file !== undefined; file = left.pop()) {
        if (file.startsWith('/assets/') && (await cache.match(file))) continue
        const answer = await fetch(file, { credentials: 'omit' })
        if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
        await cache.put(file, answer)
      }
    }),
  )
  await cache.put(PAGE, page)
}

/** Lets go of what earlier versions kept: nobody shows them any more. */
async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** Answers with the server's page, which is the newest, and with the kept one while there is no server. */
async function answerPage(request: Request): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS)
  try {
    const answer = await fetch(request, { signal: abort.signal })
    // A proxy in front of a server that is down answers for it.
    if (answer.status < 502 || answer.status > 504) return answer
  } catch {
    // The line or the server is away.
  } finally {
    clearTimeout(timer)
  }
  return (await kept(PAGE)) ?? Response.error()
}

async function answerFile(request: Request): Promise<Response> {
  return (await kept(request.url)) ?? fetch(request)
}

async function kept(url: string): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(url)
}
