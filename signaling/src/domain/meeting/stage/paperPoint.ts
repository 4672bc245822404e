import { leadsPaper, MeetingError, type ParticipantId, type stageRequests } from '@diem-cau/signaling-contract'
import type { PassingOf } from '../core/subject.ts'

/** The presenter's view is passed on to everyone else, and is forgotten (SPEC 9.3). */
export const paperPoint: PassingOf<typeof stageRequests, 'paper:point'> = {
  pace: { perSecond: 12, burst: 24 },
  refuse: (state, from) => {
    if (!state.conduct.paper) return new MeetingError('notFound', 'no paper is open')
    return leadsPaper(state, from) ? null : new MeetingError('forbidden', 'not the presenter')
  },
  answer: ({ participants }, { participantId: from }, point) => {
    const others = (Object.keys(participants) as ParticipantId[]).filter((to) => to !== from)
    return { answer: {}, tell: others.map((to) => ({ to, notice: { name: 'paperPointed', point } })) }
  },
}
