import { LegId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { firstLegs, legIds, type Legs, type LegsEvent, nextLegId, nextLegs } from './legs.ts'

const [one, two, three, four] = [1, 2, 3, 4].map((id) => LegId.parse(id)) as [LegId, LegId, LegId, LegId]
const after = (...events: LegsEvent[]) => events.reduce(nextLegs, firstLegs(one))
const beside: LegsEvent = { kind: 'offered', why: 'beside', leg: two }
const standby: LegsEvent = { kind: 'offered', why: 'standby', leg: three }

test('5.13 legs count up, whatever becomes of them', () => {
  expect(nextLegId(firstLegs(one))).toBe(2)
  expect(nextLegId(after(beside, { kind: 'ended', leg: two }))).toBe(3)
})

test('5.14 a leg that was taken carries, and the former one fades until it ends', () => {
  const moved = after(beside, { kind: 'taken', leg: two })
  expect(moved).toEqual({ carrying: two, beside: null, standby: null, fading: [one], newest: two })
  expect(nextLegs(moved, { kind: 'ended', leg: one })).toEqual(firstLegs(two))
})

test('5.14 only the leg that is beside can be taken, and what carries does not end', () => {
  const legs = after(beside, standby)
  for (const leg of [one, three, four]) expect(nextLegs(legs, { kind: 'taken', leg })).toBe(legs)
  expect(nextLegs(legs, { kind: 'ended', leg: one })).toBe(legs)
})

test('5.14 another offer takes the place of the one before; 5.15 so it is on standby', () => {
  expect(legIds(after(beside, { kind: 'offered', why: 'beside', leg: three }))).toEqual([one, three])
  expect(legIds(after(standby, { kind: 'offered', why: 'standby', leg: four }))).toEqual([one, four])
})

test('5.15 when the one that carries is lost, what the client moves to carries, else what stands by', () => {
  expect(after(beside, standby, { kind: 'lost', leg: one })).toMatchObject({ carrying: two, standby: three })
  expect(after(standby, { kind: 'lost', leg: one })).toMatchObject({ carrying: three, standby: null })
  expect(after(beside, standby, { kind: 'lost', leg: two })).toMatchObject({
    carrying: one,
    beside: null,
    standby: three,
  })
})

test('5.16 without another it stays until one is offered in its place, which ends all others', () => {
  const alone = after({ kind: 'lost', leg: one })
  expect(alone).toEqual(firstLegs(one))
  expect(nextLegs(after(beside, standby), { kind: 'offered', why: 'instead', leg: four })).toEqual(firstLegs(four))
})

test('every event leaves exactly one that carries, and no leg in two places', () => {
  const events: LegsEvent[] = [one, two, three, four].flatMap((leg): LegsEvent[] => [
    { kind: 'offered', why: 'beside', leg },
    { kind: 'offered', why: 'standby', leg },
    { kind: 'offered', why: 'instead', leg },
    { kind: 'taken', leg },
    { kind: 'ended', leg },
    { kind: 'lost', leg },
  ])
  // A new leg has a new id: offers of one that is there do not happen.
  const happens = (legs: Legs, event: LegsEvent) => event.kind !== 'offered' || event.leg === legs.newest + 1
  let all: Legs[] = [firstLegs(one)]
  for (let step = 0; step < 5; step += 1) {
    all = all.flatMap((legs) => events.filter((event) => happens(legs, event)).map((event) => nextLegs(legs, event)))
    all = [...new Map(all.map((legs) => [JSON.stringify(legs), legs])).values()]
    for (const legs of all) expect(new Set(legIds(legs)).size, JSON.stringify(legs)).toBe(legIds(legs).length)
  }
  expect(all.length).toBeGreaterThan(20)
})
