import { LegId, type FreshMedia } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { freshMedia } from '../testing/FakeDevice.ts'
import { StandbyMedia } from './StandbyMedia.ts'

const leg = (n: number) => LegId.parse(n)
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A leg on standby, and what became of the sessions that were made for it, by their legs. */
function standingBy() {
  const said: string[] = []
  const browser = { cannot: false, ready: Promise.resolve(), connects: Promise.resolve() }
  const make = async (media: FreshMedia) => {
    await browser.ready
    if (browser.cannot) throw new Error('no such codec')
    said.push(`made ${media.leg}`)
    return {
      leg: media.leg,
      standBy: () => browser.connects,
      close: () => void said.push(`closed ${media.leg}`),
    }
  }
  return { standby: new StandbyMedia(make), said, browser }
}

test('5.15 one that is offered is made, and is the caller’s once it carries: nobody closes it any more', async () => {
  const { standby, said } = standingBy()
  standby.offer(freshMedia('b', 2))
  expect(standby.session).toBeNull()
  await settled()
  const made = standby.session
  expect(made?.leg).toBe(2)
  expect(standby.take(leg(3)), 'another leg').toBeNull()
  expect(standby.take(leg(2))).toBe(made)
  standby.drop()
  standby.end(leg(2))
  expect([standby.session, said]).toEqual([null, ['made 2']])
})

test('5.15 a later one takes its place, also while it is made', async () => {
  const { standby, said, browser } = standingBy()
  const ready = Promise.withResolvers<void>()
  browser.ready = ready.promise
  standby.offer(freshMedia('b', 2))
  standby.offer(freshMedia('c', 3))
  ready.resolve()
  await settled()
  expect(standby.session?.leg).toBe(3)
  expect(said).toContain('closed 2')
  standby.offer(freshMedia('d', 4))
  expect(said).toContain('closed 3')
})

test('5.15 one that the server needs no more is closed; the end of another changes nothing', async () => {
  const { standby, said } = standingBy()
  standby.offer(freshMedia('b', 2))
  await settled()
  standby.end(leg(1))
  expect(standby.session?.leg).toBe(2)
  standby.end(leg(2))
  expect([standby.session, said]).toEqual([null, ['made 2', 'closed 2']])
})

test('5.15 one that ended while it was made is closed as soon as it is there', async () => {
  const { standby, said } = standingBy()
  standby.offer(freshMedia('b', 2))
  standby.drop()
  await settled()
  expect([standby.session, said]).toEqual([null, ['made 2', 'closed 2']])
})

test('5.15 one that this browser cannot make, or that does not connect, is none', async () => {
  const { standby, said, browser } = standingBy()
  browser.cannot = true
  standby.offer(freshMedia('b', 2))
  await settled()
  expect([standby.session, said]).toEqual([null, []])
  browser.cannot = false
  browser.connects = Promise.reject(new Error('too late'))
  standby.offer(freshMedia('c', 3))
  await settled()
  expect([standby.session, said]).toEqual([null, ['made 3', 'closed 3']])
})

test('5.15 one that breaks later is closed; a session that is not ours changes nothing', async () => {
  const { standby, said } = standingBy()
  standby.offer(freshMedia('b', 2))
  await settled()
  const { session } = standby
  if (!session) throw new Error('none was made')
  standby.onBroken({ ...session })
  expect(standby.session).toBe(session)
  standby.onBroken(session)
  expect([standby.session, said.at(-1)]).toEqual([null, 'closed 2'])
})
