import {
  type ItemId,
  type LoggedEvent,
  type MeetingState,
  openMicrophones,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import { replay, timesOf } from './replay.ts'
import { lengthOf, type Span, within } from './Span.ts'

/** The right by which somebody spoke: as the acting chair, with the floor, or because the mode lets anyone. */
type SpokeAs = 'chair' | 'floor' | 'open'

/** One turn: somebody with the same right, on the same point, until either changes. */
export type Speech = {
  readonly participantId: ParticipantId
  readonly as: SpokeAs
  /** The point that the floor was given for, else the current one; null = none. */
  readonly itemId: ItemId | null
  /** The person in the room who spoke, as told when asking for the floor; '' = the room. */
  readonly speaker: string
  /** Times in which the microphone was open and might be heard: in order, disjoint, none empty. */
  readonly spans: readonly Span[]
  readonly ms: number
}

type Turn = Omit<Speech, 'spans' | 'ms'> & { readonly key: string; readonly spans: Span[] }

/**
 * Finds from the log alone who spoke when (SPEC 13.1): a microphone that is switched on, on a line that stands, and may be
 * heard. The log does not know whether anything was said into it. Turns in the order in which they began.
 */
export function speaking(events: readonly LoggedEvent[]): Speech[] {
  const { from, to } = timesOf(events)
  const turns: Turn[] = []
  /** The turn that each may go on with. */
  const latest = new Map<ParticipantId, Turn>()
  const open = new Map<ParticipantId, { turn: Turn; since: number }>()
  const stop = (participantId: ParticipantId, at: number) => {
    const running = open.get(participantId)
    if (!running) return
    open.delete(participantId)
    running.turn.spans.push(...within([{ from: running.since, to: at }], from, to))
  }
  for (const { at, before, after } of replay(events)) {
    if (!mayMatter(before, after)) continue
    const heard = rightsOf(after)
    for (const participantId of open.keys()) {
      if (heard.get(participantId)?.key !== open.get(participantId)?.turn.key) stop(participantId, at)
    }
    for (const [participantId, right] of heard) {
      if (open.has(participantId)) continue
      const known = latest.get(participantId)
      const turn = known?.key === right.key ? known : { participantId, ...right, spans: [] }
      if (turn !== known) turns.push(turn)
      latest.set(participantId, turn)
      open.set(participantId, { turn, since: at })
    }
  }
  for (const participantId of open.keys()) stop(participantId, to)
  return turns
    .filter(({ spans }) => spans.length > 0)
    .map(({ participantId, as, itemId, speaker, spans }) => ({
      participantId,
      as,
      itemId,
      speaker,
      spans,
      ms: lengthOf(spans),
    }))
    .toSorted((a, b) => (a.spans[0]?.from ?? 0) - (b.spans[0]?.from ?? 0))
}

type Right = Pick<Speech, 'as' | 'itemId' | 'speaker'> & { readonly key: string }

function rightsOf(state: MeetingState): Map<ParticipantId, Right> {
  const { conduct, participants } = state
  const current = conduct.agenda.find(({ status }) => status === 'current')?.itemId ?? null
  const rights = new Map<ParticipantId, Right>()
  for (const { participantId } of openMicrophones(state)) {
    if (participants[participantId]?.line !== 'online') continue
    const holder = conduct.holders.find((candidate) => candidate.participantId === participantId)
    const as = conduct.actingChair === participantId ? 'chair' : holder ? 'floor' : 'open'
    const itemId = holder?.itemId ?? current
    const speaker = holder?.speaker ?? ''
    // Each grant is a turn of its own.
    rights.set(participantId, {
      as,
      itemId,
      speaker,
      key: JSON.stringify([as, itemId, speaker, holder?.grantedAt ?? null]),
    })
  }
  return rights
}

/** Most events of a long meeting are ballots, requests and notes: they let nobody speak. */
function mayMatter(before: MeetingState, after: MeetingState): boolean {
  const [a, b] = [before.conduct, after.conduct]
  return (
    before.producers !== after.producers ||
    before.participants !== after.participants ||
    a.actingChair !== b.actingChair ||
    a.holders !== b.holders ||
    a.cut !== b.cut ||
    a.mode !== b.mode ||
    a.startedAt !== b.startedAt ||
    a.agenda !== b.agenda
  )
}
