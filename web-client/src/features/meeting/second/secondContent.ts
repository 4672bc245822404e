import { watched, type MeetingState, type ParticipantId } from '@diem-cau/signaling-contract'
import type { SecondShows } from '../../ownRoom/roomSettings.ts'

/** What is on the second screen. `nothing`: the meeting's name and the time, until there is something. */
export type SecondContent =
  | { readonly kind: 'paper' | 'wall' | 'nothing' }
  | { readonly kind: 'screen'; readonly participantId: ParticipantId }

interface SecondInput {
  readonly meeting: MeetingState
  readonly me: ParticipantId | null
  readonly speaker: ParticipantId | null
  readonly shows: SecondShows
}

/**
 * Finds what the second screen shows (SPEC 23.2): the paper or the screen that everyone watches, or all rooms. The screen
 * that this device shares itself would be a hall of mirrors.
 */
export function secondContent({ meeting, me, speaker, shows }: SecondInput): SecondContent {
  if (shows === 'wall') return { kind: 'wall' }
  const all = watched(meeting, speaker)
  const content = all.kind === 'content' ? all.content : null
  if (content?.kind === 'paper') return { kind: 'paper' }
  if (content?.kind === 'screen' && content.participantId !== me) return content
  return { kind: shows === 'contentOrWall' ? 'wall' : 'nothing' }
}
