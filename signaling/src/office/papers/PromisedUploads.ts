import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { MeetingError } from '@diem-cau/signaling-contract'

/** The office's own data needs this much of the disk too, in bytes. */
const KEEP_FREE = 1024 ** 3

/** Uploads of one person at a time: a folder of papers is sent together. */
const MOST_AT_ONCE = 20

/** An upload that nobody went on with for so long gives way to what its owner begins now, in milliseconds. */
const IDLE_MS = 10 * 60_000

/** An upload that was let in is on the disk by then, in milliseconds. */
const BEGUN_MS = 60_000

/** An upload that was begun and is not all here. `bytes`: of the whole. */
export type Promised = { readonly id: string; readonly owner: string; readonly bytes: number }

export type PromisedUploadsOptions = {
  readonly folder: string
  /** Those on the disk. */
  readonly list: () => Promise<readonly Promised[]>
  readonly remove: (id: string) => Promise<void>
  readonly clock?: () => number
  /** Bytes that are free on the disk; asked of the system unless told. */
  readonly free?: () => Promise<number>
}

/** Counts how much is promised to uploads that are under way: room is for them first, and everybody has a share of their number. */
export class PromisedUploads {
  readonly #options: PromisedUploadsOptions
  readonly #begun = new Map<string, Promised & { readonly at: number }>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: PromisedUploadsOptions) {
    this.#options = options
  }

  /**
   * Lets one more begin; one is looked at after the other.
   * @throws MeetingError `storeUnavailable` without room, `tooManyUploads`
   */
  begin(upload: Promised): Promise<void> {
    const begun = this.#turn.then(() => this.#begin(upload))
    this.#turn = begun.catch(() => undefined)
    return begun
  }

  async #begin(upload: Promised): Promise<void> {
    const { clock = Date.now, folder, remove } = this.#options
    const now = clock()
    const onDisk = await this.#options.list()
    for (const [id, { at }] of this.#begun)
      if (now - at > BEGUN_MS || onDisk.some((known) => known.id === id)) this.#begun.delete(id)
    const written = await Promise.all(onDisk.map(({ id }) => stat(join(folder, id)).catch(() => null)))
    let under = [
      ...onDisk.map((known, n) => ({ ...known, written: written[n]?.size ?? 0, at: written[n]?.mtimeMs ?? now })),
      ...[...this.#begun.values()].map((known) => ({ ...known, written: 0 })),
    ]

    const own = under.filter(({ owner }) => owner === upload.owner).toSorted((a, b) => a.at - b.at)
    const idle = own.filter(({ at }) => now - at > IDLE_MS).slice(0, Math.max(0, own.length - MOST_AT_ONCE + 1))
    for (const { id } of idle) await remove(id)
    under = under.filter((known) => !idle.includes(known))
    if (own.length - idle.length >= MOST_AT_ONCE)
      throw new MeetingError('tooManyUploads', `${MOST_AT_ONCE} uploads of one person are under way`)

    const promised = under.reduce((sum, { bytes, written: there }) => sum + Math.max(0, bytes - there), 0)
    const free = await (this.#options.free ?? (() => freeBytes(folder)))()
    if (free <= upload.bytes + promised + KEEP_FREE)
      throw new MeetingError('storeUnavailable', 'no room on the disk for papers')
    this.#begun.set(upload.id, { ...upload, at: now })
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
