import type { MeetingState, ParticipantId, Watched } from '@diem-cau/signaling-contract'
import { sharesPapers } from '../../../../live/meeting/producersOf.ts'
import type { StageLayout } from '../../layout/stageLayout.ts'

/**
 * The content of the stage, as the bar over it names it. `by`, `beside`: whose it is; null: nobody's. `papers`: in the place of a screen, what
 * lies under a document camera.
 */
export type StageWords =
  | { readonly kind: 'people'; readonly people: readonly ParticipantId[] }
  | { readonly kind: 'screen' | 'papers'; readonly by: ParticipantId; readonly beside: ParticipantId | null }
  | { readonly kind: 'paper'; readonly name: string; readonly beside: ParticipantId | null }
  | { readonly kind: 'gallery' }
  | { readonly kind: 'nothing' }

/**
 * Finds what the others watch, by the rule that the server goes by too (`watched`, SPEC 9.1) and from their point of
 * view: I may be what they see, and never see myself. It is nothing while there are no others.
 */
export function everyoneWatches(meeting: MeetingState, all: Watched, me: ParticipantId | null): StageWords {
  if (!Object.keys(meeting.participants).some((id) => id !== me)) return { kind: 'nothing' }
  switch (all.kind) {
    case 'people':
      return { kind: 'people', people: all.people }
    case 'content':
      return all.content.kind === 'screen'
        ? shared(meeting, all.content.participantId, all.beside)
        : { kind: 'paper', name: meeting.conduct.paper?.name ?? '', beside: all.beside }
    case 'gallery':
      return { kind: 'gallery' }
    case 'nobody':
      return { kind: 'nothing' }
    default:
      return all satisfies never
  }
}

/** Finds what is on this screen. */
export function hereWatched({ kind, tiles, beside, own }: StageLayout, meeting: MeetingState): StageWords {
  const next = beside?.participantId ?? null
  switch (kind) {
    case 'people':
      return { kind: 'people', people: tiles.map(({ participantId }) => participantId) }
    case 'screen':
      return tiles[0] ? shared(meeting, tiles[0].participantId, next) : { kind: 'nothing' }
    case 'paper':
      return {
        kind: 'paper',
        name: own?.kind === 'paper' ? own.name : (meeting.conduct.paper?.name ?? ''),
        beside: next,
      }
    case 'gallery':
      return { kind: 'gallery' }
    case 'alone':
      return { kind: 'nothing' }
    default:
      return kind satisfies never
  }
}

/** True when the words are about me: the one who is watched must know it. */
export function isAbout(words: StageWords, me: ParticipantId | null): boolean {
  return me !== null && ((words.kind === 'people' && words.people.includes(me)) || ('by' in words && words.by === me))
}

function shared(meeting: MeetingState, by: ParticipantId, beside: ParticipantId | null): StageWords {
  return { kind: sharesPapers(meeting, by) ? 'papers' : 'screen', by, beside }
}
