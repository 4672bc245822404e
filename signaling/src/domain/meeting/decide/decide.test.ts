import {
  initialState,
  maySend,
  MeetingError,
  type MeetingState,
  reduce,
  Seat,
  Source,
} from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  account,
  after,
  at,
  decided,
  deviceOf,
  endpointOf,
  joinCommand,
  joins,
  meetingId,
  NOON,
  openCommand,
  opens,
  participantOf,
  producerOf,
  refusal,
  system,
} from '../../../testing/people.ts'
import type { Actor } from '../core/Actor.ts'
import type { Command } from './Command.ts'
import { decide } from './decide.ts'

describe('leaving', () => {
  test('3.5 who leaves takes all it sends along', () => {
    const state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('b', 'mic'))
    expect(decided(state, { type: 'leave' }, at('a'))).toMatchObject([
      { type: 'producerClosed', producerId: producerOf('a', 'mic'), reason: 'left' },
      { type: 'participantLeft', participantId: participantOf('a'), reason: 'left' },
    ])
  })

  test('6.1 a broken line is lost once, and gives its place up once', () => {
    const lose = { type: 'loseLine', endpointId: endpointOf('a') } as const
    const expire = { type: 'expireLine', endpointId: endpointOf('a') } as const
    const online = after(joins('a'), opens('a', 'camera'))
    expect(decided(online, expire, system), 'it is online').toEqual([])
    const lost = after(joins('a'), opens('a', 'camera'), [lose, system])
    expect(lost.producers, 'kept').not.toEqual({})
    expect(decided(lost, lose, system)).toEqual([])
    expect(decided(lost, expire, system).map((e) => e.type)).toEqual(['producerClosed', 'participantLeft'])
    expect(decided(after(joins('a'), [lose, system], [expire, system]), expire, system)).toEqual([])
  })

  test('6.1 the line of an endpoint that was replaced is of no interest', () => {
    const moved = after(joins('a'), [
      joinCommand('a', { n: 2, takeover: true, deviceId: deviceOf('a', 2) }),
      account('a'),
    ])
    expect(decided(moved, { type: 'loseLine', endpointId: endpointOf('a') }, system)).toEqual([])
  })
})

describe('producers', () => {
  test('4.3 a second participant may neither share a screen nor its sound, the first may go on', () => {
    const state = after(joins('a'), joins('b'), opens('a', 'screen'))
    expect(refusal(state, openCommand('b', 'screen'), at('b'))).toBe('screenTaken')
    expect(refusal(state, openCommand('b', 'screenAudio'), at('b'))).toBe('screenTaken')
    expect(refusal(state, openCommand('a', 'screenAudio'), at('a'))).toBeNull()
  })

  test('4.4 what is not the own, or not there at all, is notYours for every request about it', () => {
    const state = after(joins('a'), joins('b'), opens('a', 'mic'))
    for (const producerId of [producerOf('a', 'mic'), producerOf('nobody', 'mic')]) {
      expect(refusal(state, { type: 'closeProducer', producerId }, at('b'))).toBe('notYours')
      expect(refusal(state, { type: 'setProducerPaused', producerId, paused: true }, at('b'))).toBe('notYours')
    }
  })

  test('3.3 the endpoint that was taken over can do nothing any more', () => {
    const moved = after(joins('a'), opens('a', 'mic'), [
      joinCommand('a', { n: 2, takeover: true, deviceId: deviceOf('a', 2) }),
      account('a'),
    ])
    expect(refusal(moved, openCommand('a', 'mic', { n: 2 }), at('a'))).toBe('replaced')
    expect(refusal(moved, { type: 'leave' }, at('a'))).toBe('replaced')
  })

  test('5.6 a second producer of a source ends the first', () => {
    const state = after(joins('a'), opens('a', 'camera'))
    expect(decided(state, openCommand('a', 'camera', { n: 2 }), at('a'))).toMatchObject([
      { type: 'producerClosed', producerId: producerOf('a', 'camera'), reason: 'replaced' },
      { type: 'producerOpened', producerId: producerOf('a', 'camera', 2) },
    ])
  })

  test('5.5 pausing what is paused changes nothing', () => {
    const producerId = producerOf('a', 'mic')
    const state = after(joins('a'), opens('a', 'mic', { paused: true }))
    expect(decided(state, { type: 'setProducerPaused', producerId, paused: true }, at('a'))).toEqual([])
    expect(decided(state, { type: 'setProducerPaused', producerId, paused: false }, at('a'))).toEqual([
      { type: 'producerResumed', producerId },
    ])
  })

  test('6.3 endpoints that lost their media lose all they sent, others nothing', () => {
    const state = after(joins('a'), joins('b'), opens('a', 'mic'), opens('a', 'camera'), opens('b', 'mic'))
    const events = decided(state, { type: 'loseMedia', endpointIds: [endpointOf('a')] }, system)
    expect(events.map((e) => e.type === 'producerClosed' && [e.source, e.reason])).toEqual([
      ['mic', 'mediaLost'],
      ['camera', 'mediaLost'],
    ])
  })
})

test('4.1 what happens by itself cannot be asked for by a client', () => {
  const state = after(joins('a'), opens('a', 'mic'))
  const commands: Command[] = [
    { type: 'end' },
    { type: 'loseLine', endpointId: endpointOf('a') },
    { type: 'expireLine', endpointId: endpointOf('a') },
    { type: 'loseProducers', producerIds: [producerOf('a', 'mic')] },
    { type: 'loseMedia', endpointIds: [endpointOf('a')] },
  ]
  for (const command of commands)
    expect([command.type, refusal(state, command, at('a'))]).toEqual([command.type, 'forbidden'])
})

describe('whatever is asked, in whatever order', () => {
  const who = fc.constantFrom('a', 'b', 'c', 'd')
  const n = fc.constantFrom(1, 2)
  const source = fc.constantFrom(...Source.options)
  const seats = new Map(['a', 'b', 'c', 'd'].map((name, i) => [name, Seat.options[i + 1] ?? 'chair']))
  const step: fc.Arbitrary<[Command, Actor]> = fc.oneof(
    fc
      .tuple(who, n, n, fc.boolean())
      .map(([w, e, d, takeover]): [Command, Actor] => [
        joinCommand(w, { seat: seats.get(w) ?? 'chair', n: e, deviceId: deviceOf(w, d), takeover }),
        account(w),
      ]),
    fc.tuple(who, n).map(([w, e]): [Command, Actor] => [{ type: 'leave' }, at(w, e)]),
    fc
      .tuple(who, n, source, n, fc.boolean())
      .map(([w, e, s, p, paused]): [Command, Actor] => [openCommand(w, s, { n: p, paused }), at(w, e)]),
    fc
      .tuple(who, who, n, source)
      .map(([w, whose, e, s]): [Command, Actor] => [
        { type: 'closeProducer', producerId: producerOf(whose, s) },
        at(w, e),
      ]),
    fc
      .tuple(who, who, n, source, fc.boolean())
      .map(([w, whose, e, s, paused]): [Command, Actor] => [
        { type: 'setProducerPaused', producerId: producerOf(whose, s), paused },
        at(w, e),
      ]),
    fc.tuple(who, n).map(([w, e]): [Command, Actor] => [{ type: 'loseLine', endpointId: endpointOf(w, e) }, system]),
    fc.tuple(who, n).map(([w, e]): [Command, Actor] => [{ type: 'expireLine', endpointId: endpointOf(w, e) }, system]),
    fc
      .tuple(who, n)
      .map(([w, e]): [Command, Actor] => [{ type: 'loseMedia', endpointIds: [endpointOf(w, e)] }, system]),
    fc
      .tuple(who, source)
      .map(([w, s]): [Command, Actor] => [{ type: 'loseProducers', producerIds: [producerOf(w, s)] }, system]),
  )
  const steps = fc.array(step, { maxLength: 60 })

  function always(holds: (state: MeetingState) => void) {
    fc.assert(
      fc.property(steps, (commands) => {
        let state = initialState(meetingId)
        let seq = 0
        for (const [command, actor] of commands) {
          const events = decide(state, command, actor, NOON)
          if (events instanceof MeetingError) continue
          for (const event of events) state = reduce(state, { seq: (seq += 1), at: NOON, event })
          holds(state)
        }
      }),
    )
  }

  test('5.6 a participant has one producer of a source at most, and a seat that allows it (4.2)', () => {
    always((state) => {
      const producers = Object.values(state.producers)
      expect(new Set(producers.map((p) => `${p.participantId} ${p.source}`)).size).toBe(producers.length)
      for (const p of producers) {
        const owner = state.participants[p.participantId]
        expect(owner && maySend(owner.seat, p.source)).toBe(true)
      }
    })
  })

  test('4.3 one participant at most shares a screen', () => {
    always((state) => {
      const sharing = Object.values(state.producers).filter((p) => p.source === 'screen' || p.source === 'screenAudio')
      expect(new Set(sharing.map((p) => p.participantId)).size).toBeLessThanOrEqual(1)
    })
  })

  test('an account is one participant, and no endpoint is of two', () => {
    always((state) => {
      const all = Object.values(state.participants)
      expect(new Set(all.map((p) => p.accountId)).size).toBe(all.length)
      expect(new Set(all.map((p) => p.endpointId)).size).toBe(all.length)
    })
  })
})
