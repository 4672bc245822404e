import type { MeetingState, Notice } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, opened } from '../../../testing/conduct.ts'
import {
  account,
  after,
  at,
  decided,
  deviceOf,
  joinCommand,
  joins,
  leave,
  participantOf,
  refusal,
} from '../../../testing/people.ts'
import { press } from './press.ts'

const offers = (name: string) => asks(name, 'camera:offer', { moves: ['pan', 'tilt', 'zoom'], places: [0] })
const refuses = (name: string, refused = true) => asks(name, 'camera:refuse', { refused })
const takes = (by: string, name = 'a') => asks(by, 'camera:take', { participantId: participantOf(name) })
const letsGo = (by: string, name = 'a') => asks(by, 'camera:letGo', { participantId: participantOf(name) })
const cameraOf = (state: MeetingState, name = 'a') => state.conduct.movableCameras[participantOf(name)]
const moverOf = (state: MeetingState, name = 'a') => cameraOf(state, name)?.mover

const closer = { kind: 'step', move: 'zoom', direction: 1 } as const

/** The refusal of a press, or the notices that it leads to. */
async function presses(state: MeetingState, by: string, asked: Parameters<typeof press.answer>[2]['press'] = closer) {
  const from = state.participants[participantOf(by)]!
  const data = { participantId: participantOf('a'), press: asked }
  const refused = press.refuse?.(state, from, data)
  if (refused) return refused.code
  const passed = await press.answer(state, from, data, {})
  if (passed instanceof Error) throw passed
  return passed.tell ?? []
}

test('24.1 a camera that its room does not offer is moved by nobody', async () => {
  const state = after(...opened)
  expect(refusal(state, ...takes('chair'))).toBe('cameraNotMovable')
  expect(refusal(state, ...takes('chair', 'nobody'))).toBe('notFound')
  expect(await presses(state, 'chair')).toBe('cameraNotMovable')
})

test('24.1 an offer is told once, and withdrawn by one without moves', () => {
  expect(decided(after(...opened, offers('a')), ...offers('a'))).toEqual([])
  expect(decided(after(...opened), ...asks('a', 'camera:offer', { moves: [], places: [0] }))).toEqual([])
  const withdrawn = after(...opened, offers('a'), takes('chair'), asks('a', 'camera:offer', { moves: [], places: [] }))
  expect(cameraOf(withdrawn)).toBeUndefined()
})

test.for(['a', 'b', 'watcher', 'technician'])('24.2 %s takes no camera and presses nothing', async (who) => {
  const others = [joins('watcher', 'observer'), joins('technician', 'technician')] as const
  const state = after(...opened, ...others, offers('a'), takes('chair'))
  expect(refusal(state, ...takes(who))).toBe('forbidden')
  expect(refusal(state, ...letsGo(who))).toBe('forbidden')
  expect(await presses(state, who)).toBe('forbidden')
})

test.for(['chair', 'deputy', 'secretary'])('24.2 %s takes it, and each press goes to the room alone', async (who) => {
  const offered = after(...opened, offers('a'))
  expect(await presses(offered, who), 'not before it is on record').toBe('cameraTaken')
  expect(decided(offered, ...takes(who))).toEqual([
    { type: 'cameraTaken', participantId: participantOf('a'), by: participantOf(who) },
  ])
  const taken = after(...opened, offers('a'), takes(who))
  const notice: Notice = { name: 'cameraMoveAsked', press: closer }
  expect(await presses(taken, who)).toEqual([{ to: participantOf('a'), notice }])
  expect(moverOf(after(...opened, offers('a'), takes(who), letsGo(who)))).toBeNull()
})

test('24.2 a place that the room does not keep, or a move that its camera cannot do, is refused', async () => {
  const state = after(...opened, asks('a', 'camera:offer', { moves: ['zoom'], places: [2] }), takes('chair'))
  expect(await presses(state, 'chair', { kind: 'place', place: 0 })).toBe('cameraNotMovable')
  expect(await presses(state, 'chair', { kind: 'step', move: 'pan', direction: 1 })).toBe('cameraNotMovable')
  expect(await presses(state, 'chair', { kind: 'place', place: 2 })).toHaveLength(1)
})

test('24.2 one at a time: who takes it over has it, and the other lets go of nothing', async () => {
  const state = after(...opened, offers('a'), takes('chair'), takes('secretary'))
  expect(await presses(state, 'chair')).toBe('cameraTaken')
  expect(decided(state, ...letsGo('chair'))).toEqual([])
  expect(moverOf(state)).toBe(participantOf('secretary'))
})

test('24.2 who leaves, or conducts no more, moves no camera; a room that leaves has none', () => {
  const taken = [...opened, offers('a'), takes('secretary')] as const
  expect(moverOf(after(...taken, leave('secretary')))).toBeNull()
  const demoted = asks('chair', 'seat:set', { participantId: participantOf('secretary'), seat: 'observer' })
  expect(moverOf(after(...taken, demoted))).toBeNull()
  expect(cameraOf(after(...taken, leave('a')))).toBeUndefined()
  const moved = [joinCommand('a', { n: 2, deviceId: deviceOf('a', 2), takeover: true }), account('a')] as const
  expect(cameraOf(after(...taken, moved)), 'another PC has another camera').toBeUndefined()
})

test('24.3 a room that refuses is let alone in this meeting, whatever it offers and wherever it comes back from', async () => {
  const refused = [...opened, offers('a'), takes('chair'), refuses('a')] as const
  expect(await presses(after(...refused), 'chair')).toBe('cameraNotMovable')
  expect(refusal(after(...refused, offers('a')), ...takes('chair'))).toBe('cameraNotMovable')
  expect(refusal(after(...refused, leave('a'), joins('a'), offers('a')), ...takes('chair'))).toBe('cameraNotMovable')
  expect(decided(after(...refused), ...refuses('a'))).toEqual([])
  expect(refusal(after(...refused, refuses('a', false), offers('a')), ...takes('chair'))).toBeNull()
})

test('24.3 nobody refuses for another room', () => {
  const state = after(...opened, offers('a'), refuses('b'))
  expect(refusal(state, ...takes('chair'))).toBeNull()
  expect(decided(state, { type: 'camera:refuse', data: { refused: true } }, at('a'))).toEqual([
    { type: 'cameraRefused', participantId: participantOf('a'), refused: true },
  ])
})
