import type { ParticipantId } from '../../core/ids.ts'
import type { CoreSlice } from '../core/state.ts'
import { type Free, isFree } from '../floor/heard.ts'
import type { FloorSlice } from '../floor/state.ts'
import type { Chaired } from '../roles/office.ts'
import type { StageSlice } from './state.ts'

/** The part of a meeting that says what everyone watches. */
type Seen = Chaired &
  Free &
  Pick<CoreSlice, 'participants' | 'producers'> & {
    readonly conduct: Pick<FloorSlice, 'holders'> & Pick<StageSlice, 'stage' | 'paper'>
  }

export type Content = { readonly kind: 'screen'; readonly participantId: ParticipantId } | { readonly kind: 'paper' }

/** Finds what everyone watches now (SPEC 9.1). */
export type Watched =
  /** These rooms side by side, one to four. */
  | { readonly kind: 'people'; readonly people: readonly ParticipantId[] }
  /** A screen or the paper, alone or with the speaker beside it. */
  | { readonly kind: 'content'; readonly content: Content; readonly beside: ParticipantId | null }
  /** All rooms; `page` from 0, as the chair turned it. */
  | { readonly kind: 'gallery'; readonly page: number }
  | { readonly kind: 'nobody' }

/**
 * Finds what everyone watches, from what the chair decided and what there is: a stage that cannot be shown (the pinned one has
 * left, nothing is shared) falls back to following. Whoever looks may see it differently: nobody needs their own picture.
 * @param speaker who is heard just now; only counts where rooms speak freely
 */
export function watched(state: Seen, speaker: ParticipantId | null): Watched {
  const { stage } = state.conduct
  switch (stage.kind) {
    case 'follow':
      return follow(state, speaker)
    case 'pinned': {
      const people = stage.participantIds.filter((id) => state.participants[id])
      return people.length > 0 ? { kind: 'people', people } : follow(state, speaker)
    }
    case 'gallery':
      return { kind: 'gallery', page: stage.page }
    case 'content': {
      const content = contentOf(state)
      return content ? { kind: 'content', content, beside: leads(state, speaker)[0] ?? null } : follow(state, speaker)
    }
    default:
      return stage satisfies never
  }
}

/** Finds who shares a screen that not everyone watches, because the chair chose something else; null = nobody (SPEC 9.2). */
export function waitingScreen(state: Seen): ParticipantId | null {
  const content = contentOf(state)
  if (content?.kind !== 'screen') return null
  return watched(state, null).kind === 'content' ? null : content.participantId
}

function follow(state: Seen, speaker: ParticipantId | null): Watched {
  const content = contentOf(state)
  if (content) return { kind: 'content', content, beside: null }
  const people = leads(state, speaker)
  return people.length > 0 ? { kind: 'people', people } : { kind: 'nobody' }
}

function contentOf(state: Seen): Content | null {
  const screen = Object.values(state.producers).find(({ source }) => source === 'screen')
  if (screen) return { kind: 'screen', participantId: screen.participantId }
  return state.conduct.paper ? { kind: 'paper' } : null
}

/** Floor holders lead; where rooms speak freely, the speaker does; otherwise the chair, acting or by seat. */
function leads(state: Seen, speaker: ParticipantId | null): ParticipantId[] {
  const { conduct, participants } = state
  const holders = conduct.holders.map(({ participantId }) => participantId).filter((id) => participants[id])
  if (holders.length > 0) return holders
  if (isFree(state) && speaker !== null && participants[speaker]) return [speaker]
  const acting = conduct.actingChair !== null && participants[conduct.actingChair] ? conduct.actingChair : null
  const chair = acting ?? Object.values(participants).find(({ seat }) => seat === 'chair')?.participantId
  return chair ? [chair] : []
}
