import { LegId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { freshMedia } from '../testing/FakeDevice.ts'
import { nextStandby, type Standby, type StandbyEvent } from './standby.ts'

type State = Standby<string>

const [leg, otherLeg] = [LegId.parse(2), LegId.parse(3)]
const media = freshMedia('a', leg)
const states = {
  none: { kind: 'none' },
  making: { kind: 'making', media },
  ready: { kind: 'ready', leg, session: 's' },
  taken: { kind: 'taken' },
} as const satisfies { [K in State['kind']]: Extract<State, { kind: K }> }

const events = {
  offered: { type: 'offered', media: freshMedia('b', otherLeg) },
  made: { type: 'made', session: 's' },
  failed: { type: 'failed', media },
  failedBefore: { type: 'failed', media: freshMedia('c', 1) },
  broken: { type: 'broken', session: 's' },
  brokenOther: { type: 'broken', session: 'before' },
  carries: { type: 'carries', leg },
  carriesOther: { type: 'carries', leg: otherLeg },
  ended: { type: 'ended', leg },
  endedOther: { type: 'ended', leg: otherLeg },
  dropped: { type: 'dropped' },
} as const satisfies Record<string, StandbyEvent<string>>

/** Each row lists, for one state, the states that follow, in the order of `events`; a dot = nothing changes. */
const table: Record<State['kind'], string> = {
  none: 'making . . . . . . . . . .',
  making: 'making ready none . . . . . none . none',
  ready: 'making . . . none . taken . none . none',
  taken: 'making . . . . . . . . . none',
}

test.each(Object.values(states))('5.15 from $kind each event leads where the table says', (state) => {
  const found = Object.values(events).map((event) => {
    const next = nextStandby<string>(state, event)
    return next === state ? '.' : next.kind
  })
  expect(found.join(' ')).toBe(table[state.kind])
})
