import { MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import { indexOfMetric, METRICS, RESOLUTIONS } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test, vi } from 'vitest'
import type { Store } from '../db/engine/openStore.ts'
import { insertMany } from '../db/sql/insertMany.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import { describeStores, silent } from '../testing/temporaryStore.ts'
import { EventStore, type NewEvent } from './events/EventStore.ts'
import { HistoryReader } from './history/HistoryReader.ts'
import { endpointKey } from './journal/endpointKey.ts'
import type { BatchEntry } from './journal/Batch.ts'
import { encodeBatch } from './journal/batchCodec.ts'
import { JournalStore } from './journal/JournalStore.ts'
import { Recorder } from './live/Recorder.ts'
import { ResourceStore } from './journal/ResourceStore.ts'
import { Book } from './live/Book.ts'
import { OthersBook } from './live/OthersBook.ts'
import { ChunkStore } from './tiers/ChunkStore.ts'
import { Roller } from './tiers/Roller.ts'

/** The beginning of a window of every length but the longest. */
const START = 1_800_000_000
const HOUR = 3600
const meetingId = MeetingId.parse('m.1')
const participantId = ParticipantId.parse('p.1')
const key = endpointKey(meetingId, participantId)
const rtt = indexOfMetric('endpoint', 'rtt')

function partsOn({ db }: Pick<Store, 'db'>) {
  const journal = new JournalStore(db)
  const resources = new ResourceStore(db)
  const chunks = new ChunkStore(db)
  const events = new EventStore(db)
  const recorderOf = (process: string) => new Recorder({ db, journal, resources, events, process, logger: silent })
  const roller = new Roller({ db, journal, resources, chunks, events })
  const history = new HistoryReader({ journal, chunks })
  return { db, journal, resources, chunks, events, recorderOf, roller, history }
}

/** A book with one room in it. */
function bookOf(name = 'Phường Một') {
  const clock = { now: START * 1000 }
  const book = new Book(() => clock.now)
  const room = book.put(
    { key, kind: 'endpoint', unitCode: UnitCode.parse('o-mon.a'), meetingId, participantId },
    name,
    { title: 'Giao ban', hostUnit: UnitCode.parse('o-mon') },
  )
  const take = (at: number, value: number | null) =>
    room.take({ at, values: METRICS.endpoint.map((_, index) => (index === rtt ? value : null)) }, at * 1000)
  return { book, room, take }
}

const sample = (value: number) => METRICS.endpoint.map((_, index) => (index === rtt ? value : null))
const entry = (id: number, at: number, value: number): BatchEntry => ({
  id,
  kind: 'endpoint',
  health: 'good',
  since: START * 1000,
  findings: [],
  samples: [{ at, values: sample(value) }],
})

/** A resource whose round trip is the second modulo 100, in every second of a time. */
async function recorded(store: Pick<Store, 'db'>, from: number, to: number) {
  const parts = partsOn(store)
  const { recorderOf, db } = parts
  const { book } = bookOf()
  await recorderOf('one').second(book, from)
  const id = (await parts.resources.find(key))?.id ?? 0
  const rows = Array.from({ length: to - from - 1 }, (_, n) => {
    const at = from + 1 + n
    return { process: 'one', at, data: encodeBatch({ at, entries: [entry(id, at, at % 100)] }) }
  })
  await inTransaction(db, (tx) => insertMany(tx, 'metric_batch', rows))
  return { ...parts, id }
}

async function listed<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** Turns until nothing is left to do. */
async function rollAll({ roller, chunks }: Pick<ReturnType<typeof partsOn>, 'roller' | 'chunks'>, now: number) {
  for (let before = -1, after = -2; before !== after;) {
    before = after
    await roller.turn(now)
    after = (await Promise.all(RESOLUTIONS.map(({ seconds }) => chunks.wholeUntil(seconds)))).reduce((a, b) => a + b)
  }
}

describeStores((open) => {
  describe('the journal', () => {
    test('16.5 a second is written once, with all resources, their facts and what happened', async () => {
      const { recorderOf, journal, resources, events } = partsOn(await open())
      const { book, take } = bookOf()
      take(START - 1, 30)
      take(START, 31)
      const recorder = recorderOf('one')
      const event: NewEvent = {
        at: START * 1000,
        kind: 'joined',
        resource: key,
        meetingId,
        unitCode: UnitCode.parse('o-mon.a'),
        name: 'Phường Một',
        detail: 'Chrome',
      }
      recorder.note([event])
      await recorder.second(book, START)
      await recorder.second(book, START + 1)
      const written = await listed(journal.read(START, START + 5))
      expect(written.map(({ process, batch }) => [process, batch.at, batch.entries[0]?.samples.length])).toEqual([
        ['one', START, 2],
        ['one', START + 1, 0],
      ])
      expect(await resources.find(key)).toMatchObject({
        name: 'Phường Một',
        unit_code: 'o-mon.a',
        facts: { title: 'Giao ban' },
      })
      expect((await events.list({ from: 0, to: START * 2000 }, (eb) => eb.val(true))).events).toMatchObject([event])
    })

    test('a resource that is met again, also by another process, keeps its row', async () => {
      const { recorderOf, resources } = partsOn(await open())
      await recorderOf('one').second(bookOf().book, START)
      const first = await resources.find(key)
      await recorderOf('two').second(bookOf('Phường Hai').book, START + 60)
      expect(await resources.find(key)).toMatchObject({
        id: first?.id,
        name: 'Phường Hai',
        first_at: START * 1000,
        last_at: (START + 60) * 1000,
      })
    })

    test('a row that cannot be read takes no other along', async () => {
      const { db, journal, recorderOf } = partsOn(await open())
      await journal.append(db, 'broken', START, new Uint8Array([1, 2, 3]))
      await recorderOf('one').second(bookOf().book, START)
      expect(await listed(journal.read(START, START + 1))).toMatchObject([{ process: 'one' }])
    })
  })

  describe('longer times', () => {
    test('16.6 an hour of seconds becomes minutes, tens of seconds and one chunk of an hour; a chart is the same through all of it', async () => {
      const parts = await recorded(await open(), START, START + HOUR + 30)
      await rollAll(parts, START + HOUR + 30)
      const { chunks, history, id } = parts
      expect(await Promise.all(RESOLUTIONS.map(({ seconds }) => chunks.wholeUntil(seconds)))).toEqual([
        START + HOUR,
        START + HOUR,
        START + HOUR,
        0,
      ])
      const now = (START + HOUR + 30) * 1000
      const read = (from: number, points: number) =>
        history.read({ resource: key, id, kind: 'endpoint', from: from * 1000, to: now, points }, now)
      const seconds = await read(START + HOUR - 30, 100)
      expect(seconds.seconds).toBe(1)
      // Half of it is in chunks, half in the journal.
      expect(seconds.at).toEqual(Array.from({ length: 60 }, (_, n) => START + HOUR - 30 + n))
      expect(seconds.mean[rtt]).toEqual(seconds.at.map((at) => at % 100))
      const tens = await read(START + 10, 400)
      expect([tens.seconds, tens.at[0], tens.mean[rtt]?.[0], tens.max[rtt]?.[0]]).toEqual([10, START + 10, 15, 19])
      // The newest ten seconds of which anything was read are there, though no chunk has them.
      expect([tens.at.at(-1), tens.mean[rtt]?.at(-1)]).toEqual([START + HOUR + 20, 25])
      const minutes = await read(START + 1, 61)
      expect([minutes.seconds, minutes.at.length, minutes.max[rtt]?.[0]]).toEqual([60, 61, 59])
    })

    test('a process that died in the middle leaves it to the next one: nothing is lost, nothing is there twice', async () => {
      const parts = await recorded(await open(), START, START + 200)
      const { db, chunks, roller, id, history } = parts
      await roller.turn(START + 200)
      // It had written the chunks of the last minute, and not yet that it had.
      await chunks.mark(db, 1, START + 60)
      await partsOn({ db }).roller.turn(START + 200)
      const rows = await db.selectFrom('metric_chunk').select(['seconds', 'start']).orderBy('start').execute()
      expect(rows).toEqual([0, 60, 120].map((after) => ({ seconds: 1, start: START + after })))
      const now = (START + 200) * 1000
      const all = await history.read(
        { resource: key, id, kind: 'endpoint', from: START * 1000, to: now, points: 300 },
        now,
      )
      expect(all.mean[rtt]).toEqual(Array.from({ length: 199 }, (_, n) => (n + 1) % 100))
    })

    test('after a long pause it goes on where something is', async () => {
      const parts = await recorded(await open(), START, START + 70)
      await parts.roller.turn(START + 80)
      const later = START + 40 * 86_400
      await parts.journal.append(
        parts.db,
        'one',
        later,
        encodeBatch({ at: later, entries: [entry(parts.id, later, 7)] }),
      )
      await rollAll(parts, later + 80)
      expect(await parts.chunks.wholeUntil(1)).toBe(later + 60)
    })

    test('what is older than it is kept goes, window by window, and the resource with the last of it', async () => {
      const parts = await recorded(await open(), START, START + HOUR + 80)
      await rollAll(parts, START + HOUR + 80)
      const left = async () =>
        (await parts.db.selectFrom('metric_chunk').select('seconds').distinct().orderBy('seconds').execute()).map(
          ({ seconds }) => seconds,
        )
      expect(await left()).toEqual([1, 10, 60])
      for (let turn = 0; turn < 40; turn += 1) await parts.roller.turn(START + 3 * 86_400)
      // The minute after the hour waits until its ten minutes are whole.
      expect(await left()).toEqual([1, 60])
      expect(await listed(parts.journal.read(START, START + HOUR))).toEqual([])
      await parts.roller.turn(START + 3 * 366 * 86_400)
      expect(await parts.resources.find(key)).toBeNull()
    })
  })

  test('16.6 two weeks of a server that was installed a minute ago are that minute, and no second before it is looked through', async () => {
    const { journal, history, id } = await recorded(await open(), START, START + 60)
    const looked: number[] = []
    const read = journal.read.bind(journal)
    vi.spyOn(journal, 'read').mockImplementation((from, to, except) => {
      looked.push(from)
      return read(from, to, except)
    })
    const now = (START + 60) * 1000
    const when = { from: now - 14 * 86_400_000, to: now, points: 1400 }
    const { at, mean } = await history.read({ resource: key, id, kind: 'endpoint', ...when }, now)
    expect(at).toHaveLength(1)
    expect(mean[rtt]?.[0]).toBeGreaterThan(0)
    expect(looked).toHaveLength(1)
    expect(looked[0]).toBeGreaterThanOrEqual(START - HOUR - 900)
  })

  test('16.8 what another process has is read from its rows: who is there, how they are, and that it says nothing any more', async () => {
    const parts = partsOn(await open())
    const { book, room, take } = bookOf()
    room.isCut = true
    take(START, 42)
    room.settle(START * 1000)
    book.meetings = [
      { meetingId, title: 'Giao ban', hostUnit: UnitCode.parse('o-mon'), startedAt: 5, floor: 'Phường Một' },
    ]
    const recorder = parts.recorderOf('other')
    await recorder.second(book, START)
    const others = new OthersBook(parts, 'this')
    await others.look(START * 1000)
    expect(others.resources(START * 1000)).toMatchObject([
      { hostUnit: 'o-mon', resource: { id: key, name: 'Phường Một', health: 'bad', findings: [{ code: 'cut' }] } },
    ])
    expect(others.resources(START * 1000)[0]?.resource.sample[rtt]).toBe(42)
    expect(others.meetings).toEqual(book.meetings)
    expect(new OthersBook(parts, 'other').meetings).toEqual([])

    room.isCut = false
    room.settle((START + 1) * 1000)
    await recorder.second(book, START + 1)
    await others.look((START + 9) * 1000)
    expect(others.resources((START + 9) * 1000)).toMatchObject([{ resource: { health: 'unknown' } }])

    book.remove(key)
    await recorder.second(book, START + 10)
    await others.look((START + 10) * 1000)
    expect(others.resources((START + 10) * 1000)).toEqual([])
    expect(others.meetings).toHaveLength(1)
    await others.look((START + 40) * 1000)
    expect(others.meetings).toEqual([])
  })

  test('events are listed the newest first, of what is asked for, and the oldest go', async () => {
    const { db, events } = partsOn(await open())
    const event = (at: number, unit: string): NewEvent => ({
      at,
      kind: 'lineLost',
      resource: key,
      meetingId,
      unitCode: UnitCode.parse(unit),
      name: unit,
      detail: '',
    })
    await events.append(db, [event(1, 'a'), event(2, 'b'), event(3, 'a')])
    const list = async (filter: object) =>
      (await events.list({ from: 0, to: 10, ...filter }, (eb) => eb.val(true))).events.map(({ at }) => at)
    expect(await list({})).toEqual([3, 2, 1])
    expect(await list({ unit: UnitCode.parse('a') })).toEqual([3, 1])
    expect(await list({ meeting: MeetingId.parse('other') })).toEqual([])
    expect(await list({ resource: key, from: 2, to: 2 })).toEqual([2])
    await events.prune(3, 1)
    expect(await list({})).toEqual([3, 2])
  })
})
