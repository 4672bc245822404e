import { browserStorage } from '../../browser/storage.ts'

const WORKER = '/service-worker.js'
/** The server is asked this often whether it has a newer client, in milliseconds. */
const ASK_MS = 10 * 60_000

/**
 * Keeps this page in the browser (service-worker/), so that the room's PC shows it before there is a server, and takes a
 * newer one when the room has nothing to do (SPEC 19.1). Without HTTPS that the browser believes in there is no worker:
 * the page then comes from the server alone, as anywhere else.
 */
export class RoomShell {
  readonly #onNewer: (isThere: boolean) => void
  readonly #wasControlled = navigator.serviceWorker.controller !== null
  #registration: ServiceWorkerRegistration | null = null
  #timer: ReturnType<typeof setInterval> | undefined
  #isClosed = false

  /** @param onNewer told when a newer client is here, whole, and waits to be taken */
  constructor(onNewer: (isThere: boolean) => void) {
    this.#onNewer = onNewer
    navigator.serviceWorker.addEventListener('controllerchange', this.#onChange)
    void this.#register()
  }

  static get isPossible(): boolean {
    return import.meta.env.PROD && 'serviceWorker' in navigator && !browserStorage.isRefused()
  }

  /** Changes over to the newer client, by loading the page anew. */
  take(): void {
    this.#registration?.waiting?.postMessage('take')
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#timer)
    navigator.serviceWorker.removeEventListener('controllerchange', this.#onChange)
  }

  async #register(): Promise<void> {
    try {
      const registration = await navigator.serviceWorker.register(WORKER)
      if (this.#isClosed) return
      this.#registration = registration
      registration.addEventListener('updatefound', () => {
        const { installing } = registration
        installing?.addEventListener('statechange', () => this.#look())
      })
      this.#timer = setInterval(() => void registration.update().catch(() => undefined), ASK_MS)
      this.#look()
    } catch {
      // The certificate is one that this browser does not trust, or the server is away: the next start tries again.
    }
  }

  /** A worker that waits beside one that serves the page has a newer client. */
  #look(): void {
    this.#onNewer(this.#registration?.waiting !== null && this.#registration?.active !== null)
  }

  #onChange = (): void => {
    // The first worker of all takes over a page that is its own already.
    if (this.#wasControlled && !this.#isClosed) location.reload()
  }
}
