import { mayRemove, type MeetingState, Seat } from '@diem-cau/signaling-contract'
import { describe, expect, test } from 'vitest'
import { asks, opened } from '../../../testing/conduct.ts'
import {
  account,
  after,
  at,
  decided,
  deviceOf,
  endpointOf,
  joinCommand,
  joins,
  openCommand,
  opens,
  participantOf,
  refusal,
  schedule,
  system,
} from '../../../testing/people.ts'
import { refusalAtDoor } from './decideJoin.ts'

const remove = (by: string, who: string, { barred = false, reason = '' } = {}) =>
  asks(by, 'participant:remove', { participantId: participantOf(who), barred, reason })
const allow = (by: string, who: string) => asks(by, 'participant:allow', { participantId: participantOf(who) })
const lock = (by = 'chair', locked = true) => asks(by, 'door:lock', { locked })
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type)
const comes = (state: MeetingState, name: string, changes: Parameters<typeof joinCommand>[1] = {}) =>
  types(decided(state, joinCommand(name, changes), account(name)))
const guarded = { ...schedule, waitingRoom: true }

/** Chair, deputy and secretary as `opened` has them, and one of every other seat. */
const full = [
  ...opened,
  joins('tech', 'technician'),
  joins('speaker', 'presenter'),
  joins('guest', 'guest'),
  joins('watcher', 'observer'),
] as const
const nameOn: Record<Seat, string> = {
  chair: 'chair',
  deputy: 'deputy',
  secretary: 'secretary',
  technician: 'tech',
  delegate: 'a',
  presenter: 'speaker',
  guest: 'guest',
  observer: 'watcher',
}
const conducting = new Set<Seat>(['chair', 'deputy', 'secretary'])

describe('who may', () => {
  const cells = Seat.options.flatMap((seat) =>
    Seat.options.map((other) => ({
      seat,
      other,
      may: other !== 'chair' && seat !== other && conducting.has(seat) && (seat === 'chair' || !conducting.has(other)),
    })),
  )
  test.for(cells)('3.10 $seat puts out $other: $may', ({ seat, other, may }) => {
    const state = after(...full)
    expect(refusal(state, ...remove(nameOn[seat], nameOn[other]))).toBe(may ? null : 'forbidden')
    const [asker, about] = [nameOn[seat], nameOn[other]].map((name) => state.participants[participantOf(name)])
    expect(asker && about && mayRemove(state, asker, about)).toBe(may)
  })

  test.for(Seat.options)(
    '3.11, 3.12, 5.10, 9.6 %s allows again, locks, stops a camera or a screen: who conducts does',
    (seat) => {
      const state = after(...full, remove('chair', 'b', { barred: true }))
      const name = nameOn[seat]
      const expected = conducting.has(seat) ? null : 'forbidden'
      expect(refusal(state, ...allow(name, 'b'))).toBe(expected)
      expect(refusal(state, ...lock(name))).toBe(expected)
      expect(refusal(state, ...asks(name, 'camera:stop', { participantId: participantOf('a') }))).toBe(expected)
      expect(refusal(state, ...asks(name, 'screen:stop', { participantId: participantOf('a') }))).toBe(expected)
    },
  )

  test('3.10 a deputy who acts as the chair puts out a secretary, but not who sits on the chair', () => {
    const gone = after(
      ...full,
      [{ type: 'loseLine', endpointId: endpointOf('chair') }, system],
      [{ type: 'settleChair' }, system],
    )
    expect(refusal(gone, ...remove('deputy', 'secretary'))).toBeNull()
    expect(refusal(gone, ...remove('deputy', 'chair'))).toBe('forbidden')
  })
})

describe('put out', () => {
  test('3.10 all that somebody sends ends, the floor is free, and it is on record by whom and why', () => {
    const state = after(
      ...opened,
      opens('a', 'camera'),
      opens('a', 'mic'),
      asks('chair', 'floor:grant', { participantId: participantOf('a'), itemId: null }),
    )
    const events = decided(state, ...remove('secretary', 'a', { reason: 'Không thuộc thành phần họp' }))
    expect(events).toMatchObject([
      {
        type: 'participantExpelled',
        participantId: participantOf('a'),
        name: 'a',
        barred: false,
        reason: 'Không thuộc thành phần họp',
        by: participantOf('secretary'),
      },
      { type: 'producerClosed', source: 'camera', reason: 'left' },
      { type: 'producerClosed', source: 'mic', reason: 'left' },
      { type: 'floorEnded', reason: 'left' },
      { type: 'participantLeft', reason: 'expelled' },
    ])
    const gone = after(...opened, opens('a', 'camera'), remove('chair', 'a'))
    expect(gone.producers).toEqual({})
    // The participant is not barred and comes again like anybody.
    expect(comes(gone, 'a')).toEqual(['participantJoined'])
  })

  test('3.11 who is barred comes in by no way, until allowed again', () => {
    const state = after(...opened, remove('chair', 'a', { barred: true }))
    const ways = [
      {},
      { n: 2, takeover: true, deviceId: deviceOf('a', 2) },
      { resume: endpointOf('a') },
      { seat: 'guest' },
      { seat: 'deputy' },
      { schedule: guarded },
    ] as const
    for (const way of ways)
      expect(refusal(state, joinCommand('a', way), account('a')), JSON.stringify(way)).toBe('barred')
    expect(refusalAtDoor(state, joinCommand('a'), schedule.startsAt)?.code).toBe('barred')
    expect(comes(state, 'c')).toEqual(['participantJoined'])
    expect(Object.values(state.door.barred)).toMatchObject([{ participantId: participantOf('a'), name: 'a' }])

    const allowed = after(...opened, remove('chair', 'a', { barred: true }), allow('secretary', 'a'))
    expect(allowed.door.barred).toEqual({})
    expect(comes(allowed, 'a')).toEqual(['participantJoined'])
  })

  test('3.10 who waits is turned away; who was let in before waits again', () => {
    const waits = [joinCommand('ward', { schedule: guarded }), account('ward')] as const
    expect(types(decided(after(...opened, waits), ...remove('chair', 'ward', { barred: true })))).toEqual([
      'participantExpelled',
    ])
    expect(after(...opened, waits, remove('chair', 'ward', { barred: true })).door.waiting).toEqual([])
    const letIn = [waits, [{ type: 'admit', participantIds: null }, at('chair')], waits] as const
    const put = after(...opened, ...letIn, remove('chair', 'ward'))
    expect(comes(put, 'ward', { schedule: guarded })).toEqual(['visitorCame'])
  })

  test('3.10 asking twice does nothing twice; about nobody it is notFound', () => {
    const gone = after(...opened, remove('chair', 'a', { barred: true }))
    expect(decided(gone, ...remove('secretary', 'a', { barred: true }))).toEqual([])
    expect(refusal(gone, ...remove('chair', 'nobody'))).toBe('notFound')
    expect(decided(gone, ...allow('chair', 'b'))).toEqual([])
  })
})

describe('locked', () => {
  test('3.12 nobody new comes in, who was there goes and comes, and who conducts always does', () => {
    const state = after(...opened, lock('secretary'))
    expect(comes(state, 'c')).toEqual(['visitorCame'])
    expect(comes(state, 'b', { n: 2, resume: endpointOf('b') })).toEqual([])
    const lost = after(...opened, [{ type: 'loseLine', endpointId: endpointOf('b') }, system], lock(), [
      { type: 'expireLine', endpointId: endpointOf('b') },
      system,
    ])
    expect(comes(lost, 'b', { n: 2 })).toEqual(['participantJoined'])
    expect(comes(after(...opened, lock(), [{ type: 'leave' }, at('b')]), 'b')).toEqual(['participantJoined'])
    for (const seat of ['chair', 'deputy', 'secretary'] as const)
      expect(comes(state, 'late', { seat })).toContain('participantJoined')
    expect(
      comes(state, 'late', {
        invitation: { name: 'late', unit: schedule.hostUnit, organisation: '', seat: 'delegate' },
      }),
    ).toEqual(['visitorCame'])
  })

  test('3.12 who is let in comes again without asking, who is put out does not', () => {
    const comesIn = [joinCommand('c'), account('c')] as const
    const state = [
      ...opened,
      lock(),
      comesIn,
      [{ type: 'admit', participantIds: [participantOf('c')] }, at('secretary')],
      comesIn,
    ] as const
    expect(after(...state).participants[participantOf('c')]).toBeDefined()
    expect(comes(after(...state, [{ type: 'leave' }, at('c')]), 'c')).toEqual(['participantJoined'])
    expect(comes(after(...state, remove('chair', 'c')), 'c')).toEqual(['visitorCame'])
  })

  test('3.8, 3.12 once it is open those who need not wait by the plan are let in, and before that nobody is', () => {
    const waits = [joinCommand('c'), account('c')] as const
    const locked = after(...opened, lock(), waits)
    expect(decided(locked, { type: 'settleDoor', schedule }, system)).toEqual([])
    const unlocked = after(...opened, lock(), waits, lock('chair', false))
    expect(decided(unlocked, { type: 'settleDoor', schedule }, system)).toEqual([
      { type: 'visitorsAdmitted', participantIds: [participantOf('c')], by: null },
    ])
    expect(decided(unlocked, { type: 'settleDoor', schedule: guarded }, system)).toEqual([])
    expect(refusal(unlocked, { type: 'settleDoor', schedule }, at('chair'))).toBe('forbidden')
  })

  test('3.12 locking twice is one lock', () => {
    expect(decided(after(...opened, lock()), ...lock())).toEqual([])
    expect(decided(after(...opened), ...lock('chair', false))).toEqual([])
  })
})

describe('cameras and screens', () => {
  const stopCamera = (by: string, who: string) => asks(by, 'camera:stop', { participantId: participantOf(who) })
  const consent = (name: string) => asks(name, 'camera:consent', {})

  test('5.10 a stopped camera is closed and stays so, whatever device sends it, until its own room consents', () => {
    const state = after(...opened, opens('a', 'camera'))
    expect(decided(state, ...stopCamera('secretary', 'a'))).toMatchObject([
      { type: 'cameraStopped', participantId: participantOf('a'), by: participantOf('secretary') },
      { type: 'producerClosed', source: 'camera', reason: 'stopped' },
    ])
    const stopped = [...opened, opens('a', 'camera'), stopCamera('chair', 'a')] as const
    expect(refusal(after(...stopped), openCommand('a', 'camera'), at('a'))).toBe('cameraStopped')
    expect(refusal(after(...stopped), openCommand('a', 'mic'), at('a'))).toBeNull()
    const moved = after(...stopped, [
      joinCommand('a', { n: 2, deviceId: deviceOf('a', 2), takeover: true }),
      account('a'),
    ])
    expect(refusal(moved, openCommand('a', 'camera'), at('a', 2))).toBe('cameraStopped')
    const again = after(...stopped, [{ type: 'leave' }, at('a')], joins('a'))
    expect(refusal(again, openCommand('a', 'camera'), at('a'))).toBe('cameraStopped')
    expect(refusal(after(...stopped, consent('b')), openCommand('a', 'camera'), at('a'))).toBe('cameraStopped')
    expect(refusal(after(...stopped, consent('a')), openCommand('a', 'camera'), at('a'))).toBeNull()
  })

  test('5.10, 9.6 the acting chair is stopped by nobody else', () => {
    const state = after(...opened, opens('chair', 'camera'), opens('chair', 'screen'))
    expect(refusal(state, ...stopCamera('deputy', 'chair'))).toBe('forbidden')
    expect(refusal(state, ...asks('secretary', 'screen:stop', { participantId: participantOf('chair') }))).toBe(
      'forbidden',
    )
    expect(refusal(state, ...stopCamera('chair', 'nobody'))).toBe('notFound')
  })

  test('9.6 a screen that is stopped ends with its sound, and so does what was allowed', () => {
    const share = asks('chair', 'share:allow', { participantId: participantOf('a'), allowed: true })
    const state = after(...opened, share, opens('a', 'screen'), opens('a', 'screenAudio'), opens('a', 'camera'))
    expect(decided(state, ...asks('secretary', 'screen:stop', { participantId: participantOf('a') }))).toMatchObject([
      { type: 'shareAllowed', allowed: false },
      { type: 'producerClosed', source: 'screen', reason: 'stopped' },
      { type: 'producerClosed', source: 'screenAudio', reason: 'stopped' },
    ])
    const stopped = after(
      ...opened,
      share,
      opens('a', 'screen'),
      asks('chair', 'screen:stop', { participantId: participantOf('a') }),
    )
    expect(refusal(stopped, openCommand('a', 'screen'), at('a'))).toBe('forbidden')
  })
})
