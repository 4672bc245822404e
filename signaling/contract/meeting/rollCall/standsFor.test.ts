import { expect, test } from 'vitest'
import { MeetingId, ParticipantId, UnitCode } from '../../core/ids.ts'
import { initialState } from '../whole/reduce.ts'
import { Seat } from '../../core/seat.ts'
import type { Participant } from '../core/state.ts'
import { connectedUnits, quorumOf } from './present.ts'
import { standsFor } from './standsFor.ts'

const unit = { code: UnitCode.parse('o-mon.thoi-an'), name: 'Phường Thới An' }
const stands: ReadonlySet<Seat> = new Set(['chair', 'deputy', 'secretary', 'delegate', 'presenter'])

test.for(Seat.options)('10.1 who stands for a unit, and makes it present: %s', (seat) => {
  const empty = initialState(MeetingId.parse('m'))
  const id = ParticipantId.parse('p')
  const state = {
    ...empty,
    participants: { [id]: { participantId: id, seat, unit, line: 'online' } as Participant },
    conduct: {
      ...empty.conduct,
      units: [
        { ...unit, addedAt: null, firstSeenAt: 1, lastLeftAt: null, lastBackAt: null, confirmed: null, excused: null },
      ],
    },
  }
  expect(standsFor({ seat, unit })).toEqual(stands.has(seat) ? unit : null)
  expect([...connectedUnits(state).keys()]).toEqual(stands.has(seat) ? [unit.code] : [])
  expect(quorumOf(state)).toMatchObject({ present: stands.has(seat) ? 1 : 0, reached: stands.has(seat) })
  expect(standsFor({ seat, unit: null })).toBeNull()
})
