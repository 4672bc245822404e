import type { ParticipantId, Tile, Viewport } from '@diem-cau/signaling-contract'
import { MAX_TILES } from '@diem-cau/signaling-contract'
import { drawnHeight, pictureSize } from './pictureFit.ts'

type Shown = Pick<Tile, 'participantId' | 'source'>

interface Entry extends Shown {
  readonly element: Element
  visible: boolean
}

/** Scrolling and resizing settle for this long before the server is told, in milliseconds. */
const SETTLE_MS = 100

/** A picture on the stage is about this high, in device pixels. */
const STAGE_HEIGHT = 540

/**
 * Knows which tiles are really on screen and how high their pictures are drawn in device pixels, and tells the server:
 * a picture that is not on screen is not sent, and none is sent larger than it is shown.
 */
export class ViewportReporter {
  readonly #report: (viewport: Viewport) => void
  readonly #entries = new Map<Element, Entry>()
  readonly #expected = new Set<readonly ParticipantId[]>()
  readonly #holds = new Set<() => void>()
  readonly #sizes: ResizeObserver
  readonly #visibility: IntersectionObserver
  #last = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(report: (viewport: Viewport) => void) {
    this.#report = report
    this.#sizes = new ResizeObserver(() => this.#soon())
    this.#visibility = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        const entry = this.#entries.get(target)
        if (entry) entry.visible = isIntersecting
      }
      this.#soon()
    })
    document.addEventListener('visibilitychange', this.#soon)
  }

  /** Watches a tile. Returns a function that takes it away again. */
  add(element: Element, shown: Shown): () => void {
    this.#entries.set(element, { ...shown, element, visible: true })
    // Adding it again changes nothing, and it goes with its document.
    if (element.ownerDocument !== document) element.ownerDocument.addEventListener('visibilitychange', this.#soon)
    this.#sizes.observe(element)
    this.#visibility.observe(element)
    // The video element tells when its shape is known or changes; that event does not bubble.
    element.addEventListener('resize', this.#soon, { capture: true })
    this.#soon()
    return () => {
      this.#sizes.unobserve(element)
      this.#visibility.unobserve(element)
      element.removeEventListener('resize', this.#soon, { capture: true })
      this.#entries.delete(element)
      this.#soon()
    }
  }

  /**
   * Asks for these cameras as large as a stage shows them, although they are not on it yet: the one in front of the screen is
   * about to put them there, and nobody should see how they sharpen (SPEC 5.11). Returns how to stop that.
   */
  expect(participantIds: readonly ParticipantId[]): () => void {
    this.#expected.add(participantIds)
    this.#soon()
    return () => {
      this.#expected.delete(participantIds)
      this.#soon()
    }
  }

  /** Asks for no picture, though there are tiles: the line is needed for something else. Returns how to ask again; fine to call twice. */
  hold(): () => void {
    const release = () => {
      if (this.#holds.delete(release)) this.#soon()
    }
    this.#holds.add(release)
    this.#soon()
    return release
  }

  /** Measures the tiles now. A window in the background shows nothing; a second one has its own background. */
  current(): Viewport {
    if (this.#holds.size > 0) return { tiles: [] }
    const shown = [...this.#entries.values()]
      .filter(({ visible, element }) => visible && isSeen(element.ownerDocument))
      .map(({ participantId, source, element }) => ({
        participantId,
        source,
        height: heightOf(element) * (element.ownerDocument.defaultView?.devicePixelRatio ?? 1),
      }))
    const expected = (isSeen(document) ? [...this.#expected].flat() : []).map((participantId) => ({
      participantId,
      source: 'camera' as const,
      height: STAGE_HEIGHT,
    }))
    return { tiles: mergeTiles([...shown, ...expected]) }
  }

  /** Tells everything at once, though it was told before: after joining and after a reconnect. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const viewport = this.current()
    this.#last = JSON.stringify(viewport)
    this.#report(viewport)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#sizes.disconnect()
    this.#visibility.disconnect()
    document.removeEventListener('visibilitychange', this.#soon)
  }

  #soon = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const viewport = this.current()
      const text = JSON.stringify(viewport)
      if (text === this.#last) return
      this.#last = text
      this.#report(viewport)
    }, SETTLE_MS)
  }
}

const isSeen = ({ visibilityState }: Document): boolean => visibilityState !== 'hidden'

/** The height in CSS pixels; the tile's own before the first frame. */
function heightOf(tile: Element): number {
  const video = tile.querySelector('video')
  const place = video?.parentElement
  if (!video || !place) return tile.clientHeight
  return drawnHeight(
    pictureSize(video),
    { width: place.clientWidth, height: place.clientHeight },
    place.dataset['whole'] === 'true',
  )
}

/** Merges to one tile per picture, as high as the largest that shows it; no more than the contract allows, largest first. */
function mergeTiles(shown: ReadonlyArray<Shown & { height: number }>): Tile[] {
  const merged = new Map<string, Tile>()
  for (const { participantId, source, height } of shown) {
    const pixels = Math.min(8192, Math.round(height))
    if (pixels < 1) continue
    const key = `${participantId}/${source}`
    const before = merged.get(key)
    if (!before || before.height < pixels) merged.set(key, { participantId, source, height: pixels })
  }
  return [...merged.values()].toSorted((a, b) => b.height - a.height).slice(0, MAX_TILES)
}
