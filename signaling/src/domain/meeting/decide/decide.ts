import {
  mayPresent,
  maySend,
  MeetingError,
  type MeetingEvent,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type ProducerState,
  reduce,
  roomForVoice,
} from '@diem-cau/signaling-contract'
import type { Actor } from '../core/Actor.ts'
import type { Command } from './Command.ts'
import type { ConductRequestName, SystemCommandName } from './ConductCommand.ts'
import { decideByItself, decideConduct, isByItself } from './decideConduct.ts'
import { consent } from '../floor/floor.ts'
import { decideJoin } from '../door/decideJoin.ts'
import { departure } from '../door/departure.ts'
import { oncePer } from '../core/oncePer.ts'
import { closed, producersOf } from '../core/producers.ts'
import { admit, settledVisitors, visitorGone } from '../door/waitingRoom.ts'

/**
 * Decides what happens when `actor` asks for `command`: the events to commit, none when it is already so,
 * or the error to answer. Pure; only signaling calls it (SPEC 2.1, 4.1).
 * @param now milliseconds since the epoch
 */
export function decide(
  state: MeetingState,
  command: Command,
  actor: Actor,
  now: number,
): MeetingEvent[] | MeetingError {
  switch (command.type) {
    case 'join':
      return decideJoin(state, command, actor, now)
    case 'leave': {
      const participant = actingParticipant(state, actor)
      return participant instanceof MeetingError ? participant : departure(state, participant.participantId, 'left')
    }
    case 'end':
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      return state.phase === 'ended' ? [] : [{ type: 'meetingEnded' }]
    case 'admit': {
      const asker = actingParticipant(state, actor)
      return asker instanceof MeetingError ? asker : admit(state, command.participantIds, asker)
    }
    case 'settleDoor':
      return actor.kind === 'system' ? settledVisitors(state, command.schedule) : new MeetingError('forbidden')
    case 'leaveDoor':
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      return visitorGone(state, command.participantId)
    case 'putOut':
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      if (state.participants[command.participantId]) return departure(state, command.participantId, 'removed')
      return visitorGone(state, command.participantId)
    case 'openProducer': {
      const participant = mayOpenProducer(state, actor, command.producer.source)
      if (participant instanceof MeetingError) return participant
      const { participantId } = participant
      const { source, paused } = command.producer
      const former = ofSource(state, participantId, source)
      const speaks = source === 'mic' && !paused
      if (speaks && !roomForVoice(state, participantId)) return new MeetingError('floorFull')
      return [
        ...closed(former, command.moves ? 'moved' : 'replaced'),
        ...(speaks ? consent(state, participantId) : []),
        { type: 'producerOpened', ...command.producer, participantId },
      ]
    }
    case 'setProducerPaused': {
      const producer = ownProducer(state, actor, command.producerId)
      if (producer instanceof MeetingError) return producer
      if (producer.paused === command.paused) return []
      const speaks = producer.source === 'mic' && !command.paused
      if (speaks && !roomForVoice(state, producer.participantId)) return new MeetingError('floorFull')
      return [
        ...(speaks ? consent(state, producer.participantId) : []),
        { type: command.paused ? 'producerPaused' : 'producerResumed', producerId: producer.producerId },
      ]
    }
    case 'closeProducer': {
      const producer = ownProducer(state, actor, command.producerId)
      return producer instanceof MeetingError ? producer : closed([producer], 'requested')
    }
    case 'loseLine': {
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      const participant = holderOf(state, command.endpointId)
      if (participant?.line !== 'online') return []
      return [{ type: 'lineLost', participantId: participant.participantId }]
    }
    case 'expireLine': {
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      const participant = holderOf(state, command.endpointId)
      if (participant?.line !== 'lost') return []
      return departure(state, participant.participantId, 'lineLost')
    }
    case 'loseProducers': {
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      return closed(
        command.producerIds.flatMap((id) => state.producers[id] ?? []),
        'mediaLost',
      )
    }
    case 'loseMedia': {
      if (actor.kind !== 'system') return new MeetingError('forbidden')
      const lost = new Set(command.endpointIds)
      return closed(
        Object.values(state.producers).filter((p) => {
          const owner = state.participants[p.participantId]
          return owner !== undefined && lost.has(owner.endpointId)
        }),
        'mediaLost',
      )
    }
    default: {
      if (isByItself(command)) {
        return actor.kind === 'system'
          ? withoutScreens(state, decideByItself<SystemCommandName>(state, command, now), now)
          : new MeetingError('forbidden')
      }
      const asker = actingParticipant(state, actor)
      if (asker instanceof MeetingError) return asker
      const events = decideConduct<ConductRequestName>(state, command, asker, now)
      return events instanceof MeetingError ? events : withoutScreens(state, events, now)
    }
  }
}

/** Events after which screens of those who may share no longer are closed (SPEC 9.2). */
function withoutScreens(state: MeetingState, events: MeetingEvent[], at: number): MeetingEvent[] {
  if (!hasScreen(state.producers)) return events
  const after = events.reduce((before, event) => reduce(before, { seq: 0, at, event }), state)
  const screens = Object.values(after.producers).filter(({ source, participantId }) => {
    const owner = after.participants[participantId]
    return (source === 'screen' || source === 'screenAudio') && owner !== undefined && !mayPresent(after, owner)
  })
  return [...events, ...closed(screens, 'notAllowed')]
}

/** Asked for every request of the conduct, and seldom true. */
const hasScreen = oncePer((producers: MeetingState['producers']) =>
  Object.values(producers).some(({ source }) => source === 'screen' || source === 'screenAudio'),
)

/** The participant an endpoint acts for, while it is still that participant's endpoint. */
export function actingParticipant(state: MeetingState, actor: Actor): Participant | MeetingError {
  if (actor.kind !== 'endpoint') return new MeetingError('forbidden')
  const participant = state.participants[actor.participantId]
  if (!participant) return new MeetingError('notJoined')
  if (participant.endpointId !== actor.endpointId) {
    return new MeetingError('replaced', 'another device took over', { deviceName: participant.deviceName })
  }
  return participant
}

/** True when `actor` may open `source` now (SPEC 4.2, 4.3, 5.10): asked before the media node is, and again at the commit. */
export function mayOpenProducer(
  state: MeetingState,
  actor: Actor,
  source: ProducerState['source'],
): Participant | MeetingError {
  const participant = actingParticipant(state, actor)
  if (participant instanceof MeetingError) return participant
  if (!maySend(participant.seat, source))
    return new MeetingError('forbidden', `${participant.seat} may not open ${source}`)
  if (source === 'camera' && state.conduct.cameraStopped[participant.participantId])
    return new MeetingError('cameraStopped')
  if (source === 'screen' || source === 'screenAudio') {
    const taken = Object.values(state.producers).some(
      (p) => (p.source === 'screen' || p.source === 'screenAudio') && p.participantId !== participant.participantId,
    )
    if (taken) return new MeetingError('screenTaken')
    if (!mayPresent(state, participant)) return new MeetingError('forbidden', 'may not share a screen now')
  }
  return participant
}

/** The actor's producer. One answer for "not yours" and "not there": an id tells nothing (SPEC 4.4). */
export function ownProducer(
  state: MeetingState,
  actor: Actor,
  producerId: ProducerState['producerId'],
): ProducerState | MeetingError {
  const participant = actingParticipant(state, actor)
  if (participant instanceof MeetingError) return participant
  const producer = state.producers[producerId]
  if (producer?.participantId !== participant.participantId) return new MeetingError('notYours')
  return producer
}

function ofSource(state: MeetingState, participantId: ParticipantId, source: ProducerState['source']) {
  return producersOf(state, participantId).filter((p) => p.source === source)
}

function holderOf(state: MeetingState, endpointId: Participant['endpointId']): Participant | undefined {
  return Object.values(state.participants).find((p) => p.endpointId === endpointId)
}
