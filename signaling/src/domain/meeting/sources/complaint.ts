import { MeetingError, type sourceRequests } from '@diem-cau/signaling-contract'
import type { PassingOf } from '../core/subject.ts'
import { helpersIn } from './helpersIn.ts'

/** A complaint goes to those who can mend its cause (SPEC 9.5). */
export const complaint: PassingOf<typeof sourceRequests, 'complaint:send', { readonly now: () => number }> = {
  pace: { perSecond: 0.1, burst: 4 },
  refuse: ({ participants }, _from, { about }) =>
    about !== null && !participants[about] ? new MeetingError('notFound', 'not in the meeting') : null,
  answer: (state, { participantId: from }, { about, what }, { now }) => {
    const notice = { name: 'complaint' as const, complaint: { from, about, what, at: now() } }
    return { answer: {}, tell: helpersIn(state).map(({ participantId: to }) => ({ to, notice })) }
  },
}
