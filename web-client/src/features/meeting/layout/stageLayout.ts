import {
  watched,
  type Content,
  type MeetingState,
  type Participant,
  type ParticipantId,
  type Watched,
} from '@diem-cau/signaling-contract'

/** The view that a person has chosen, whatever the chair decided. */
export type OwnView =
  | { readonly kind: 'pin'; readonly participantId: ParticipantId }
  /** A paper is read alone. */
  | { readonly kind: 'paper'; readonly paperId: string; readonly version: number; readonly name: string }

interface StageTile {
  readonly participantId: ParticipantId
  readonly source: 'camera' | 'screen'
}

export interface StageLayout {
  /** `alone`: there is nobody else to look at. */
  readonly kind: 'people' | 'screen' | 'paper' | 'gallery' | 'alone'
  /** The large pictures: one to four rooms side by side, or one screen; none for paper, gallery and alone. */
  readonly tiles: readonly StageTile[]
  /** The speaker beside a screen or a paper. */
  readonly beside: StageTile | null
  /** The page of the gallery, from 0. */
  readonly page: number
  /** True for a person's own view, which is not the chair's. */
  readonly own: OwnView | null
}

export interface StageInput {
  readonly meeting: MeetingState
  /** All participants: chair, secretary, units by name. */
  readonly order: readonly Participant[]
  readonly me: ParticipantId | null
  /** The participant who is heard just now. */
  readonly speaker: ParticipantId | null
  readonly own: OwnView | null
  /** True while a second screen has what is shared (SPEC 23.2); the people are here. */
  readonly isContentElsewhere?: boolean
}

const camera = (participantId: ParticipantId): StageTile => ({ participantId, source: 'camera' })
const nothing = { tiles: [], beside: null, page: 0, own: null } as const

/**
 * Lays out the stage on this screen: what everyone watches (SPEC 9.1), without pictures of oneself where there is
 * somebody else to look at, unless a person has chosen a view of their own.
 */
export function stageLayout(input: StageInput): StageLayout {
  const { meeting, me, own } = input
  if (own?.kind === 'paper') return { ...nothing, kind: 'paper', own }
  if (own?.kind === 'pin' && own.participantId !== me && meeting.participants[own.participantId]) {
    return { ...nothing, kind: 'people', tiles: [camera(own.participantId)], own }
  }
  const all = watched(meeting, input.speaker)
  return input.isContentElsewhere === true && all.kind === 'content'
    ? ofAll(input, watched(withoutContent(meeting), input.speaker))
    : ofAll(input, all)
}

/** The meeting as it would be if nobody shared anything. */
function withoutContent(meeting: MeetingState): MeetingState {
  const others = Object.entries(meeting.producers).filter(([, { source }]) => source !== 'screen')
  return { ...meeting, producers: Object.fromEntries(others), conduct: { ...meeting.conduct, paper: null } }
}

function ofAll(input: StageInput, all: Watched): StageLayout {
  switch (all.kind) {
    case 'gallery':
      return { ...nothing, kind: 'gallery', page: all.page }
    case 'content':
      return withContent(input, all.content, all.beside)
    case 'people':
      return people(input, all.people)
    case 'nobody':
      return people(input, [])
    default:
      return all satisfies never
  }
}

function withContent(input: StageInput, content: Content, beside: ParticipantId | null): StageLayout {
  const next = beside !== null && beside !== input.me ? camera(beside) : null
  if (content.kind === 'paper') return { ...nothing, kind: 'paper', beside: next }
  if (content.participantId !== input.me) {
    return {
      ...nothing,
      kind: 'screen',
      tiles: [{ participantId: content.participantId, source: 'screen' }],
      beside: next,
    }
  }
  // A screen that shows itself is a hall of mirrors, so its sharer looks at the others.
  return people(input, next ? [next.participantId] : [])
}

/**
 * Takes my own picture out, unless I am one of several whom the chair put side by side. If nobody is left, shows the
 * one who leads or is seen.
 */
function people({ meeting, order, me }: StageInput, wanted: readonly ParticipantId[]): StageLayout {
  const pinned = meeting.conduct.stage.kind === 'pinned' && wanted.length > 1
  const shown = pinned ? wanted : wanted.filter((id) => id !== me)
  if (shown.length > 0) return { ...nothing, kind: 'people', tiles: shown.map(camera) }
  const others = order.filter(({ participantId }) => participantId !== me)
  const seen = new Set(
    Object.values(meeting.producers).flatMap((p) => (p.source === 'camera' ? [p.participantId] : [])),
  )
  const someone =
    others.find(({ participantId }) => participantId === meeting.conduct.actingChair) ??
    others.find(({ seat }) => seat === 'chair') ??
    others.find(({ participantId }) => seen.has(participantId)) ??
    others[0]
  return someone
    ? { ...nothing, kind: 'people', tiles: [camera(someone.participantId)] }
    : { ...nothing, kind: 'alone' }
}
