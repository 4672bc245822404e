import { MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import {
  indexOfMetric,
  METRICS,
  type OperationsSnapshot,
  type Resource,
  ResourceId,
} from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import type { Scene } from '../live/Scene.ts'
import { difference, firstWord } from './difference.ts'
import { viewOf } from './viewOf.ts'

const meetingId = MeetingId.parse('m.1')
const unit = (code: string) => UnitCode.parse(code)
const rtt = indexOfMetric('endpoint', 'rtt')
const sample = (value: number | null) => METRICS.endpoint.map((_, index) => (index === rtt ? value : null))

const endpoint = (name: string, changes: Partial<Resource> = {}): Resource => ({
  id: ResourceId.parse(`endpoint:m.1/${name}`),
  kind: 'endpoint',
  name,
  health: 'good',
  since: 0,
  findings: [],
  sampledAt: 1000,
  sample: sample(20),
  unitCode: unit(`o-mon.${name}`),
  meetingId,
  participantId: ParticipantId.parse(name),
  facts: null,
  node: null,
  report: null,
  nodeSide: null,
  ...changes,
})
const server = (id: string): Resource => ({
  ...endpoint('x'),
  id: ResourceId.parse(id),
  kind: 'service',
  sample: [],
  meetingId: null,
  participantId: null,
  unitCode: null,
})
const scene = (...resources: Resource[]): Scene => ({
  at: 5000,
  resources: resources.map((resource) => ({ resource, hostUnit: resource.kind === 'endpoint' ? unit('o-mon') : null })),
  meetings: [{ meetingId, title: 'Giao ban', hostUnit: unit('o-mon'), startedAt: 1, floor: 'a' }],
})
const everything = { servers: true, units: null }
const branch = (...codes: string[]) => ({ servers: false, units: new Set(codes.map(unit)) })

describe('16.4 each sees what they may', () => {
  const all = scene(endpoint('a'), endpoint('b', { health: 'weak', since: 7 }), server('service:database'))
  const ids = (view: OperationsSnapshot) => view.resources.map(({ id }) => id)

  test('who watches over all: servers, and meetings with all their rooms', () => {
    const view = viewOf(all, { kind: 'servers' }, everything)
    expect(ids(view)).toEqual(['service:database'])
    expect(view.meetings).toMatchObject([{ rooms: 2, health: 'weak', worst: 'b', since: 7, floor: 'a' }])
    expect(ids(viewOf(all, { kind: 'meeting', meetingId }, everything))).toHaveLength(2)
  })

  test('a technician of a ward: no servers, its own rooms, and meetings as far as these are in them', () => {
    const scope = branch('o-mon.a')
    const view = viewOf(all, { kind: 'servers' }, scope)
    expect(view.resources).toEqual([])
    expect(view.meetings).toMatchObject([{ rooms: 1, health: 'good', worst: null }])
    expect(ids(viewOf(all, { kind: 'meeting', meetingId }, scope))).toEqual(['endpoint:m.1/a'])
    expect(
      viewOf(all, { kind: 'endpoint', meetingId, participantId: ParticipantId.parse('b') }, scope).resources,
    ).toEqual([])
  })

  test('a technician of another branch: nothing', () => {
    expect(viewOf(all, { kind: 'servers' }, branch('elsewhere'))).toEqual({ at: 5000, resources: [], meetings: [] })
  })

  test('a guest belongs to who holds the meeting', () => {
    const guests = scene(endpoint('g', { unitCode: null }))
    expect(viewOf(guests, { kind: 'meeting', meetingId }, branch('o-mon')).resources).toHaveLength(1)
    expect(viewOf(guests, { kind: 'meeting', meetingId }, branch('o-mon.a')).resources).toEqual([])
  })
})

test('a meeting is as bad as its worst room, since the room that is so the longest', () => {
  const bad = (name: string, since: number) => endpoint(name, { health: 'bad', since })
  const { meetings } = viewOf(
    scene(endpoint('a'), bad('b', 9), bad('c', 4), endpoint('d', { health: 'unknown' })),
    { kind: 'servers' },
    everything,
  )
  expect(meetings).toMatchObject([
    { health: 'bad', worst: 'c', since: 4, counts: { good: 1, weak: 0, bad: 2, unknown: 1 } },
  ])
})

describe('16.3 differences', () => {
  const view = (...resources: Resource[]) => viewOf(scene(...resources), { kind: 'meeting', meetingId }, everything)
  const after = (before: Resource[], now: Resource[], isExact = false) =>
    difference(firstWord(view(...before)).known, view(...now), isExact).change

  test('nothing is said when nothing is different, nor of what is noise', () => {
    expect(after([endpoint('a')], [endpoint('a')])).toBeNull()
    expect(after([endpoint('a')], [endpoint('a', { sample: sample(21), sampledAt: 2000 })])).toBeNull()
  })

  test('a value that is news comes with its place alone', () => {
    expect(after([endpoint('a')], [endpoint('a', { sample: sample(80), sampledAt: 2000 })])).toMatchObject({
      changed: [{ id: 'endpoint:m.1/a', values: [[rtt, 80]], sampledAt: 2000 }],
      added: [],
      gone: [],
    })
  })

  test.each([
    ['a value that is read no more', null],
    ['nothing at all', 0],
  ])('%s is news', (_, value) => {
    expect(after([endpoint('a', { sample: sample(1) })], [endpoint('a', { sample: sample(value) })])?.changed).toEqual([
      { id: 'endpoint:m.1/a', values: [[rtt, value]] },
    ])
  })

  test('a value that creeps is told once it has come far enough from what was told', () => {
    let { known } = firstWord(view(endpoint('a')))
    const told: unknown[] = []
    for (const value of [21, 22, 23, 24, 25]) {
      const next = difference(known, view(endpoint('a', { sample: sample(value) })), false)
      known = next.known
      if (next.change) told.push(...next.change.changed.map(({ values }) => values))
    }
    expect(told).toEqual([[[rtt, 23]]])
  })

  test('to who looks at one resource alone every digit is news', () => {
    expect(after([endpoint('a')], [endpoint('a', { sample: sample(21) })], true)?.changed).toMatchObject([
      { values: [[rtt, 21]] },
    ])
  })

  test('rooms that come and go, and how one is', () => {
    const lost = endpoint('b', {
      health: 'bad',
      since: 9,
      findings: [{ code: 'cut', health: 'bad', since: 9, value: null }],
    })
    expect(after([endpoint('a'), endpoint('b')], [lost, endpoint('c')])).toMatchObject({
      added: [{ name: 'c' }],
      changed: [{ id: 'endpoint:m.1/b', health: 'bad', since: 9, findings: [{ code: 'cut' }] }],
      gone: ['endpoint:m.1/a'],
      meetings: [{ connected: 1 }],
    })
  })

  test('told one after the other, differences make the view as it is', () => {
    const steps = [
      [endpoint('a')],
      [endpoint('a', { sample: sample(90) }), endpoint('b')],
      [endpoint('b', { health: 'unknown', since: 3 })],
      [],
    ]
    let { known, snapshot } = firstWord(view(...(steps[0] ?? [])))
    const page = new Map(snapshot.resources.map((each) => [each.id, each]))
    for (const step of steps) {
      const next = difference(known, view(...step), true)
      known = next.known
      for (const each of next.change?.added ?? []) page.set(each.id, each)
      for (const { id, values = [], ...change } of next.change?.changed ?? []) {
        const before = page.get(id)
        if (!before) throw new Error('changed before it was added')
        const sample = [...before.sample]
        for (const [index, value] of values) sample[index] = value
        page.set(id, { ...before, ...change, sample })
      }
      for (const id of next.change?.gone ?? []) page.delete(id)
      expect([...page.values()]).toEqual(step)
    }
  })
})
