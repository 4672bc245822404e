import { expect, test } from 'vitest'
import { happened, roomId } from '../../testing/evidence.ts'
import { badTime, type EndpointMonth } from './badTime.ts'
import { endpointMonth } from './endpointMonth.ts'

const MINUTE = 60_000
const minutes = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE })
const room = (unit: string, bad: EndpointMonth['bad'] = []): EndpointMonth => ({
  meetingId: 'm',
  unit,
  there: [minutes(0, 60)],
  bad,
})
const row = (units: ReturnType<typeof badTime>, unit: string) => units.find((each) => each.unit === unit)

test('16.25 minutes in meetings, and those that were bad, each for one reason', () => {
  const units = badTime(
    [
      room('a', [
        { ...minutes(5, 10), because: 'lineUp' },
        { ...minutes(8, 12), because: 'camera' },
      ]),
      room('b'),
    ],
    [],
  )
  expect(row(units, 'a')).toMatchObject({ meetings: 1, minutes: 60, badMinutes: 7, because: { lineUp: 5, camera: 2 } })
  expect(row(units, 'b')).toMatchObject({ minutes: 60, badMinutes: 0 })
})

test('16.25 a bad line counts for servers while these have trouble, a bad camera does not', () => {
  const bad = [
    { ...minutes(5, 10), because: 'lineUp' as const },
    { ...minutes(20, 22), because: 'camera' as const },
  ]
  expect(badTime([room('a', bad)], [minutes(5, 8), minutes(20, 22)])[0]?.because).toMatchObject({
    servers: 3,
    lineUp: 2,
    camera: 2,
  })
})

test('16.25 a line that most rooms of a meeting have at the same time is none of theirs', () => {
  const lossy = [{ ...minutes(5, 10), because: 'lineDown' as const }]
  const units = badTime([room('a', lossy), room('b', lossy), room('c', lossy), room('d')], [])
  expect(units.map(({ because }) => because.servers)).toEqual([5, 5, 5, 0])
  expect(badTime([room('a', lossy), room('b'), room('c'), room('d')], [])[0]?.because).toMatchObject({
    servers: 0,
    lineDown: 5,
  })
})

test('a moment is no minute: neither one in which it was hardly there, nor one that was hardly bad', () => {
  const short: EndpointMonth = {
    ...room('a', [{ from: 0, to: 5000, because: 'cut' }]),
    there: [{ from: 0, to: 80_000 }],
  }
  expect(badTime([short], [])).toMatchObject([{ minutes: 1, badMinutes: 0 }])
})

test('two endpoints of a unit count both; so do two meetings', () => {
  expect(badTime([room('a'), { ...room('a'), meetingId: 'n' }], [])).toMatchObject([{ meetings: 2, minutes: 120 }])
})

test('when an endpoint was there and what was bad is known by what happened to it', () => {
  const event = (minute: number, kind: 'joined' | 'left' | 'found' | 'cleared', detail = '') =>
    happened(kind, roomId, detail, minute * MINUTE)
  const of = (events: ReturnType<typeof event>[]) =>
    endpointMonth({ meetingId: 'm', unit: 'a', firstAt: 0, lastAt: 90 * MINUTE }, events, minutes(10, 60))
  expect(
    of([
      event(0, 'joined'),
      event(20, 'found', 'lossUp bad 18'),
      event(25, 'cleared', 'lossUp bad 18'),
      event(26, 'found', 'lossUp weak 4'),
      event(40, 'left', 'left'),
    ]),
  ).toMatchObject({ there: [minutes(10, 40)], bad: [{ ...minutes(20, 25), because: 'lineUp' }] })
  expect(of([event(30, 'joined')]).there).toEqual([minutes(30, 60)])
})
