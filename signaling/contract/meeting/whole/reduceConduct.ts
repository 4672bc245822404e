import type { ParticipantId, UnitCode } from '../../core/ids.ts'
import type { UnitRef } from '../../core/seat.ts'
import type { ConductEvent } from './conductEvents.ts'
import type { AgendaPoint, Conduct, FloorHolder, UnitPresence, Vote, VoteId } from './conduct.ts'

/** The conduct after one more fact of it. Pure; a fact about something that is not there changes nothing. */
export function reduceConduct(conduct: Conduct, event: ConductEvent, at: number, hostUnit: UnitRef): Conduct {
  switch (event.type) {
    case 'programmeSet':
      return withProgramme(conduct, event, at, hostUnit)
    case 'invitedMore':
    case 'paperChanged':
      return conduct
    case 'meetingStarted':
      return { ...conduct, startedAt: at }
    case 'seatChanged':
      return { ...conduct, seats: { ...conduct.seats, [event.participantId]: event.seat } }
    case 'actingChairChanged':
      return { ...conduct, actingChair: event.participantId }

    case 'modeSet':
      return { ...conduct, mode: event.mode }
    case 'speakLimitSet':
      return { ...conduct, speakLimitSec: event.speakLimitSec }
    case 'floorRequested': {
      const { type: _, ...request } = event
      return { ...conduct, queue: [...withoutRequest(conduct, event.participantId), { ...request, at }] }
    }
    case 'floorRequestEnded':
      return { ...conduct, queue: withoutRequest(conduct, event.participantId) }
    case 'floorRequestMoved': {
      const moved = conduct.queue.find((request) => request.participantId === event.participantId)
      if (!moved || event.before === event.participantId) return conduct
      const others = withoutRequest(conduct, event.participantId)
      const place = others.findIndex((request) => request.participantId === event.before)
      return { ...conduct, queue: others.toSpliced(place === -1 ? others.length : place, 0, moved) }
    }
    case 'floorGranted': {
      const { participantId, itemId, speaker, limitSec } = event
      const holder = { participantId, itemId, speaker, limitSec, grantedAt: at, stoppedAt: conduct.cut[participantId] ? at : null, stoppedMs: 0 }
      const spoken = { ...conduct.spoken, [participantId]: (conduct.spoken[participantId] ?? 0) + 1 }
      return { ...conduct, spoken, queue: withoutRequest(conduct, participantId), holders: [...withoutHolder(conduct, participantId), holder] }
    }
    case 'floorLimitSet':
      return { ...conduct, holders: patchHolder(conduct, event.participantId, (holder) => ({ ...holder, limitSec: event.limitSec })) }
    case 'floorEnded':
      return { ...conduct, holders: withoutHolder(conduct, event.participantId) }
    case 'microphoneCut':
      return {
        ...conduct,
        cut: { ...conduct.cut, [event.participantId]: true },
        holders: patchHolder(conduct, event.participantId, (holder) => ({ ...holder, stoppedAt: holder.stoppedAt ?? at })),
      }
    case 'microphoneConsented':
      return {
        ...conduct,
        cut: without(conduct.cut, event.participantId),
        holders: patchHolder(conduct, event.participantId, (holder) => running(holder, at)),
      }
    case 'cameraStopped':
      return { ...conduct, cameraStopped: { ...conduct.cameraStopped, [event.participantId]: true } }
    case 'cameraConsented':
      return { ...conduct, cameraStopped: without(conduct.cameraStopped, event.participantId) }

    case 'stageSet':
      return { ...conduct, stage: event.stage }
    case 'shareAllowed': {
      const others = without(conduct.mayShare, event.participantId)
      return { ...conduct, mayShare: event.allowed ? { ...others, [event.participantId]: true } : others }
    }
    case 'paperOpened': {
      const { type: _, ...paper } = event
      return { ...conduct, paper }
    }
    case 'paperTurned':
      return conduct.paper ? { ...conduct, paper: { ...conduct.paper, page: event.page } } : conduct
    case 'paperClosed':
      return { ...conduct, paper: null }
    case 'chatSet':
      return { ...conduct, chatOpen: event.open }

    case 'rollCallOpened':
      return { ...conduct, rollCall: { openedAt: at, closedAt: null } }
    case 'rollCallClosed':
      return { ...conduct, rollCall: { ...conduct.rollCall, closedAt: at } }
    case 'presenceConfirmed': {
      const { unitCode, count, people, by } = event
      return patchUnit(conduct, unitCode, { confirmed: { count, people, at, by }, excused: null })
    }
    case 'absenceNoted':
      return patchUnit(conduct, event.unitCode, { excused: event.reason })

    case 'itemStarted':
      return {
        ...conduct,
        agenda: conduct.agenda.map((point) => {
          if (point.itemId === event.itemId) return point.status === 'current' ? point : { ...point, status: 'current', startedAt: at }
          return point.status === 'current' ? { ...stopped(point, at), status: 'waiting' } : point
        }),
      }
    case 'itemClosed':
      return patchItem(conduct, event.itemId, (point) => ({ ...stopped(point, at), status: 'done', conclusion: event.conclusion }))
    case 'conclusionEdited':
      return patchItem(conduct, event.itemId, (point) => ({ ...point, conclusion: event.conclusion }))
    case 'itemSet': {
      const { itemId, title, presenter, minutes } = event
      if (conduct.agenda.some((point) => point.itemId === itemId)) return patchItem(conduct, itemId, (point) => ({ ...point, title, presenter, minutes }))
      return { ...conduct, agenda: [...conduct.agenda, newPoint({ itemId, title, presenter, minutes })] }
    }
    case 'itemsOrdered': {
      const place = new Map(event.itemIds.map((itemId, index) => [itemId, index]))
      const placeOf = (point: AgendaPoint) => place.get(point.itemId) ?? event.itemIds.length
      return { ...conduct, agenda: conduct.agenda.toSorted((a, b) => placeOf(a) - placeOf(b)) }
    }
    case 'noteSet': {
      const { noteId, itemId, speaker, text } = event
      const before = conduct.notes.find((note) => note.noteId === noteId)
      const note = { noteId, itemId, speaker, text, at: before?.at ?? at }
      return { ...conduct, notes: before ? conduct.notes.map((n) => (n === before ? note : n)) : [...conduct.notes, note] }
    }
    case 'noteRemoved':
      return { ...conduct, notes: conduct.notes.filter((note) => note.noteId !== event.noteId) }

    case 'voteOpened': {
      const { type: _, by: __, ...vote } = event
      return { ...conduct, votes: { ...conduct.votes, [event.voteId]: { ...vote, openedAt: at, status: 'open', ballots: {}, result: null } } }
    }
    case 'ballotCast':
      return patchVote(conduct, event.voteId, (vote) =>
        vote.voters[event.voterId] === undefined ? vote : { ...vote, ballots: { ...vote.ballots, [event.voterId]: event.optionId } },
      )
    case 'voteClosed':
      return patchVote(conduct, event.voteId, (vote) => ({ ...vote, status: 'closed', result: event.result, ballots: event.ballots ?? vote.ballots }))
    case 'voteCancelled':
      return patchVote(conduct, event.voteId, (vote) => ({ ...vote, status: 'cancelled' }))
    default:
      event satisfies never
      return conduct
  }
}

/** The units after some of them came to have somebody connected, or have nobody any more. */
export function unitsSeen(units: readonly UnitPresence[], were: ReadonlyMap<UnitCode, unknown>, are: ReadonlyMap<UnitCode, unknown>, at: number): UnitPresence[] {
  return units.map((unit) => {
    const [was, is] = [were.has(unit.code), are.has(unit.code)]
    if (is && unit.firstSeenAt === null) return { ...unit, firstSeenAt: at }
    if (is === was) return unit
    return is ? { ...unit, lastBackAt: at } : { ...unit, lastLeftAt: at }
  })
}

function withProgramme(conduct: Conduct, event: Extract<ConductEvent, { type: 'programmeSet' }>, at: number, hostUnit: UnitRef): Conduct {
  const { version, agenda, units, mode, share, speakLimitSec, quorum } = event
  const before = conduct.programme
  const itemIds = agenda.map(({ itemId }) => itemId)
  const points = new Map(conduct.agenda.map((point) => [point.itemId, point]))
  const seen = new Map(conduct.units.map((unit) => [unit.code, unit]))
  // Added in the meeting, or begun there: a plan that lacks them does not take them away.
  const kept = conduct.agenda.filter(({ itemId, status }) => !itemIds.includes(itemId) && (status !== 'waiting' || !before?.itemIds.includes(itemId)))
  return {
    ...conduct,
    programme: { version, itemIds, share, quorum },
    // Who conducts a meeting under way has changed these on purpose.
    ...(conduct.startedAt === null ? { mode, speakLimitSec } : {}),
    ...(before?.share === share ? {} : { share }),
    quorum,
    agenda: [...agenda.map((item) => ({ ...(points.get(item.itemId) ?? newPoint(item)), ...item })), ...kept],
    // Logs from before may name the host unit after a guest.
    units: units.map(({ code, name }) => ({ ...unseen, addedAt: before === null ? null : at, ...seen.get(code), code, name: code === hostUnit.code ? hostUnit.name : name })),
  }
}

const unseen = { addedAt: null, firstSeenAt: null, lastLeftAt: null, lastBackAt: null, confirmed: null, excused: null }

function newPoint(item: Pick<AgendaPoint, 'itemId' | 'title' | 'presenter' | 'minutes'>): AgendaPoint {
  return { ...item, status: 'waiting', startedAt: null, spentMs: 0, conclusion: '' }
}

/** The clock of a point that is no longer the current one. */
function stopped(point: AgendaPoint, at: number): AgendaPoint {
  if (point.startedAt === null) return point
  return { ...point, startedAt: null, spentMs: point.spentMs + Math.max(0, at - point.startedAt) }
}

function patchItem(conduct: Conduct, itemId: AgendaPoint['itemId'], patch: (point: AgendaPoint) => AgendaPoint): Conduct {
  return { ...conduct, agenda: conduct.agenda.map((point) => (point.itemId === itemId ? patch(point) : point)) }
}

function patchUnit(conduct: Conduct, code: UnitCode, patch: Partial<Conduct['units'][number]>): Conduct {
  return { ...conduct, units: conduct.units.map((unit) => (unit.code === code ? { ...unit, ...patch } : unit)) }
}

function patchVote(conduct: Conduct, voteId: VoteId, patch: (vote: Vote) => Vote): Conduct {
  const vote = conduct.votes[voteId]
  return vote ? { ...conduct, votes: { ...conduct.votes, [voteId]: patch(vote) } } : conduct
}

function withoutRequest(conduct: Conduct, participantId: ParticipantId) {
  return conduct.queue.filter((request) => request.participantId !== participantId)
}

function withoutHolder(conduct: Conduct, participantId: ParticipantId) {
  return conduct.holders.filter((holder) => holder.participantId !== participantId)
}

function patchHolder(conduct: Conduct, participantId: ParticipantId, patch: (holder: FloorHolder) => FloorHolder): FloorHolder[] {
  return conduct.holders.map((holder) => (holder.participantId === participantId ? patch(holder) : holder))
}

/** The clock of a speaker whose microphone is no longer cut goes on where it stood. */
function running(holder: FloorHolder, at: number): FloorHolder {
  if (holder.stoppedAt === null) return holder
  return { ...holder, stoppedAt: null, stoppedMs: holder.stoppedMs + Math.max(0, at - holder.stoppedAt) }
}

function without(set: Conduct['cut'], participantId: ParticipantId): Conduct['cut'] {
  const { [participantId]: _, ...others } = set
  return others
}
