import type { Reducers } from '../core/subject.ts'
import type { RoleEvent } from './events.ts'
import type { RolesSlice } from './state.ts'

export const reduceRoles: Reducers<RolesSlice, RoleEvent> = {
  meetingStarted: (slice, _event, at) => ({ ...slice, startedAt: at }),
  seatChanged: (slice, { participantId, seat }) => ({ ...slice, seats: { ...slice.seats, [participantId]: seat } }),
  actingChairChanged: (slice, { participantId }) => ({ ...slice, actingChair: participantId }),
}
