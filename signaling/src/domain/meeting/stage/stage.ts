import { isOffice, leadsPaper, mayPresent, MeetingError, type stageRequests } from '@diem-cau/signaling-contract'
import type { Deciders } from '../core/subject.ts'

/** Its name, when the meeting has this version of the paper. */
type Known = { readonly 'paper:open': { readonly paperName: string | null } }

/** Decides what everyone watches (SPEC §9). */
export const decideStage: Deciders<typeof stageRequests, 'paper:point', Known> = {
  'stage:set': (state, { data: { stage } }, { participantId: by }) => {
    if (stage.kind === 'pinned' && !stage.participantIds.every((id) => state.participants[id]))
      return new MeetingError('notFound', 'not in the meeting')
    return [{ type: 'stageSet', stage, by }]
  },
  'share:allow': ({ participants, conduct }, { data: { participantId, allowed } }, { participantId: by }) => {
    if (!participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
    return (conduct.mayShare[participantId] === true) === allowed
      ? []
      : [{ type: 'shareAllowed', participantId, allowed, by }]
  },
  'paper:open': (state, { paperName, data }, asker) => {
    const { paper } = state.conduct
    const by = asker.participantId
    if (!mayPresent(state, asker)) return new MeetingError('forbidden', 'may not present')
    if (paper && paper.presenter !== by && !isOffice(state, asker))
      return new MeetingError('screenTaken', 'another paper is open')
    return paperName === null
      ? new MeetingError('notFound', 'no such paper')
      : [{ type: 'paperOpened', ...data, name: paperName, presenter: by }]
  },
  'paper:turn': (state, { data: { page } }, asker) => {
    const { paper } = state.conduct
    if (!paper) return new MeetingError('notFound', 'no paper is open')
    if (!leadsPaper(state, asker)) return new MeetingError('forbidden', 'not the presenter')
    return paper.page === page ? [] : [{ type: 'paperTurned', page }]
  },
  'paper:close': (state, _request, asker) => {
    if (!state.conduct.paper) return []
    return leadsPaper(state, asker)
      ? [{ type: 'paperClosed', by: asker.participantId }]
      : new MeetingError('forbidden', 'not the presenter')
  },
}
