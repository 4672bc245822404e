import { initialState, LoggedEvent, MeetingId, reduce } from '@diem-cau/signaling-contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MeetingSync } from './MeetingSync.ts'

const meetingId = MeetingId.parse('m1')
const device = { deviceId: 'd1', deviceName: 'Chrome, Windows' }

const log = [
  { type: 'meetingOpened', title: 'Giao ban', hostUnit: { code: 'o-mon', name: 'Quận Ô Môn' } },
  ...['a', 'b', 'c'].map((who) => ({
    type: 'participantJoined',
    participantId: who,
    accountId: who,
    name: who,
    unit: { code: who, name: `Phường ${who}` },
    seat: 'delegate',
    endpointId: `e-${who}`,
    ...device,
  })),
  { type: 'lineLost', participantId: 'b' },
  { type: 'participantLeft', participantId: 'a', reason: 'left' },
].map((event, index) => LoggedEvent.parse({ seq: index + 1, at: 1_000 + index, event }))

const whole = log.reduce(reduce, initialState(meetingId))
const snapshot = (seq: number) => ({
  kind: 'snapshot' as const,
  seq,
  state: log.slice(0, seq).reduce(reduce, initialState(meetingId)),
})

test('2.2 events that arrive twice are reduced once', () => {
  const sync = new MeetingSync(meetingId)
  sync.reset(snapshot(2))
  expect(sync.accept(log.slice(0, 4))).toMatchObject({ kind: 'applied', events: [{ seq: 3 }, { seq: 4 }] })
  expect(sync.accept(log.slice(0, 4))).toEqual({ kind: 'applied', events: [] })
  expect(sync.seq).toBe(4)
})

test('2.2 a gap is reported with the seq to resync from, and closed by the answer', () => {
  const sync = new MeetingSync(meetingId)
  sync.reset(snapshot(2))
  expect(sync.accept(log.slice(4))).toEqual({ kind: 'gap', seq: 2 })
  expect(sync.reset({ kind: 'events', events: log.slice(2, 4) })).toMatchObject({ kind: 'applied' })
  expect(sync.state).toEqual(whole)
})

test('2.4 events that come before the answer of the join are kept for it', () => {
  const sync = new MeetingSync(meetingId)
  sync.accept(log.slice(3))
  expect(sync.seq).toBeNull()
  sync.reset(snapshot(3))
  expect(sync.state).toEqual(whole)
})

test('an old snapshot does not take the state back', () => {
  const sync = new MeetingSync(meetingId)
  sync.reset(snapshot(6))
  sync.reset(snapshot(2))
  expect(sync.state).toEqual(whole)
})

test('2.3 in whatever order and batches events come, the state is the same', () => {
  const batches = fc.array(fc.subarray(log, { minLength: 1 }), { maxLength: 8 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: log.length }), batches, (seq, batches) => {
      const sync = new MeetingSync(meetingId)
      sync.reset(snapshot(seq))
      for (const batch of batches) {
        const accepted = sync.accept(batch)
        if (accepted.kind === 'gap') sync.reset({ kind: 'events', events: log.slice(accepted.seq) })
      }
      sync.reset({ kind: 'events', events: log })
      expect(sync.state).toEqual(whole)
      expect(sync.seq).toBe(log.length)
    }),
  )
})
