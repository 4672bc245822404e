/** What a page shows and plays of another room at a moment. */
export interface Look {
  /** By performance.now() of the page. */
  readonly at: number
  /** Lines of the picture, of the last frame that came; 0 while there is none. */
  readonly height: number
  /** Frames so far. */
  readonly frames: number
  /** Samples of sound so far, and how many of them were made up where there should have been sound. */
  readonly samples: number
  readonly concealed: number
  readonly online: boolean
}

interface PageLooks {
  readonly looks: Look[]
  readonly timer: number
}

declare global {
  interface Window {
    lineLooks?: PageLooks
  }
}

/** How often is looked, in milliseconds. */
export const LOOK_MS = 200

/** Runs in the page. Clicks `join`. @returns the milliseconds until a frame of that picture is there */
export function joinAndWait(video: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const button = document.querySelector<HTMLElement>('[data-testid="join"]')
    if (!button) throw new Error('there is no way in')
    const began = performance.now()
    button.click()
    const look = () => {
      const shown = document.querySelector(video)
      if (shown instanceof HTMLVideoElement && shown.getVideoPlaybackQuality().totalVideoFrames > 0)
        resolve(Math.round(performance.now() - began))
      else if (performance.now() - began > 60_000) reject(new Error('no picture within a minute'))
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** Runs in the page. Begins to look at the picture in this element, and at all sound that comes. */
export function beginLooks({ video, everyMs }: { readonly video: string; readonly everyMs: number }): void {
  type Row = {
    type: string
    kind: string
    trackIdentifier: string
    frameHeight?: number
    framesDecoded?: number
    totalSamplesReceived?: number
    concealedSamples?: number
    silentConcealedSamples?: number
  }
  if (window.lineLooks) clearInterval(window.lineLooks.timer)
  const looks: Look[] = []
  const look = async () => {
    const at = performance.now()
    const element = document.querySelector(video)
    const stream = element instanceof HTMLVideoElement ? element.srcObject : null
    const shown = stream instanceof MediaStream ? stream.getVideoTracks()[0]?.id : undefined
    let [height, frames, samples, concealed] = [0, 0, 0, 0]
    for (const connection of window.diemCauProbe.connections) {
      if (connection.connectionState === 'closed') continue
      for (const row of (await connection.getStats()).values() as IterableIterator<Row>) {
        if (row.type !== 'inbound-rtp') continue
        if (row.kind === 'audio') {
          samples += row.totalSamplesReceived ?? 0
          concealed += (row.concealedSamples ?? 0) - (row.silentConcealedSamples ?? 0)
        } else if (row.trackIdentifier === shown) {
          height = row.frameHeight ?? 0
          frames = row.framesDecoded ?? 0
        }
      }
    }
    const meeting = document.querySelector('[data-testid="meeting"]')
    looks.push({
      at,
      height,
      frames,
      samples,
      concealed,
      online: meeting?.getAttribute('data-connection') === 'online',
    })
  }
  window.lineLooks = { looks, timer: window.setInterval(() => void look(), everyMs) }
}

/** Runs in the page. All that was seen since it began. */
export function readLooks(): Look[] {
  return window.lineLooks?.looks ?? []
}
