import type { Claimed, Leases } from './Leases.ts'
import type { Announcement, Presence } from './Presence.ts'

/** The directory of one machine without Redis: all who share it live in one process. */
export class LocalDirectory {
  readonly #held = new Map<string, { readonly processId: string; readonly fence: number }>()
  readonly #present = new Map<string, Map<string, unknown>>()
  #fence = 0

  /** Gives the leases as one process sees them. */
  leases(processId: string): Leases {
    return {
      claim: async (name, _onLost, ended): Promise<Claimed> => {
        const held = this.#held.get(name)
        if (held && held.processId !== processId && held.processId !== ended)
          return { kind: 'elsewhere', holder: held.processId }
        const mine = held?.processId === processId ? held : { processId, fence: (this.#fence += 1) }
        this.#held.set(name, mine)
        const release = async () => void (this.#held.get(name) === mine && this.#held.delete(name))
        return { kind: 'held', lease: { fence: mine.fence, release } }
      },
      holderOf: async (name) => this.#held.get(name)?.processId ?? null,
    }
  }

  presence<Entry>(kind: string): Presence<Entry> {
    const present = (this.#present.get(kind) ?? new Map<string, Entry>()) as Map<string, Entry>
    this.#present.set(kind, present)
    return {
      announce: async (id, entry): Promise<Announcement<Entry>> => {
        present.set(id, entry)
        return { update: (changed) => void present.set(id, changed), leave: async () => void present.delete(id) }
      },
      list: async () => new Map(present),
    }
  }
}
