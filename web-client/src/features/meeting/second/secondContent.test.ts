import {
  initialState,
  MeetingId,
  ParticipantId,
  ProducerState,
  type Conduct,
  type MeetingState,
} from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { secondContent } from './secondContent.ts'

const me = ParticipantId.parse('p.me')
const other = ParticipantId.parse('p.other')
const paper: Conduct['paper'] = { paperId: 'p.1', version: 1, name: 'Báo cáo', presenter: other, page: 1 }

function meeting(sharer: ParticipantId | null, conduct: Partial<Conduct> = {}): MeetingState {
  const state = initialState(MeetingId.parse('m'))
  const screen = ProducerState.parse({
    producerId: 'screen',
    participantId: sharer ?? other,
    source: 'screen',
    paused: false,
    layerHeights: [],
  })
  return {
    ...state,
    producers: sharer === null ? {} : { [screen.producerId]: screen },
    conduct: { ...state.conduct, ...conduct },
  }
}

const shown = (shows: 'content' | 'contentOrWall' | 'wall', state: MeetingState) =>
  secondContent({ meeting: state, me, speaker: null, shows })

test('23.2 the second screen has the screen or paper that everyone watches', () => {
  expect(shown('content', meeting(other, { paper }))).toEqual({ kind: 'screen', participantId: other })
  expect(shown('contentOrWall', meeting(null, { paper }))).toEqual({ kind: 'paper' })
  expect(shown('content', meeting(other, { stage: { kind: 'gallery', page: 0 } }))).toEqual({ kind: 'nothing' })
})

test('23.2 without anything shared, or with one’s own screen, it has the time or all rooms', () => {
  for (const sharer of [null, me]) {
    expect(shown('content', meeting(sharer))).toEqual({ kind: 'nothing' })
    expect(shown('contentOrWall', meeting(sharer))).toEqual({ kind: 'wall' })
  }
  expect(shown('wall', meeting(other, { paper }))).toEqual({ kind: 'wall' })
})
