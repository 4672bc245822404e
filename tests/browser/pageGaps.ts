/** Milliseconds; null = nothing came yet. */
interface PageGap {
  readonly longestMs: number
  readonly openMs: number
}

interface PageGaps {
  readonly sound: PageGap | null
  readonly picture: PageGap | null
}

declare global {
  interface Window {
    /** Counting of gaps begins anew with `begin`. */
    diemCauGaps: { begin(): void; read(): PageGaps }
  }
}

/**
 * In the page: looks each 50 ms whether sound packets came and whether that unit's picture has moved on, and keeps the longest time
 * without, to within those 50 ms. A page that is itself too busy to look counts as one that sees nothing.
 */
export function watchPageGaps(unit: string): void {
  const LOOK_MS = 50
  const marks = {
    sound: { last: 0, longest: 0, seen: -1 },
    picture: { last: 0, longest: 0, seen: -1 },
  }
  const take = (mark: (typeof marks)['sound'], seen: number) => {
    if (seen === mark.seen) return
    const isFirst = mark.seen < 0
    mark.seen = seen
    if (isFirst || seen === 0) return
    const now = performance.now()
    if (mark.last > 0) mark.longest = Math.max(mark.longest, now - mark.last)
    mark.last = now
  }
  const soundPackets = async () => {
    let packets = 0
    for (const connection of window.diemCauProbe.connections) {
      if (connection.connectionState === 'closed') continue
      const rows = (await connection.getStats()).values() as IterableIterator<{
        type: string
        kind?: string
        packetsReceived?: number
      }>
      for (const { type, kind, packetsReceived = 0 } of rows)
        if (type === 'inbound-rtp' && kind === 'audio') packets += packetsReceived
    }
    return packets
  }
  const pictures = () => {
    const video = document.querySelector(
      `[data-testid="tile"][data-unit="${CSS.escape(unit)}"][data-source="camera"] video`,
    )
    return video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0
  }
  let isLooking = false
  const look = async () => {
    take(marks.picture, pictures())
    if (isLooking) return
    isLooking = true
    take(marks.sound, await soundPackets())
    isLooking = false
  }
  setInterval(() => void look(), LOOK_MS)
  const gapOf = ({ last, longest }: (typeof marks)['sound']): PageGap | null => {
    const openMs = performance.now() - last
    return last === 0 ? null : { longestMs: Math.max(longest, openMs), openMs }
  }
  window.diemCauGaps = {
    begin: () => {
      for (const mark of Object.values(marks)) mark.longest = 0
    },
    read: () => ({ sound: gapOf(marks.sound), picture: gapOf(marks.picture) }),
  }
}
