import {
  isOffice,
  type ItemId,
  type MeetingEvent,
  type MeetingState,
  type ParticipantId,
  type Seat,
  type Stage,
} from '@diem-cau/signaling-contract'
import { type Call, callOf } from '../../../../live/meeting/callOf.ts'

export type News =
  | {
      readonly key:
        | 'started'
        | 'chairNobody'
        | 'youAct'
        | 'youChair'
        | 'yourFloorTaken'
        | 'youSkipped'
        | 'shareNo'
        | 'paperClosed'
        | 'stageAll'
        | 'stageFollows'
        | 'chatOpened'
        | 'chatClosed'
        | 'locked'
        | 'unlocked'
        | 'yourCameraStopped'
        | 'yourScreenStopped'
      readonly shown: boolean
    }
  | {
      readonly key:
        | 'chairBack'
        | 'chairInstead'
        | 'chairGiven'
        | 'asks'
        | 'granted'
        | 'done'
        | 'expelled'
        | 'cameraRefused'
      readonly who: Call
      readonly shown: boolean
    }
  | { readonly key: 'paperOpened'; readonly who: Call; readonly name: string; readonly shown: boolean }
  | {
      readonly key: 'paperAdded' | 'paperVersion' | 'paperRemoved' | 'invitedMore'
      readonly name: string
      readonly shown: boolean
    }
  | { readonly key: 'stagePinned'; readonly units: readonly Call[]; readonly shown: boolean }
  | { readonly key: 'rollCallOpened' | 'rollCallClosed'; readonly shown: boolean }
  | { readonly key: 'itemStarted' | 'itemClosed'; readonly title: string; readonly shown: boolean }
  | {
      readonly key: 'voteOpened' | 'voteCancelled' | 'votePassed' | 'voteFailed' | 'voteCounted'
      readonly question: string
      readonly shown: boolean
    }
  | { readonly key: 'mode'; readonly mode: MeetingState['conduct']['mode']; readonly shown: boolean }
  | { readonly key: 'yourSeat'; readonly seat: Seat; readonly shown: boolean }

/**
 * Makes news of an event of the conduct; null when it is none. `shown`: it is a toast too, as nothing else on the page
 * says it.
 * @param state after the event, or shortly before
 */
export function conductNews(event: MeetingEvent, state: MeetingState, me: ParticipantId): News | null {
  const self = state.participants[me]
  const conducts = self !== undefined && isOffice(state, self)
  const callIn = (id: ParticipantId) => {
    const participant = state.participants[id]
    return participant && callOf(state, participant)
  }
  const about = (
    key: 'chairBack' | 'chairInstead' | 'chairGiven' | 'asks' | 'granted' | 'done' | 'cameraRefused',
    id: ParticipantId,
    shown = false,
  ): News | null => {
    const who = callIn(id)
    return who === undefined ? null : { key, who, shown }
  }
  const ofItem = (key: 'itemStarted' | 'itemClosed', id: ItemId): News | null => {
    const title = state.conduct.agenda.find(({ itemId }) => itemId === id)?.title
    return title === undefined ? null : { key, title, shown: false }
  }
  switch (event.type) {
    case 'meetingStarted':
      return { key: 'started', shown: true }
    case 'actingChairChanged': {
      const { participantId, reason } = event
      // Chairs come and go before the meeting has begun, and nothing depends on it.
      if (state.conduct.startedAt === null) return null
      if (participantId === null) return { key: 'chairNobody', shown: true }
      if (participantId === me) return { key: reason === 'chairGone' ? 'youAct' : 'youChair', shown: true }
      return about(
        reason === 'chairGone' ? 'chairInstead' : reason === 'handedOver' ? 'chairGiven' : 'chairBack',
        participantId,
        true,
      )
    }
    case 'seatChanged':
      // A seat that I changed myself is no news, and of the chair's the news tell with the event of who acts.
      return event.participantId === me && event.by !== me && event.seat !== 'chair'
        ? { key: 'yourSeat', seat: event.seat, shown: true }
        : null
    case 'modeSet':
      return { key: 'mode', mode: event.mode, shown: event.by !== me }
    case 'floorRequested':
      return event.participantId === me ? null : about('asks', event.participantId)
    case 'floorGranted':
      return event.participantId === me ? null : about('granted', event.participantId)
    case 'floorEnded':
      if (event.participantId !== me)
        return event.reason === 'done' || event.reason === 'taken' ? about('done', event.participantId) : null
      return event.reason === 'taken' && event.by !== me ? { key: 'yourFloorTaken', shown: true } : null
    case 'floorRequestEnded':
      return event.participantId === me && event.reason === 'skipped' ? { key: 'youSkipped', shown: true } : null
    case 'shareAllowed':
      // A banner asks the participant who is to share.
      return event.participantId === me && !event.allowed ? { key: 'shareNo', shown: true } : null
    case 'paperOpened': {
      const who = event.presenter === me ? undefined : callIn(event.presenter)
      return who === undefined ? null : { key: 'paperOpened', who, name: event.name, shown: false }
    }
    case 'paperClosed':
      return event.by === me ? null : { key: 'paperClosed', shown: false }
    case 'stageSet':
      return event.by === me ? null : stageNews(event.stage, callIn)
    case 'chatSet':
      return { key: event.open ? 'chatOpened' : 'chatClosed', shown: false }
    // These are seen as cards and lines across the page; they are read to those who do not see them.
    case 'rollCallOpened':
    case 'rollCallClosed':
      return { key: event.type, shown: false }
    case 'itemStarted':
    case 'itemClosed':
      return ofItem(event.type, event.itemId)
    case 'voteOpened':
      return { key: 'voteOpened', question: event.question, shown: false }
    case 'voteClosed': {
      const question = state.conduct.votes[event.voteId]?.question
      const { passed } = event.result
      return question === undefined
        ? null
        : { key: passed === null ? 'voteCounted' : passed ? 'votePassed' : 'voteFailed', question, shown: false }
    }
    case 'voteCancelled': {
      // The ballot goes away and no result comes: without a toast a room would wait for one.
      const question = state.conduct.votes[event.voteId]?.question
      return question === undefined ? null : { key: 'voteCancelled', question, shown: event.by !== me }
    }
    case 'doorLocked':
    case 'doorUnlocked':
      return { key: event.type === 'doorLocked' ? 'locked' : 'unlocked', shown: event.by !== me }
    case 'participantExpelled':
      return { key: 'expelled', who: callOf(state, event), shown: conducts && event.by !== me }
    case 'paperChanged': {
      const { change, name } = event
      if (change === 'edited') return null
      return {
        key: change === 'added' ? 'paperAdded' : change === 'version' ? 'paperVersion' : 'paperRemoved',
        name,
        shown: change !== 'removed' && event.by !== me,
      }
    }
    case 'invitedMore':
      return {
        key: 'invitedMore',
        name: [...event.units, ...event.guests].map(({ name }) => name).join(', '),
        shown: conducts && event.by !== me,
      }
    case 'cameraStopped':
      return event.participantId === me && event.by !== me ? { key: 'yourCameraStopped', shown: true } : null
    case 'cameraRefused':
      return conducts && event.refused && event.participantId !== me
        ? about('cameraRefused', event.participantId, true)
        : null
    case 'producerClosed':
      return event.reason === 'stopped' && event.source === 'screen' && event.participantId === me
        ? { key: 'yourScreenStopped', shown: true }
        : null
    default:
      return null
  }
}

/** Tells it to those who do not see the stage, which shows it itself. */
function stageNews(stage: Stage, callIn: (id: ParticipantId) => Call | undefined): News | null {
  switch (stage.kind) {
    case 'pinned':
      return { key: 'stagePinned', units: stage.participantIds.flatMap((id) => callIn(id) ?? []), shown: false }
    case 'gallery':
      return { key: 'stageAll', shown: false }
    case 'follow':
    case 'content':
      return { key: 'stageFollows', shown: false }
    default:
      return stage satisfies never
  }
}
