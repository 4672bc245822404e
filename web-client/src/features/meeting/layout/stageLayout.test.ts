import {
  initialConduct,
  initialState,
  MeetingId,
  Participant,
  ParticipantId,
  ProducerState,
  type Conduct,
  type MeetingState,
  type Stage,
} from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderParticipants } from '../../../live/meeting/participantOrder.ts'
import { stageLayout, type OwnView, type StageLayout } from './stageLayout.ts'

const id = (name: string) => ParticipantId.parse(name)

function participant(name: string): Participant {
  return Participant.parse({
    participantId: name,
    accountId: name,
    name,
    unit: { code: name, name: `Phường ${name}` },
    organisation: '',
    seat: name === 'chair' ? 'chair' : 'delegate',
    endpointId: `e-${name}`,
    deviceId: `d-${name}`,
    deviceName: 'Chrome',
    line: 'online',
    joinedAt: 0,
  })
}

const producer = (name: string, source: string) =>
  ProducerState.parse({ producerId: `${name}-${source}`, participantId: name, source, paused: false, layerHeights: [] })

interface Given {
  readonly names?: readonly string[]
  readonly me?: string
  readonly screen?: string | null
  readonly cameras?: readonly string[]
  readonly speaker?: string | null
  readonly own?: OwnView | null
  readonly conduct?: Partial<Conduct>
  readonly isContentElsewhere?: boolean
}

function meeting({ names = ['chair', 'a', 'b', 'c'], screen = null, cameras = [], conduct = {} }: Given): MeetingState {
  const producers = [
    ...cameras.map((name) => producer(name, 'camera')),
    ...(screen === null ? [] : [producer(screen, 'screen')]),
  ]
  return {
    ...initialState(MeetingId.parse('m')),
    participants: Object.fromEntries(names.map((name) => [name, participant(name)])),
    producers: Object.fromEntries(producers.map((p) => [p.producerId, p])),
    conduct: { ...initialConduct, startedAt: 1, actingChair: names.includes('chair') ? id('chair') : null, ...conduct },
  }
}

function layout(given: Given): StageLayout {
  const state = meeting(given)
  return stageLayout({
    meeting: state,
    order: orderParticipants(state.participants),
    me: id(given.me ?? 'b'),
    speaker: given.speaker ? id(given.speaker) : null,
    own: given.own ?? null,
    isContentElsewhere: given.isContentElsewhere ?? false,
  })
}

const shown = (given: Given) => layout(given).tiles.map((tile) => `${tile.participantId} ${tile.source}`)
const holds = (...names: string[]): Partial<Conduct> => ({
  holders: names.map((name) => ({
    participantId: id(name),
    itemId: null,
    speaker: '',
    grantedAt: 1,
    stoppedAt: null,
    stoppedMs: 0,
    limitSec: null,
  })),
})
const paper: Conduct['paper'] = { paperId: 'p.1', version: 1, name: 'Báo cáo', presenter: id('a'), page: 3 }
const pinned = (...names: string[]): Partial<Conduct> => ({ stage: { kind: 'pinned', participantIds: names.map(id) } })

test('9.1 following: a screen, else the paper, else who has the floor, else the chair', () => {
  expect(shown({ screen: 'a', conduct: { paper, ...holds('c') } })).toEqual(['a screen'])
  expect(layout({ conduct: { paper, ...holds('c') } })).toMatchObject({ kind: 'paper', tiles: [], beside: null })
  expect(shown({ conduct: holds('c', 'a') })).toEqual(['c camera', 'a camera'])
  expect(shown({})).toEqual(['chair camera'])
})

test('who speaks leads only where rooms speak freely: before the meeting is started, or in an open meeting', () => {
  expect(shown({ speaker: 'a' })).toEqual(['chair camera'])
  expect(shown({ speaker: 'a', conduct: { mode: 'open' } })).toEqual(['a camera'])
  expect(shown({ speaker: 'a', conduct: { startedAt: null } })).toEqual(['a camera'])
  expect(shown({ speaker: 'a', conduct: { mode: 'open', ...holds('c') } })).toEqual(['c camera'])
})

test('9.1 the chair’s choice: rooms side by side, a page of all, content with the speaker beside it', () => {
  expect(shown({ screen: 'a', conduct: pinned('c', 'a') })).toEqual(['c camera', 'a camera'])
  expect(layout({ conduct: { stage: { kind: 'gallery', page: 2 } } })).toMatchObject({ kind: 'gallery', page: 2 })
  const content: Stage = { kind: 'content' }
  expect(layout({ conduct: { paper, stage: content, ...holds('c') } })).toMatchObject({
    kind: 'paper',
    beside: { participantId: 'c' },
  })
  expect(layout({ screen: 'a', conduct: { stage: content } })).toMatchObject({
    kind: 'screen',
    tiles: [{ participantId: 'a' }],
    beside: { participantId: 'chair' },
  })
  expect(shown({ conduct: { stage: content, ...holds('c') } }), 'without content it follows').toEqual(['c camera'])
})

test('a choice that cannot be shown falls back to following', () => {
  expect(shown({ conduct: pinned('gone'), names: ['chair', 'b'] })).toEqual(['chair camera'])
  expect(shown({ conduct: pinned('gone', 'a') })).toEqual(['a camera'])
})

test('my own screen and my own picture are not shown to me, but beside others that the chair chose', () => {
  expect(shown({ screen: 'b' })).toEqual(['chair camera'])
  expect(layout({ screen: 'b', conduct: { stage: { kind: 'content' }, ...holds('c') } })).toMatchObject({
    kind: 'people',
    tiles: [{ participantId: 'c' }],
  })
  expect(shown({ conduct: holds('b') })).toEqual(['chair camera'])
  expect(shown({ conduct: pinned('b') })).toEqual(['chair camera'])
  expect(shown({ conduct: pinned('b', 'c') })).toEqual(['b camera', 'c camera'])
  expect(layout({ conduct: { paper, stage: { kind: 'content' }, ...holds('b') } })).toMatchObject({
    kind: 'paper',
    beside: null,
  })
})

test('the chair sees the first room with a picture, and nothing while alone', () => {
  expect(shown({ me: 'chair', cameras: ['c'] })).toEqual(['c camera'])
  expect(layout({ me: 'chair', names: ['chair'] }).kind).toBe('alone')
})

test('an own view stays mine, whatever is shared or pinned, and ends when that room leaves', () => {
  const own: OwnView = { kind: 'pin', participantId: id('a') }
  expect(layout({ own, screen: 'c', conduct: pinned('chair', 'c') })).toMatchObject({
    kind: 'people',
    tiles: [{ participantId: 'a' }],
    own,
  })
  expect(layout({ own, names: ['chair', 'b'] })).toMatchObject({ tiles: [{ participantId: 'chair' }], own: null })
  const reading: OwnView = { kind: 'paper', paperId: 'p.2', version: 1, name: 'Tờ trình' }
  expect(layout({ own: reading, screen: 'c' })).toMatchObject({ kind: 'paper', own: reading })
})

test('23.2 while a second screen has what is shared, those who lead are here, and a view of one’s own', () => {
  const isContentElsewhere = true
  expect(shown({ isContentElsewhere, screen: 'a', conduct: { paper, ...holds('c') } })).toEqual(['c camera'])
  expect(layout({ isContentElsewhere, conduct: { paper } })).toMatchObject({ kind: 'people', beside: null })
  expect(layout({ isContentElsewhere, conduct: { paper, stage: { kind: 'content' }, ...holds('c') } })).toMatchObject({
    kind: 'people',
    tiles: [{ participantId: 'c' }],
  })
  expect(shown({ isContentElsewhere, screen: 'a', conduct: pinned('a', 'c') })).toEqual(['a camera', 'c camera'])
  const reading: OwnView = { kind: 'paper', paperId: 'p.2', version: 1, name: 'Tờ trình' }
  expect(layout({ isContentElsewhere, own: reading, screen: 'c' })).toMatchObject({ kind: 'paper', own: reading })
})

test('whatever there is: one to four pictures of those who are there, once each, and mine only where the chair put it', () => {
  const name = fc.constantFrom('chair', 'a', 'b', 'c', 'd', 'gone')
  const there = fc.uniqueArray(fc.constantFrom('chair', 'a', 'b', 'c', 'd'), { minLength: 1 })
  const few = fc.uniqueArray(name, { minLength: 1, maxLength: 4 })
  const stage = fc.oneof(
    fc.constant<Stage>({ kind: 'follow' }),
    fc.constant<Stage>({ kind: 'content' }),
    fc.nat({ max: 5 }).map((page): Stage => ({ kind: 'gallery', page })),
    few.map((names): Stage => ({ kind: 'pinned', participantIds: names.map(id) })),
  )
  const own = fc.option(name.map((n): OwnView => ({ kind: 'pin', participantId: id(n) })))
  const given = fc.record({
    names: there,
    stage,
    holders: fc.uniqueArray(name, { maxLength: 4 }),
    hasPaper: fc.boolean(),
    hasScreen: fc.boolean(),
    speaker: fc.option(name),
    own,
    mode: fc.constantFrom('chaired', 'open', 'silent'),
  })
  fc.assert(
    fc.property(given, fc.nat(), (g, n) => {
      const me = g.names[n % g.names.length] ?? 'chair'
      const screen = g.hasScreen ? (g.names[0] ?? null) : null
      const conduct = { stage: g.stage, ...holds(...g.holders), paper: g.hasPaper ? paper : null, mode: g.mode }
      const result = layout({ names: g.names, me, screen, speaker: g.speaker, own: g.own, conduct })
      const everyone = [...result.tiles, ...(result.beside ? [result.beside] : [])]
      expect(everyone.every((tile) => g.names.some((there) => there === tile.participantId))).toBe(true)
      expect(new Set(result.tiles.map((tile) => tile.participantId)).size).toBe(result.tiles.length)
      expect(result.tiles.length).toBeLessThanOrEqual(4)
      expect(result.tiles.length > 0).toBe(result.kind === 'people' || result.kind === 'screen')
      if (g.names.length > 1) expect(result.kind).not.toBe('alone')
      const mine = everyone.some((tile) => tile.participantId === me)
      if (mine) expect(result.tiles.length > 1 && g.stage.kind === 'pinned').toBe(true)
      if (result.own) expect(result.tiles).toHaveLength(1)
      // People who look at nothing of their own see what the others see.
      if (g.stage.kind === 'gallery' && !result.own) expect(result.kind).toBe('gallery')
    }),
  )
})
