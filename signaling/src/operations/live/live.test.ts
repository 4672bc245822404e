import { MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { indexOfMetric, METRICS } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { EventStore } from '../events/EventStore.ts'
import { endpointKey } from '../journal/endpointKey.ts'
import { JournalStore } from '../journal/JournalStore.ts'
import { ResourceStore } from '../journal/ResourceStore.ts'
import { Book } from './Book.ts'
import { LiveResource } from './LiveResource.ts'
import { Recorder } from './Recorder.ts'

const NOW = 1_800_000_000_000
const SECOND = NOW / 1000
const meetingId = MeetingId.parse('m.1')
const participantId = ParticipantId.parse('p.1')
const identity = {
  key: endpointKey(meetingId, participantId),
  kind: 'endpoint',
  unitCode: null,
  meetingId,
  participantId,
} as const
const loss = indexOfMetric('endpoint', 'upLoss')
const sample = (value: number) => METRICS.endpoint.map((_, index) => (index === loss ? value : null))

test('a room is unknown until it says something, bad when its loss lasts, unknown when it says nothing more; each is told once', () => {
  const room = new LiveResource(identity, 'Phường Một', NOW)
  const seen: string[] = []
  const told: string[] = []
  for (let second = 0; second < 20; second += 1) {
    const now = NOW + second * 1000
    if (second > 0 && second < 10) room.take({ at: SECOND + second, values: sample(18) }, now)
    told.push(...room.settle(now).map(({ what, finding }) => `${what} ${finding.code}`))
    if (seen.at(-1) !== room.health) seen.push(room.health)
  }
  expect(seen).toEqual(['unknown', 'good', 'bad', 'unknown'])
  expect(told).toEqual(['found lossUp'])
  expect(room.since).toBe(NOW + 12_000)
})

test('16.11 what its node says of a room that is quiet is kept, and the room is as unread as it was', () => {
  const room = new LiveResource(identity, 'Phường Một', NOW)
  room.take({ at: SECOND, values: sample(0) }, NOW)
  expect([room.isQuiet(NOW + 4000), room.isQuiet(NOW + 5000)]).toEqual([false, true])
  room.takeBeside({ at: SECOND + 5, values: sample(1) })
  room.settle(NOW + 5000)
  expect([room.health, room.lastSecond]).toEqual(['unknown', SECOND])
  expect(room.takeUnwritten().map(({ at }) => at - SECOND)).toEqual([0, 5])
  expect(room.toResource()).toMatchObject({ sampledAt: NOW, sample: sample(1) })
})

test('a line that is cut is bad at once, and no more when it is back', () => {
  const room = new LiveResource(identity, 'Phường Một', NOW)
  room.take({ at: SECOND, values: sample(0) }, NOW)
  room.settle(NOW)
  room.isCut = true
  expect(room.settle(NOW + 100).map(({ what, finding }) => [what, finding.code])).toEqual([['found', 'cut']])
  expect(room.health).toBe('bad')
  expect(room.settle(NOW + 200)).toEqual([])
  room.isCut = false
  expect(room.settle(NOW + 300).map(({ what }) => what)).toEqual(['cleared'])
  expect([room.health, room.since]).toEqual(['good', NOW + 300])
})

test('16.5 while the store is away seconds and events wait, and are written when it is back', async () => {
  const { db, raw } = await temporaryStore()
  const [journal, resources, events] = [new JournalStore(db), new ResourceStore(db), new EventStore(db)]
  const recorder = new Recorder({ db, journal, resources, events, process: 'one', logger: silent })
  const book = new Book(() => NOW)
  const room = book.put(identity, 'Phường Một')
  const second = async (after: number) => {
    room.take({ at: SECOND + after, values: sample(after) }, NOW)
    await recorder.second(book, SECOND + after)
  }
  await second(0)
  raw.exec('alter table metric_batch rename to elsewhere')
  recorder.note([
    { at: NOW, kind: 'lineLost', resource: identity.key, meetingId, unitCode: null, name: 'Phường Một', detail: '' },
  ])
  await second(1)
  await second(2)
  raw.exec('alter table elsewhere rename to metric_batch')
  await second(3)
  const kept: unknown[] = []
  for await (const { batch } of journal.read(SECOND, SECOND + 10))
    kept.push(...batch.entries.flatMap(({ samples }) => samples.map(({ values }) => values[loss])))
  expect(kept).toEqual([0, 1, 2, 3])
  expect((await events.list({ from: 0, to: NOW }, (eb) => eb.val(true))).events).toHaveLength(1)
})
