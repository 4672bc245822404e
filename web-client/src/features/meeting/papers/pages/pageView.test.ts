import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canvasSize, followed, placeOnPage, pointOf, scaleOf, scrollRange, stepped, wholePage } from './pageView.ts'

const a4 = { width: 595, height: 842 }
const slide = { width: 960, height: 540 }
const tv = { width: 1600, height: 900 }
const phone = { width: 390, height: 520 }

const sizes = fc.record({ width: fc.integer({ min: 200, max: 3000 }), height: fc.integer({ min: 200, max: 3000 }) })
/** A place that a presenter can be at. */
const places = fc.record({
  page: sizes,
  view: sizes,
  zoom: fc.double({ min: 0.3, max: 7, noNaN: true }),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('the whole page, its width, or a size of one’s own within limits', () => {
  expect(scaleOf('page', a4, tv) * a4.height).toBeCloseTo(900)
  expect(scaleOf('page', slide, tv) * slide.width).toBeCloseTo(1600)
  expect(scaleOf('width', a4, tv) * a4.width).toBeCloseTo(1600)
  expect(scaleOf('legible', slide, tv), 'a slide is seen as a whole').toBeCloseTo(wholePage(slide, tv))
  expect(scaleOf('legible', a4, tv), 'a page of text in halves').toBeCloseTo(1.8 * wholePage(a4, tv))
  expect(scaleOf('legible', a4, phone)).toBeCloseTo(scaleOf('width', a4, phone))
  expect(scaleOf(1000, a4, tv)).toBeCloseTo(8 * wholePage(a4, tv))
  expect(stepped('page', 1, a4, tv)).toBeCloseTo(1.25 * wholePage(a4, tv))
})

test('a screen of the same shape shows the same as the presenter’s, whatever its size', () => {
  fc.assert(
    fc.property(places, fc.double({ min: 0.5, max: 2, noNaN: true }), ({ page, view, zoom, x, y }, times) => {
      const scale = zoom * wholePage(page, view)
      const most = scrollRange(scale, page, view)
      const scroll = { left: x * most.left, top: y * most.top }
      const there = followed(pointOf({ scale, scroll, pointer: null }, page, view), page, {
        width: view.width * times,
        height: view.height * times,
      })
      expect(there.scale).toBeCloseTo(scale * times, 3)
      expect(there.scroll.left / times).toBeCloseTo(scroll.left, 1)
      expect(there.scroll.top / times).toBeCloseTo(scroll.top, 1)
    }),
  )
})

test('the whole page stays whole everywhere, and a page as wide as the view is no wider on a phone', () => {
  const seenBy = (zoom: 'page' | 'width', from: typeof tv, to: typeof tv) =>
    followed(pointOf({ scale: scaleOf(zoom, a4, from), scroll: { left: 0, top: 0 }, pointer: null }, a4, from), a4, to)
      .scale
  expect(seenBy('page', tv, phone)).toBeCloseTo(wholePage(a4, phone))
  expect(seenBy('page', phone, tv)).toBeCloseTo(wholePage(a4, tv))
  expect(seenBy('width', tv, phone)).toBeCloseTo(scaleOf('width', a4, phone))
})

test('on a screen of any shape: the top of a page at the top, its end at the end, and no less of its width than at the presenter', () => {
  fc.assert(
    fc.property(places, sizes, fc.constantFrom(0, 1), ({ page, view, zoom, x }, other, end) => {
      const scale = zoom * wholePage(page, view)
      const most = scrollRange(scale, page, view)
      const point = pointOf({ scale, scroll: { left: x * most.left, top: end * most.top }, pointer: null }, page, view)
      const there = followed(point, page, other)
      const limit = scrollRange(there.scale, page, other)
      expect(there.scroll.top).toBeCloseTo(most.top > 0 ? end * limit.top : 0)
      expect(there.scroll.left).toBeLessThanOrEqual(limit.left + 1e-6)
      if (there.scale > wholePage(page, other))
        expect(other.width / (there.scale * page.width)).toBeGreaterThanOrEqual(Math.min(point.width ?? 0, 1) - 1e-6)
    }),
  )
})

test('a pointer is on the page or nowhere', () => {
  const box = { left: 100, top: 50, width: 200, height: 400 }
  expect(placeOnPage(200, 250, box)).toEqual({ x: 0.5, y: 0.5 })
  expect(placeOnPage(99, 250, box)).toBeNull()
})

test('a canvas is as fine as the screen, within what a browser holds', () => {
  expect(canvasSize(1, a4, 2)).toEqual({ width: 1190, height: 1684 })
  fc.assert(
    fc.property(
      sizes,
      fc.double({ min: 0.05, max: 40, noNaN: true }),
      fc.constantFrom(1, 1.5, 3),
      (page, scale, ratio) => {
        const { width, height } = canvasSize(scale, page, ratio)
        expect(width * height).toBeLessThanOrEqual(16_000_000)
        expect(Math.max(width, height)).toBeLessThanOrEqual(8192)
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
      },
    ),
  )
})
