import { type Demand, ProducerId } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOWER_AFTER_MS, settleDemand, type Told } from './settleDemand.ts'

const camera = ProducerId.parse('a.camera')

/** A sender that is told as time passes. */
function sender(first: Demand = 0) {
  let told: ReadonlyMap<ProducerId, Told> = new Map()
  return (wanted: Demand, now: number) => {
    const settled = settleDemand(told, new Map([[camera, wanted]]), () => first, now)
    told = settled.told
    return { demand: told.get(camera)?.demand, tells: settled.changed.length > 0, again: settled.again }
  }
}

test('5.12 more is told at once', () => {
  const at = sender()
  at(0, 0)
  expect(at(2, 1)).toEqual({ demand: 2, tells: true, again: null })
})

test('5.12 less is told when nobody wanted more for a while', () => {
  const at = sender()
  at(2, 0)
  expect(at(0, 10)).toEqual({ demand: 2, tells: false, again: 10 + LOWER_AFTER_MS })
  expect(at(0, 9 + LOWER_AFTER_MS)).toMatchObject({ demand: 2, tells: false })
  expect(at(0, 10 + LOWER_AFTER_MS)).toEqual({ demand: 0, tells: true, again: null })
})

test('5.12 a wall that is paged back and forth changes nothing', () => {
  const at = sender()
  at(0, 0)
  for (let page = 1; page < 50; page += 1) expect(at(page % 2 ? null : 0, page * 1000).tells).toBe(false)
})

test('5.12 what was wanted meanwhile is kept for as long again', () => {
  const at = sender()
  at(2, 0)
  at(null, 10)
  at(1, 20)
  at(null, 30)
  expect(at(null, 10 + LOWER_AFTER_MS)).toEqual({ demand: 1, tells: true, again: 10 + 2 * LOWER_AFTER_MS })
  expect(at(null, 10 + 2 * LOWER_AFTER_MS)).toEqual({ demand: null, tells: true, again: null })
})

test('5.12 a new producer is asked for its first picture at least', () => {
  expect(sender(0)(null, 0)).toEqual({ demand: 0, tells: true, again: LOWER_AFTER_MS })
  expect(sender(2)(1, 0)).toEqual({ demand: 2, tells: true, again: LOWER_AFTER_MS })
  expect(sender(null)(null, 0), 'a microphone that nobody may hear').toMatchObject({ demand: null, tells: true })
})

test('5.12 whatever is wanted when, a sender never sends less than is wanted, and ends at what is wanted', () => {
  const rank = (demand: Demand | undefined) => demand ?? -1
  const steps = fc.array(fc.tuple(fc.constantFrom<Demand>(null, 0, 1, 2), fc.integer({ min: 0, max: 6000 })))
  fc.assert(
    fc.property(steps, fc.constantFrom<Demand>(null, 0, 1, 2), (walk, last) => {
      const at = sender()
      let now = 0
      for (const [wanted, later] of walk) {
        now += later
        expect(rank(at(wanted, now).demand)).toBeGreaterThanOrEqual(rank(wanted))
      }
      let settled = at(last, now)
      for (let waits = 0; settled.again !== null && waits < 3; waits += 1) settled = at(last, settled.again)
      expect(settled).toMatchObject({ demand: last, again: null })
    }),
  )
})
