import { mayBeHeard, type MeetingState, reduce } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { asks, grant, itemId, opened } from '../../../testing/conduct.ts'
import {
  after,
  at,
  joins,
  leave,
  lose,
  NOON,
  openCommand,
  opens,
  participantOf,
  producerOf,
  refusal,
} from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from '../decide/Command.ts'
import { nearlyHeard } from './nearlyHeard.ts'

const heard = (state: MeetingState, name: string) => mayBeHeard(state, participantOf(name))
const queue = (state: MeetingState) => state.conduct.queue.map((request) => request.participantId)
const register = (name: string) => asks(name, 'floor:request', { itemId: null, speaker: '', note: '' })

test('8.1 before the chair has opened the meeting everyone is heard, then only chair and holders', () => {
  const before = after(joins('chair', 'chair'), joins('a'))
  expect([heard(before, 'chair'), heard(before, 'a')]).toEqual([true, true])
  const chaired = after(...opened)
  expect([heard(chaired, 'chair'), heard(chaired, 'secretary'), heard(chaired, 'a')]).toEqual([true, false, false])
  const granted = after(...opened, register('a'), grant('a'))
  expect([heard(granted, 'a'), heard(granted, 'b')]).toEqual([true, false])
})

test('8.1 in silent mode only the chair is heard, and the floor is empty', () => {
  const state = after(...opened, register('a'), grant('a'), asks('chair', 'floor:setMode', { mode: 'silent' }))
  expect(state.conduct.holders).toEqual([])
  expect([heard(state, 'chair'), heard(state, 'a')]).toEqual([true, false])
})

test('8.2 in open mode six microphones are open beside the chair, the next is floorFull', () => {
  const names = Array.from({ length: 7 }, (_, n) => `w${n}`)
  const state = after(
    ...opened,
    asks('chair', 'floor:setMode', { mode: 'open' }),
    opens('chair', 'mic'),
    ...names.flatMap((name) => [joins(name), opens(name, 'mic', { paused: true })]),
    ...names
      .slice(0, 6)
      .map(
        (name) =>
          [{ type: 'setProducerPaused', producerId: producerOf(name, 'mic'), paused: false }, at(name)] as const,
      ),
  )
  expect(
    refusal(state, { type: 'setProducerPaused', producerId: producerOf('w6', 'mic'), paused: false }, at('w6')),
  ).toBe('floorFull')
  expect(refusal(state, openCommand('b', 'mic'), at('b'))).toBe('floorFull')
})

test('8.2 microphones that wait behind a closed floor do not open with it', () => {
  const state = after(...opened, opens('a', 'mic'), asks('chair', 'floor:setMode', { mode: 'open' }))
  expect(heard(state, 'a')).toBe(false)
  expect(
    heard(after(...opened, opens('a', 'mic', { paused: true }), asks('chair', 'floor:setMode', { mode: 'open' })), 'a'),
  ).toBe(true)
})

test('8.3 the queue is in order of asking, each once; the secretary moves and skips', () => {
  const state = after(...opened, register('a'), register('b'), register('a'))
  expect(queue(state)).toEqual([participantOf('a'), participantOf('b')])
  const moved = after(
    ...opened,
    register('a'),
    register('b'),
    asks('secretary', 'floor:move', { participantId: participantOf('b'), before: participantOf('a') }),
  )
  expect(queue(moved)).toEqual([participantOf('b'), participantOf('a')])
  const skipped = after(
    ...opened,
    register('a'),
    register('b'),
    asks('secretary', 'floor:withdraw', { participantId: participantOf('a') }),
  )
  expect(queue(skipped)).toEqual([participantOf('b')])
  expect(refusal(state, ...asks('a', 'floor:withdraw', { participantId: participantOf('b') }))).toBe('forbidden')
  expect(refusal(state, ...asks('a', 'floor:grant', { participantId: participantOf('a'), itemId: null }))).toBe(
    'forbidden',
  )
})

test('8.10 how often each had the floor is counted, asked for or not, and stays when they leave', () => {
  const end = (name: string) => asks('chair', 'floor:end', { participantId: participantOf(name) })
  const state = after(...opened, register('a'), grant('a'), end('a'), grant('a'), end('a'), grant('b'), leave('b'))
  expect(state.conduct.spoken).toEqual({ [participantOf('a')]: 2, [participantOf('b')]: 1 })
})

test('8.5 the next two of the queue are made ready', () => {
  const state = after(...opened, joins('c'), register('a'), register('b'), register('c'))
  expect([...nearlyHeard(state)]).toEqual(['a', 'b'].map(participantOf))
})

test('8.3 an observer and a technician do not ask for the floor', () => {
  const state = after(...opened, joins('watcher', 'observer'), joins('tech', 'technician'))
  expect(refusal(state, ...register('watcher'))).toBe('forbidden')
  expect(refusal(state, ...register('tech'))).toBe('forbidden')
})

test('8.4 four hold the floor together, a fifth is floorFull', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const state = after(
    ...opened,
    ...names.slice(2).map((name) => joins(name)),
    ...names.slice(0, 4).map((name) => grant(name)),
  )
  expect(state.conduct.holders).toHaveLength(4)
  expect(refusal(state, ...grant('e'))).toBe('floorFull')
})

test('8.4 a grant takes the limit, the point and the speaker from what was asked', () => {
  const state = after(
    ...opened,
    asks('a', 'floor:request', { itemId: itemId(2), speaker: 'Bà Trần Thị Mai', note: '' }),
    grant('a'),
  )
  expect(state.conduct.holders).toMatchObject([
    { itemId: itemId(2), speaker: 'Bà Trần Thị Mai', limitSec: 300, grantedAt: NOON },
  ])
  expect(state.conduct.queue).toEqual([])
})

test('8.9 the clock of a speaker stands while the microphone is cut, and goes on when the room opens it', () => {
  const holder = (...steps: readonly (readonly [Command, Actor])[]) => after(...opened, ...steps).conduct.holders[0]
  const cut = asks('chair', 'mic:cut', { participantId: participantOf('a') })
  expect(holder(grant('a'))).toMatchObject({ stoppedAt: null, stoppedMs: 0 })
  expect(holder(grant('a'), cut)).toMatchObject({ stoppedAt: NOON, stoppedMs: 0 })
  expect(holder(cut, grant('a'))).toMatchObject({ stoppedAt: NOON })
  expect(holder(grant('a'), cut, asks('a', 'mic:consent', {}))).toMatchObject({ stoppedAt: null })
  const stopped = after(...opened, grant('a'), cut)
  const later = reduce(stopped, {
    seq: 99,
    at: NOON + 40_000,
    event: { type: 'microphoneConsented', participantId: participantOf('a') },
  })
  expect(later.conduct.holders[0]).toMatchObject({ grantedAt: NOON, stoppedAt: null, stoppedMs: 40_000 })
})

test('8.6 silence cuts every open microphone but the chair’s, and the floor alone does not open it again', () => {
  const silenced = [
    ...opened,
    opens('chair', 'mic'),
    grant('a'),
    opens('a', 'mic'),
    asks('secretary', 'floor:silenceAll', {}),
  ] as const
  const state = after(...silenced)
  expect([heard(state, 'chair'), heard(state, 'a')]).toEqual([true, false])
  expect(heard(after(...silenced, grant('a')), 'a')).toBe(false)
  expect(heard(after(...silenced, grant('a'), asks('a', 'mic:consent', {})), 'a')).toBe(true)
  expect(heard(after(...silenced, register('a'), grant('a')), 'a'), 'asking for the floor is consent').toBe(true)
})

test('8.6 nobody consents for another room', () => {
  const state = after(
    ...opened,
    asks('chair', 'mic:cut', { participantId: participantOf('a') }),
    asks('b', 'mic:consent', {}),
  )
  expect(heard(after(...opened, asks('chair', 'mic:cut', { participantId: participantOf('a') })), 'a')).toBe(false)
  expect(state.conduct.cut[participantOf('a')]).toBe(true)
  expect(refusal(state, ...asks('a', 'mic:cut', { participantId: participantOf('b') }))).toBe('forbidden')
  expect(refusal(state, ...asks('secretary', 'mic:cut', { participantId: participantOf('chair') }))).toBe('forbidden')
})

test('8.8 who leaves loses floor and place in the queue, a broken line keeps both', () => {
  const both = [...opened, grant('a'), register('b')] as const
  const broken = after(...both, lose('a'), lose('b'))
  expect([broken.conduct.holders.length, broken.conduct.queue.length]).toEqual([1, 1])
  const left = after(...both, leave('a'), leave('b'))
  expect([left.conduct.holders.length, left.conduct.queue.length]).toEqual([0, 0])
})
