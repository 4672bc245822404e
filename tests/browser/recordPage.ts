import type { Site } from './Site.ts'

/** What a page noted at one moment. */
export interface PageSample {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Frames of the watched picture since recording began. */
  readonly frames: number
  /** True when sound was played out since the sample before. */
  readonly sound: boolean
}

declare global {
  interface Window {
    diemCauRecord: readonly PageSample[]
  }
}

/**
 * In the page: notes ten times a second how many frames of that unit's camera its video has shown, and whether sound came. What came is
 * asked of the receivers (`getSynchronizationSources`), as statistics of 85 pictures ten times a second would cost more than the pictures.
 */
function recordPage(unit: string): void {
  const EVERY_MS = 100
  const samples: PageSample[] = []
  const heard = new WeakMap<RTCRtpReceiver, string>()
  let frames = 0
  let last: { readonly video: HTMLVideoElement; readonly count: number } | null = null
  const look = () => {
    const video = document.querySelector(
      `[data-testid="tile"][data-unit="${CSS.escape(unit)}"][data-source="camera"] video`,
    )
    if (video instanceof HTMLVideoElement) {
      const count = video.getVideoPlaybackQuality().totalVideoFrames
      // Another element counts from its own beginning.
      frames += last?.video === video ? Math.max(0, count - last.count) : Math.min(1, count)
      last = { video, count }
    }
    let sound = false
    for (const connection of window.diemCauProbe.connections) {
      if (connection.connectionState === 'closed') continue
      for (const receiver of connection.getReceivers()) {
        if (receiver.track.kind !== 'audio') continue
        const mark = receiver
          .getSynchronizationSources()
          .map(({ source, rtpTimestamp }) => `${source} ${rtpTimestamp}`)
          .join()
        if (mark !== '' && mark !== heard.get(receiver)) sound = true
        heard.set(receiver, mark)
      }
    }
    samples.push({ at: performance.timeOrigin + performance.now(), frames, sound })
  }
  setInterval(look, EVERY_MS)
  window.diemCauRecord = samples
}

/** What the pages of these sites note from now on. @param unit whose picture is looked at */
export async function record(sites: readonly Site[], unit: string): Promise<void> {
  await Promise.all(sites.map(({ page }) => page.evaluate(recordPage, unit)))
}

export interface RecordedPage {
  readonly name: string
  readonly samples: readonly PageSample[]
}

/** What they noted. */
export function recorded(sites: readonly Site[]): Promise<RecordedPage[]> {
  return Promise.all(
    sites.map(async ({ options, page }) => ({
      name: options.name,
      samples: await page.evaluate(() => window.diemCauRecord),
    })),
  )
}
