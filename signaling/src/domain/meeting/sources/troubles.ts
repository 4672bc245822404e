import type { sourceRequests } from '@diem-cau/signaling-contract'
import type { PassingOf } from '../core/subject.ts'
import { helpersIn } from './helpersIn.ts'

/**
 * What a room's page finds wrong with it goes to the same people (SPEC 9.7). Nothing is kept here: the page says it
 * again, so whoever comes later, or to another process, knows it soon.
 */
export const troubles: PassingOf<typeof sourceRequests, 'endpoint:troubles'> = {
  pace: { perSecond: 0.5, burst: 6 },
  answer: (state, { participantId }, { troubles: all }) => {
    const notice = { name: 'troubles' as const, participantId, troubles: [...new Set(all)] }
    return { answer: {}, tell: helpersIn(state).map(({ participantId: to }) => ({ to, notice })) }
  },
}
