import type { PaperPoint } from '@diem-cau/signaling-contract'
import type { PageSize } from './PaperPages.ts'

/**
 * The size in which a page is shown: legible, so that all of it is seen, so that it is as wide as the view, or a number
 * of pixels per unit of the page.
 */
export type Zoom = 'legible' | 'page' | 'width' | number

export interface Box {
  readonly width: number
  readonly height: number
}
export interface Scroll {
  readonly left: number
  readonly top: number
}

/** A point relative to the whole page. */
const MAX_ZOOM = 8
const MIN_ZOOM = 0.25
const STEP = 1.25
/**
 * An upright page of text on a television is shown this many times as large as all of it: about half of it is read from
 * the far end of a room, all of it is not.
 */
const LEGIBLE = 1.8

/** The scale in pixels per unit of the page at which all of it is seen. */
export function wholePage(page: PageSize, view: Box): number {
  return Math.min(view.width / page.width, view.height / page.height)
}

export function scaleOf(zoom: Zoom, page: PageSize, view: Box): number {
  if (zoom === 'page') return wholePage(page, view)
  if (zoom === 'legible')
    return Math.max(wholePage(page, view), Math.min(view.width / page.width, LEGIBLE * wholePage(page, view)))
  if (zoom === 'width') return view.width / page.width
  return within(zoom, page, view)
}

/** The scale that is a step larger or smaller. */
export function stepped(zoom: Zoom, by: 1 | -1, page: PageSize, view: Box): number {
  return within(scaleOf(zoom, page, view) * STEP ** by, page, view)
}

function within(scale: number, page: PageSize, view: Box): number {
  const whole = wholePage(page, view)
  return Math.min(MAX_ZOOM * whole, Math.max(MIN_ZOOM * whole, scale))
}

/** The farthest that the view can be scrolled, in pixels. */
export function scrollRange(scale: number, page: PageSize, view: Box): Scroll {
  return { left: Math.max(0, page.width * scale - view.width), top: Math.max(0, page.height * scale - view.height) }
}

/** Describes what the presenter shows, in terms that a screen of any size can follow. */
export function pointOf(
  at: { scale: number; scroll: Scroll; pointer: PaperPoint['pointer'] },
  page: PageSize,
  view: Box,
): PaperPoint {
  const { scale, scroll, pointer } = at
  const most = scrollRange(scale, page, view)
  const width = page.width * scale
  return {
    zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, scale / wholePage(page, view))),
    width: clamp01(view.width / width),
    x: most.left > 0 ? clamp01(scroll.left / most.left) : 0.5,
    y: most.top > 0 ? clamp01(scroll.top / most.top) : 0,
    pointer,
  }
}

/**
 * The presenter's view on this screen: as large in relation to the whole page, but never so large that less of the
 * page's width is seen than at the presenter; the top of a page is at the top, and its end at the end.
 */
export function followed(point: PaperPoint, page: PageSize, view: Box): { scale: number; scroll: Scroll } {
  const widest =
    point.width === undefined ? Number.POSITIVE_INFINITY : view.width / (Math.max(point.width, 0.01) * page.width)
  const whole = wholePage(page, view)
  const scale = Math.max(Math.min(whole, point.zoom * whole), Math.min(point.zoom * whole, widest))
  const most = scrollRange(scale, page, view)
  return { scale, scroll: { left: point.x * most.left, top: point.y * most.top } }
}

/** The point of the page at a place of the view, 0 to 1; null beside the page. `page`: the page's box on screen. */
export function placeOnPage(
  x: number,
  y: number,
  page: { left: number; top: number; width: number; height: number },
): { x: number; y: number } | null {
  const place = { x: (x - page.left) / page.width, y: (y - page.top) / page.height }
  return place.x < 0 || place.x > 1 || place.y < 0 || place.y > 1 ? null : place
}

/** The pixels of the canvas: as fine as the screen is, but no more than a browser holds with ease. */
export function canvasSize(scale: number, page: PageSize, pixelRatio: number): Box {
  const width = page.width * scale * pixelRatio
  const height = page.height * scale * pixelRatio
  const less = Math.min(1, Math.sqrt(MAX_PIXELS / (width * height)), MAX_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.floor(width * less)), height: Math.max(1, Math.floor(height * less)) }
}

const MAX_PIXELS = 16_000_000
/** Safari's canvases end at this number of pixels. */
const MAX_SIDE = 8_192

const clamp01 = (value: number) => Math.min(1, Math.max(0, value))
