import { initialState, MeetingId, UnitCode, type MeetingState, type Seat } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { voteReach } from './voteReach.ts'

const base = initialState(MeetingId.parse('m.1'))
const confirmed = { count: 3, people: [], at: 5, by: 'p.0' as never }
const unit = (code: string, isConfirmed: boolean) => ({
  code: UnitCode.parse(code),
  name: code,
  addedAt: null,
  firstSeenAt: 1,
  lastLeftAt: null,
  lastBackAt: null,
  confirmed: isConfirmed ? confirmed : null,
  excused: null,
})
const here = (code: string, seat: Seat = 'delegate') => ({
  line: 'online',
  seat,
  participantId: `p.${code}`,
  name: code,
  unit: { code: UnitCode.parse(code), name: code },
})
const meeting = (
  calledAt: number | null,
  confirmedCodes: string,
  connected: readonly ReturnType<typeof here>[],
): MeetingState => ({
  ...base,
  participants: Object.fromEntries(connected.map((someone, n) => [`p.${n}`, someone])) as MeetingState['participants'],
  conduct: {
    ...base.conduct,
    rollCall: { openedAt: calledAt, closedAt: calledAt },
    units: ['a', 'b', 'c', 'd'].map((code) => unit(code, confirmedCodes.includes(code))),
  },
})

test('12.1 without a roll call every unit that is connected would have a ballot', () => {
  expect(voteReach(meeting(null, '', [here('a'), here('b'), here('c')]), 'units')).toEqual({
    may: 3,
    of: 4,
    unconfirmed: 0,
    isFew: false,
  })
})

test('10.2 after a roll call that was closed early those who did not confirm would have none, and are counted', () => {
  expect(voteReach(meeting(50, 'ad', [here('a'), here('b'), here('c')]), 'units')).toEqual({
    may: 1,
    of: 4,
    unconfirmed: 2,
    isFew: true,
  })
  expect(voteReach(meeting(50, '', [here('a')]), 'units')).toEqual({ may: 0, of: 4, unconfirmed: 1, isFew: true })
})

test('12.1 where delegates vote, seats that have a ballot are counted, not units', () => {
  expect(voteReach(meeting(50, '', [here('a', 'chair'), here('b'), here('c', 'technician')]), 'delegates')).toEqual({
    may: 2,
    of: null,
    unconfirmed: 0,
    isFew: false,
  })
})
