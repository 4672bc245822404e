import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitWall, MAX_PER_PAGE, type Area } from './fitWall.ts'

const tv: Area = { width: 1920, height: 950, gap: 8, minTileWidth: 120 }
const areas = fc.record({
  width: fc.integer({ min: 300, max: 4_000 }),
  height: fc.integer({ min: 200, max: 2_400 }),
  gap: fc.integer({ min: 0, max: 16 }),
  minTileWidth: fc.integer({ min: 60, max: 240 }),
})

test('85 rooms, the own one and a screen are on one page of a TV, a small laptop included', () => {
  expect(fitWall(87, tv)).toMatchObject({ perPage: 87, pages: 1 })
  expect(fitWall(87, { ...tv, width: 1366, height: 620, gap: 4 })).toMatchObject({ perPage: 87, pages: 1 })
})

test('one room fills the page', () => {
  expect(fitWall(1, tv)).toMatchObject({ columns: 1, rows: 1, tileHeight: 949 })
})

test('tiles never stick out of the page', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), areas, (count, area) => {
      const { columns, rows, tileWidth, tileHeight } = fitWall(count, area)
      expect(columns * tileWidth + (columns - 1) * area.gap).toBeLessThanOrEqual(area.width)
      expect(rows * tileHeight + (rows - 1) * area.gap).toBeLessThanOrEqual(area.height)
    }),
  )
})

test('every room has a place on exactly one page, and no page is larger than allowed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), areas, (count, area) => {
      const { columns, rows, perPage, pages } = fitWall(count, area)
      expect(columns * rows).toBeGreaterThanOrEqual(perPage)
      expect(perPage).toBeLessThanOrEqual(MAX_PER_PAGE)
      expect(pages * perPage).toBeGreaterThanOrEqual(count)
      expect((pages - 1) * perPage).toBeLessThan(count)
    }),
  )
})

test('tiles are not made smaller than they need to be seen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), areas, (count, area) => {
      const { tileWidth, perPage } = fitWall(count, area)
      expect(perPage === 1 || tileWidth >= area.minTileWidth - 1).toBe(true)
    }),
  )
})
