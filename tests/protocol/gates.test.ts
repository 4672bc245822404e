import { mayBeHeard, type ParticipantId, type RequestData, type Seat } from '@diem-cau/signaling-contract'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MediaInspector } from './support/MediaInspector.ts'
import type { TestClient } from './support/TestClient.ts'
import { markLegs, onOtherLeg } from './support/onOtherLeg.ts'
import { TestOffice } from './support/TestOffice.ts'

const SEATS: readonly Seat[] = ['chair', 'secretary', 'delegate', 'delegate', 'delegate', 'technician']

const inspector = new MediaInspector()
let office: TestOffice
let clients: TestClient[] = []
beforeAll(async () => {
  office = await TestOffice.open({ seats: SEATS })
  clients = await Promise.all(SEATS.map((_, n) => office.join(n)))
  await Promise.all(clients.map((client) => client.produce('mic')))
  const others = (client: TestClient) => clients.filter((other) => other !== client)
  await Promise.all(
    clients.map((client) =>
      client.until('hears all', (c) => others(client).every(({ participantId }) => c.receives(participantId, 'mic'))),
    ),
  )
})
afterAll(async () => {
  await office?.[Symbol.asyncDispose]()
  inspector.close()
})

type Asked =
  | 'floor:setMode'
  | 'floor:grant'
  | 'floor:end'
  | 'floor:silenceAll'
  | 'mic:cut'
  | 'mic:consent'
  | 'seat:set'
  | 'floor:request'
type Step =
  | {
      readonly [N in Asked]: {
        readonly who: number
        readonly name: N
        readonly data: (of: (n: number) => ParticipantId) => RequestData<N>
      }
    }[Asked]
  | { readonly who: number; readonly name: 'switch'; readonly paused: boolean }
  | { readonly who: number; readonly name: 'again'; readonly paused: boolean }

const anyone = fc.nat(SEATS.length - 1)
const conducting = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ who: fc.constant(0), mode: fc.constantFrom('chaired' as const, 'open' as const, 'silent' as const) })
    .map(({ who, mode }): Step => ({ who, name: 'floor:setMode', data: () => ({ mode }) })),
  {
    weight: 3,
    arbitrary: fc
      .tuple(conducting, anyone)
      .map(([who, n]): Step => ({ who, name: 'floor:grant', data: (of) => ({ participantId: of(n), itemId: null }) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(conducting, anyone)
      .map(([who, n]): Step => ({ who, name: 'floor:end', data: (of) => ({ participantId: of(n) }) })),
  },
  conducting.map((who): Step => ({ who, name: 'floor:silenceAll', data: () => ({}) })),
  fc
    .tuple(conducting, anyone)
    .map(([who, n]): Step => ({ who, name: 'mic:cut', data: (of) => ({ participantId: of(n) }) })),
  { weight: 2, arbitrary: anyone.map((who): Step => ({ who, name: 'mic:consent', data: () => ({}) })) },
  anyone.map((who): Step => ({ who, name: 'floor:request', data: () => ({ itemId: null, speaker: '', note: '' }) })),
  fc
    .constantFrom<Seat>('observer', 'delegate')
    .map((seat): Step => ({ who: 1, name: 'seat:set', data: (of) => ({ participantId: of(4), seat }) })),
  {
    weight: 3,
    arbitrary: fc.tuple(anyone, fc.boolean()).map(([who, paused]): Step => ({ who, name: 'switch', paused })),
  },
  fc.tuple(anyone, fc.boolean()).map(([who, paused]): Step => ({ who, name: 'again', paused })),
)

async function run(one: Step): Promise<unknown> {
  const client = clients[one.who]
  if (!client) throw new Error('nobody there')
  switch (one.name) {
    case 'again':
      return client.produce('mic', one.paused)
    case 'switch': {
      const mic = client.producerOf(client.participantId, 'mic')
      return mic && client.socket.request('producer:setPaused', { producerId: mic.producerId, paused: one.paused })
    }
    default:
      return client.socket.request(
        one.name,
        one.data((n) => clients[n]?.participantId ?? client.participantId),
      )
  }
}

/** Every microphone at the media node: whether it is let through, and whether the meeting and its owner say so. */
function gates(): { mic: string; open: boolean; may: boolean }[] {
  const state = clients[0]?.state
  if (!state) throw new Error('nobody there')
  return Object.values(state.producers)
    .filter(({ source }) => source === 'mic')
    .map(({ producerId, participantId, paused }) => ({
      mic: participantId,
      open: inspector.producers.get(producerId)?.paused === false,
      may: !paused && mayBeHeard(state, participantId),
    }))
}

/** Compares once all are answered and everyone has seen what came of it. */
async function agree(): Promise<void> {
  const chair = clients[0]
  if (!chair) throw new Error('nobody there')
  // Clients that asked saw the outcome before the answer.
  await chair.until('all of it', (c) => clients.every(({ seq }) => seq <= c.seq))
  await expect.poll(() => gates().filter(({ open, may }) => open !== may), { interval: 5, timeout: 10_000 }).toEqual([])
}

test(
  '8.5, 6.3 a media worker is killed: what is made anew is gated from its first packet',
  { timeout: 60_000 },
  async () => {
    const [chair, , a, b] = clients as [TestClient, TestClient, TestClient, TestClient]
    await chair.socket.request('meeting:start', { belowQuorum: true })
    await chair.socket.request('floor:grant', { participantId: a.participantId, itemId: null })
    // Nobody is in the middle of making its side of something when all of it goes.
    const listeners = clients.filter((client) => client !== a)
    await Promise.all(
      listeners.map((client) =>
        client.until(
          'hears who has the floor only',
          (c) => c.media.received.size <= 2 && c.receives(a.participantId, 'mic'),
        ),
      ),
    )
    const marks = new Map(clients.map((client) => [client, markLegs(client)]))
    process.kill(await office.busyWorkerPid(), 'SIGKILL')
    const made = await Promise.all(
      marks.entries().map(async ([client, mark]) => {
        await onOtherLeg(client, mark)
        const producerId = client.producerOf(client.participantId, 'mic')?.producerId ?? ''
        return [client.participantId, inspector.producers.get(producerId)?.paused] as const
      }),
    )
    expect(Object.fromEntries(made)).toMatchObject({
      [chair.participantId]: false,
      [a.participantId]: false,
      [b.participantId]: true,
    })
    await agree()
  },
)

test(
  '8.5 whatever is asked by whom in whatever order at once, the node lets through who may be heard and has it on, and nobody else',
  { timeout: 120_000 },
  async () => {
    let opened = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        await Promise.allSettled(steps.map(run))
        await agree()
        opened += gates().filter(({ open }) => open).length
      }),
      { numRuns: 8, endOnFailure: true },
    )
    expect(opened, 'some were').toBeGreaterThan(0)
  },
)
