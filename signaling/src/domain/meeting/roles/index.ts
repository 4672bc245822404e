import { CHAIR_GRACE_MS, type MeetingState, roleRequests } from '@diem-cau/signaling-contract'
import { subject, type Timings } from '../core/subject.ts'
import { decideRoles, isChairOpen, settleChair } from './roles.ts'

/** Roles: seats, the acting chair, start and end of the meeting (SPEC §7). */
export const roles = subject({
  requests: roleRequests,
  mayAsk: { 'meeting:start': 'chair', 'meeting:end': 'chair', 'seat:set': 'office', 'chair:handOver': 'chair' },
  decide: decideRoles,
  byItself: {
    /** The time has come to look who acts as the chair (SPEC 7.4). */
    settleChair,
  },
  due: [
    (state: MeetingState, { chairGraceMs: afterMs = CHAIR_GRACE_MS }: Timings) =>
      isChairOpen(state)
        ? { key: 'chair', when: { afterMs }, command: () => ({ type: 'settleChair' as const }) }
        : null,
  ],
})
