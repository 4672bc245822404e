import { type ConductEvent, isOffice, leadsPaper, mayPresent, MeetingError, type MeetingState, type Participant } from '@diem-cau/signaling-contract'
import type { ConductRequest } from '../core/ConductCommand.ts'

type StageRequest = Extract<ConductRequest, { type: `stage:${string}` | `share:${string}` | `paper:${string}` | 'chat:set' }>

/** What everyone watches (SPEC §9). */
export function decideStage(state: MeetingState, request: StageRequest, asker: Participant): ConductEvent[] | MeetingError {
  const { conduct } = state
  const by = asker.participantId
  switch (request.type) {
    case 'stage:set': {
      const { stage } = request.data
      if (stage.kind === 'pinned' && !stage.participantIds.every((id) => state.participants[id])) return new MeetingError('notFound', 'not in the meeting')
      return [{ type: 'stageSet', stage, by }]
    }
    case 'share:allow': {
      const { participantId, allowed } = request.data
      if (!state.participants[participantId]) return new MeetingError('notFound', 'not in the meeting')
      return (conduct.mayShare[participantId] === true) === allowed ? [] : [{ type: 'shareAllowed', participantId, allowed, by }]
    }
    case 'paper:open': {
      if (!mayPresent(state, asker)) return new MeetingError('forbidden', 'may not present')
      if (conduct.paper && conduct.paper.presenter !== by && !isOffice(state, asker)) return new MeetingError('screenTaken', 'another paper is open')
      const { paperName, data } = request
      return paperName === null ? new MeetingError('notFound', 'no such paper') : [{ type: 'paperOpened', ...data, name: paperName, presenter: by }]
    }
    case 'paper:turn': {
      if (!conduct.paper) return new MeetingError('notFound', 'no paper is open')
      if (!leadsPaper(state, asker)) return new MeetingError('forbidden', 'not the presenter')
      return conduct.paper.page === request.data.page ? [] : [{ type: 'paperTurned', page: request.data.page }]
    }
    case 'paper:close':
      if (!conduct.paper) return []
      return leadsPaper(state, asker) ? [{ type: 'paperClosed', by }] : new MeetingError('forbidden', 'not the presenter')
    case 'chat:set': {
      const { open } = request.data
      return open === conduct.chatOpen ? [] : [{ type: 'chatSet', open, by }]
    }
    default:
      return request satisfies never
  }
}
