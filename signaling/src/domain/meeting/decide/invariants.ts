import { MAX_HOLDERS, type MeetingState, openMicrophones, type ParticipantId } from '@diem-cau/signaling-contract'

/** Rules that hold after every event, by their number; each answers whether it does. */
export const invariants: Readonly<Record<string, (state: MeetingState) => boolean>> = {
  '3.10 nobody is in the meeting who was put out and barred': ({ door, participants }) =>
    Object.keys(door.barred).every((id) => participants[id as ParticipantId] === undefined),
  '5.10 no camera is open that was stopped': ({ conduct, producers }) =>
    Object.values(producers).every(
      ({ source, participantId }) => source !== 'camera' || !conduct.cameraStopped[participantId],
    ),
  '7.3 at most one acts as the chair, and is in the meeting': ({ conduct, participants }) =>
    conduct.actingChair === null || participants[conduct.actingChair] !== undefined,
  '7.5 one participant at most sits on the chair': ({ participants }) =>
    Object.values(participants).filter(({ seat }) => seat === 'chair').length <= 1,
  '8.1 in chaired mode only the chair and holders are open': (state) =>
    state.conduct.startedAt === null ||
    state.conduct.mode !== 'chaired' ||
    openMicrophones(state).every(
      ({ participantId: id }) =>
        id === state.conduct.actingChair || state.conduct.holders.some((h) => h.participantId === id),
    ),
  '8.1 in silent mode only the chair is open': (state) =>
    state.conduct.startedAt === null ||
    state.conduct.mode !== 'silent' ||
    openMicrophones(state).every(({ participantId }) => participantId === state.conduct.actingChair),
  '8.4 at most four hold the floor': ({ conduct }) => conduct.holders.length <= MAX_HOLDERS,
  '8.3 everyone is in the queue once, and holders are not': ({ conduct }) => {
    const ids = [...conduct.queue, ...conduct.holders].map(({ participantId }) => participantId)
    return new Set(ids).size === ids.length
  },
  '8.6 nobody is heard whose microphone was cut': (state) =>
    openMicrophones(state).every(({ participantId }) => !state.conduct.cut[participantId]),
  '8.8 holders and the queue are in the meeting': ({ conduct, participants }) =>
    [...conduct.queue, ...conduct.holders].every(({ participantId }) => participants[participantId] !== undefined),
  '24.2, 24.3 a camera is moved from afar by who conducts, and in no room that refused': ({ conduct, participants }) =>
    Object.entries(conduct.movableCameras).every(([id, { mover }]) => {
      const moves = mover === null ? null : participants[mover]
      return (
        participants[id as ParticipantId] !== undefined &&
        !conduct.cameraRefused[id as ParticipantId] &&
        (moves === null || (moves !== undefined && ['chair', 'deputy', 'secretary'].includes(moves.seat)))
      )
    }),
  '11.1 at most one item is the current one': ({ conduct }) =>
    conduct.agenda.filter(({ status }) => status === 'current').length <= 1,
  '12.1 at most one vote is open': ({ conduct }) =>
    Object.values(conduct.votes).filter(({ status }) => status === 'open').length <= 1,
  '12.2 ballots are of voters, and no more than they': ({ conduct }) =>
    Object.values(conduct.votes).every(({ ballots, voters }) =>
      Object.keys(ballots).every((id) => voters[id] !== undefined),
    ),
  '12.4 a result counts what was cast': ({ conduct }) =>
    Object.values(conduct.votes).every(
      ({ result, ballots, secret }) => !result || secret || sum(result.counts) === Object.keys(ballots).length,
    ),
  '12.5 a secret vote knows no choice': ({ conduct }) =>
    Object.values(conduct.votes).every(
      ({ ballots, secret }) => !secret || Object.values(ballots).every((choice) => choice === null),
    ),
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0)
