import { initialState, MeetingId, ParticipantId, UnitCode, type MeetingState } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { noBallotWhy } from './noBallotWhy.ts'

const base = initialState(MeetingId.parse('m.1'))
const unit = { code: UnitCode.parse('a'), name: 'Phường A' }
const confirmedAt = (at: number) => ({ count: 3, people: [], at, by: ParticipantId.parse('p') })
const meeting = (
  calledAt: number | null,
  confirmed: MeetingState['conduct']['units'][number]['confirmed'] | 'notInvited',
): MeetingState => ({
  ...base,
  conduct: {
    ...base.conduct,
    rollCall: { openedAt: calledAt, closedAt: null },
    units:
      confirmed === 'notInvited'
        ? []
        : [{ ...unit, addedAt: null, firstSeenAt: 1, lastLeftAt: null, lastBackAt: null, confirmed, excused: null }],
  },
})
const units = { electorate: 'units', openedAt: 100 } as const
const ward = { seat: 'delegate', unit } as const

test('12.1 who has no ballot is told the reason that is true for them', () => {
  expect(noBallotWhy(meeting(50, null), units, { seat: 'technician', unit })).toBe('seat')
  expect(noBallotWhy(meeting(50, 'notInvited'), units, ward)).toBe('notInvited')
  expect(noBallotWhy(meeting(50, null), units, ward)).toBe('notConfirmed')
  expect(noBallotWhy(meeting(50, confirmedAt(150)), units, ward)).toBe('notConfirmed')
})

test('12.1 who was confirmed, or needed not be, came after the vote had opened', () => {
  expect(noBallotWhy(meeting(50, confirmedAt(60)), units, ward)).toBe('late')
  expect(noBallotWhy(meeting(null, null), units, ward)).toBe('late')
  expect(noBallotWhy(meeting(150, null), units, ward)).toBe('late')
  expect(noBallotWhy(meeting(null, 'notInvited'), { electorate: 'delegates', openedAt: 100 }, ward)).toBe('late')
})
