import { browserStorage } from '../../../browser/storage.ts'

/** The way that worked last from this computer: straight to the media nodes, or by the office's TURN server. */
export type KnownWay = 'direct' | 'relayed'

const KEY = 'diem-cau.media-way'

/** Kept by the browser for this address of the office, so that a room does not try what never worked again and again. */
export const pathMemory = {
  get way(): KnownWay | null {
    const kept = browserStorage.get(KEY)
    return kept === 'direct' || kept === 'relayed' ? kept : null
  },
  set way(way: KnownWay | null) {
    if (way === null) browserStorage.remove(KEY)
    else if (way !== this.way) browserStorage.set(KEY, way)
  },
}
