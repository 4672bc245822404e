import {
  isActingChair,
  isOffice,
  mayBeHeard,
  mayPresent,
  maySend,
  maySpeak,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type Seat,
  wouldBeHeard,
} from '@diem-cau/signaling-contract'

/**
 * The part that one participant has in the meeting just now, and its rights. It is flat, so that it is compared field
 * by field.
 */
export interface MyPart {
  /** The participant; null at the door, and then nothing else is true. */
  readonly me: ParticipantId | null
  readonly participant: Participant | null
  readonly seat: Seat | null
  readonly isStarted: boolean
  readonly isActingChair: boolean
  /** True for acting chair, deputy and secretary. */
  readonly isOffice: boolean
  /** True when they may ask for the floor and be given it. */
  readonly maySpeak: boolean
  readonly holdsFloor: boolean
  /** The place in the queue, from 1; null when not in it. */
  readonly queuePlace: number | null
  /** The microphone was cut: it stays closed until this room consents (SPEC 8.6). */
  readonly isCut: boolean
  /** Its microphone was cut, and would be heard at once if it consented. */
  readonly mayReopen: boolean
  /** The camera was stopped: it stays closed until this room consents (SPEC 5.10). */
  readonly isCameraStopped: boolean
  /** True when they may share the screen or open a paper now (SPEC 9.2). */
  readonly mayShareNow: boolean
  /** The media node lets this microphone through when it is on (SPEC 8.1). */
  readonly mayBeHeard: boolean
}

export function myPart(state: MeetingState, me: ParticipantId | null): MyPart {
  const { conduct } = state
  const participant = me === null ? undefined : state.participants[me]
  const isStarted = conduct.startedAt !== null
  if (me === null || !participant) {
    return { ...nobody, me, isStarted }
  }
  const place = conduct.queue.findIndex((request) => request.participantId === me)
  return {
    me,
    participant,
    seat: participant.seat,
    isStarted,
    isActingChair: isActingChair(state, participant),
    isOffice: isOffice(state, participant),
    maySpeak: maySpeak(participant.seat),
    holdsFloor: conduct.holders.some((holder) => holder.participantId === me),
    queuePlace: place === -1 ? null : place + 1,
    isCut: conduct.cut[me] === true,
    mayReopen: conduct.cut[me] === true && wouldBeHeard(state, me),
    isCameraStopped: conduct.cameraStopped[me] === true,
    mayShareNow: maySend(participant.seat, 'screen') && mayPresent(state, participant),
    mayBeHeard: mayBeHeard(state, me),
  }
}

const nobody: MyPart = {
  me: null,
  participant: null,
  seat: null,
  isStarted: false,
  isActingChair: false,
  isOffice: false,
  maySpeak: false,
  holdsFloor: false,
  queuePlace: null,
  isCut: false,
  mayReopen: false,
  isCameraStopped: false,
  mayShareNow: false,
  mayBeHeard: false,
}
