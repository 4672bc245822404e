import type { Store } from './openStore.ts'
import { readMeta } from './storeMeta.ts'

/** A server may go on so long with data that are about to be replaced. */
export const WATCH_MS = 1000

/** Tells once when the data of a store are replaced, or held, by a command beside the server. */
export class StoreWatch {
  readonly #timer: NodeJS.Timeout

  constructor(store: Store, onReplaced: () => void) {
    let asking = false
    const look = async () => {
      if (asking) return
      asking = true
      const meta = await readMeta(store.db, store.dialect).catch(() => null)
      asking = false
      // A store that does not answer at the moment is not one that was replaced.
      if (meta === null || (meta.held === null && meta.generation === store.generation)) return
      this.close()
      onReplaced()
    }
    this.#timer = setInterval(() => void look(), WATCH_MS).unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
