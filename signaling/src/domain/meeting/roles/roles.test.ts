import type { MeetingState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, opened } from '../../../testing/conduct.ts'
import {
  account,
  after,
  endpointOf,
  joinCommand,
  joins,
  leave,
  lose,
  participantOf,
  refusal,
  system,
} from '../../../testing/people.ts'
import { isChairOpen } from './roles.ts'

const expire = (name: string) => [{ type: 'expireLine', endpointId: endpointOf(name) }, system] as const
const settle = [{ type: 'settleChair' }, system] as const
const acting = (state: MeetingState) => state.conduct.actingChair

test('7.3 who sits on the chair acts as soon as they are there', () => {
  expect(acting(after(joins('secretary', 'secretary')))).toBeNull()
  expect(acting(after(joins('secretary', 'secretary'), joins('chair', 'chair')))).toBe(participantOf('chair'))
})

test('7.4 the deputy acts when the chair is gone, else the secretary, and the chair takes it back on return', () => {
  const gone = after(...opened, lose('chair'), settle)
  expect(acting(gone)).toBe(participantOf('deputy'))
  expect(acting(after(...opened, lose('chair'), leave('deputy'), settle))).toBe(participantOf('secretary'))
  expect(acting(after(...opened, lose('chair'), leave('deputy'), leave('secretary'), settle))).toBeNull()
  const back = joinCommand('chair', { seat: 'chair', resume: endpointOf('chair') })
  expect(acting(after(...opened, lose('chair'), settle, [back, account('chair')]))).toBe(participantOf('chair'))
})

test('7.4 a line that is back in time changes nothing', () => {
  const back = joinCommand('chair', { seat: 'chair', resume: endpointOf('chair') })
  const state = after(...opened, lose('chair'), [back, account('chair')], settle)
  expect(acting(state)).toBe(participantOf('chair'))
})

test('7.4 somebody has to look again while not the right one acts', () => {
  expect(isChairOpen(after(...opened))).toBe(false)
  expect(isChairOpen(after(...opened, lose('chair')))).toBe(true)
  expect(isChairOpen(after(...opened, lose('chair'), settle))).toBe(false)
  expect(isChairOpen(after(joins('secretary', 'secretary')))).toBe(true)
})

test('7.3 nobody acts who is not in the meeting', () => {
  expect(acting(after(...opened, leave('chair')))).toBeNull()
  expect(acting(after(...opened, lose('chair'), settle, expire('chair')))).toBe(participantOf('deputy'))
})

test('7.5 the chair hands the chair over and becomes deputy', () => {
  const state = after(...opened, asks('chair', 'chair:handOver', { participantId: participantOf('a') }))
  expect(acting(state)).toBe(participantOf('a'))
  expect(state.participants[participantOf('chair')]?.seat).toBe('deputy')
  expect(refusal(state, ...asks('chair', 'floor:setMode', { mode: 'open' }))).toBe('forbidden')
})

test('7.1 nobody makes themselves more than they are', () => {
  const state = after(...opened)
  const seat = (by: string, of: string, to: 'chair' | 'deputy' | 'secretary' | 'presenter') =>
    refusal(state, ...asks(by, 'seat:set', { participantId: participantOf(of), seat: to }))
  expect(seat('a', 'a', 'presenter')).toBe('forbidden')
  expect(seat('a', 'b', 'presenter')).toBe('forbidden')
  expect(seat('secretary', 'secretary', 'deputy')).toBe('forbidden')
  expect(seat('secretary', 'a', 'deputy')).toBe('forbidden')
  expect(seat('chair', 'a', 'chair')).toBe('forbidden')
  expect(seat('deputy', 'chair', 'presenter')).toBe('forbidden')
  expect(seat('secretary', 'a', 'presenter')).toBeNull()
})

test('7.2 a changed seat stays over leaving, coming back and another device', () => {
  const state = after(
    ...opened,
    asks('chair', 'seat:set', { participantId: participantOf('a'), seat: 'presenter' }),
    leave('a'),
    joins('a'),
  )
  expect(state.participants[participantOf('a')]?.seat).toBe('presenter')
})

test('7.3 only who acts as the chair may do what the chair may', () => {
  const state = after(...opened)
  for (const name of ['deputy', 'secretary', 'a'])
    expect(refusal(state, ...asks(name, 'floor:setMode', { mode: 'silent' }))).toBe('forbidden')
  expect(
    refusal(after(...opened, lose('chair'), settle), ...asks('deputy', 'floor:setMode', { mode: 'silent' })),
  ).toBeNull()
})
