import { type Source, WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediasoupSide } from '../testing/mediasoupSide.ts'
import { join, produce, subscribe, testNode } from '../testing/testNode.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e']
const who = fc.constantFrom(...NAMES)
const source = fc.constantFrom<Source>('mic', 'camera')

/** The node answers these when the endpoint, its producer, its meeting or its worker had ended. */
const TOO_LATE = ['unavailable', 'endpointNotFound', 'producerNotFound', 'meetingNotFound']

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('join' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), who }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('produce' as const), who, source }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), who, source }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), who, to: fc.subarray(NAMES) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), index: fc.nat(2) }) },
)
const story = fc.array(fc.record({ step, waits: fc.boolean() }), { minLength: 10, maxLength: 30, size: 'max' })

test('in whatever order joins, producers, subscriptions, leaves and deaths of workers come, what is wanted is received, and no pipe is left that nobody uses', async () => {
  const side = mediasoupSide()
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      // A new node each time: workers that keep dying are replaced later and later.
      const node = await testNode({ workers: 3, capacity: { ...WORKER_CAPACITY, endpoints: 2 } })
      const client = await node.connect()
      const listed = async () => (await client.request('meeting:list', {})).meetings[0]?.endpoints ?? []
      const wantedOf = async (to: readonly string[], but: string) =>
        (await listed())
          .filter(({ endpointId }) => endpointId !== but && to.includes(endpointId))
          .flatMap(({ producers }) => producers.map(({ producerId }) => ({ producerId: String(producerId) })))
      const wishes = new Map<string, readonly string[]>()
      const seeTo = async (name: string) => {
        const answer = await subscribe(client, name, ...(await wantedOf(wishes.get(name) ?? [], name)))
        for (const { error } of answer.refused) expect(TOO_LATE).toContain(error.code)
        return answer
      }

      const run = async ({ step }: (typeof steps)[number]): Promise<unknown> => {
        switch (step.kind) {
          case 'join':
            return join(client, step.who)
          case 'leave':
            return client.request('endpoint:leave', { endpointId: step.who })
          case 'produce':
            return produce(client, step.who, step.source)
          case 'close': {
            const mine = (await listed()).find(({ endpointId }) => endpointId === step.who)?.producers
            const producerId = mine?.find((one) => one.source === step.source)?.producerId ?? 'none'
            return client.request('endpoint:closeProducer', { endpointId: step.who, producerId })
          }
          case 'subscribe':
            wishes.set(step.who, step.to)
            return seeTo(step.who)
          case 'kill': {
            const { workers } = await client.request('node:describe', {})
            const pid = workers.find(({ index }) => index === step.index)?.pid
            // One that lives must be left, or joins wait for a replacement.
            if (pid === undefined || workers.length < 2) return undefined
            kill(pid)
            const pids = async () => (await client.request('node:describe', {})).workers.map((worker) => worker.pid)
            return expect.poll(pids).not.toContain(pid)
          }
          default:
            return step satisfies never
        }
      }

      // Everybody is there, films, and sees everybody: over three workers that takes up to ten pipes.
      for (const name of NAMES) {
        await join(client, name)
        await produce(client, name, 'camera')
        wishes.set(name, NAMES)
      }
      await Promise.all(NAMES.map(seeTo))
      const asked: Promise<unknown>[] = []
      for (const one of steps) {
        // Refused is what comes too late; what is there at the end is what counts.
        const answered = run(one).catch((error: { code?: string }) => expect(TOO_LATE).toContain(error.code))
        asked.push(answered)
        if (one.waits) await answered
      }
      await Promise.all(asked)

      // Signaling tells each endpoint's list again whenever something has changed.
      for (const { endpointId } of await listed()) {
        expect((await seeTo(endpointId)).refused).toEqual([])
      }
      for (const { endpointId, consumers } of await listed()) {
        const wanted = await wantedOf(wishes.get(endpointId) ?? [], endpointId)
        expect(consumers.map(({ producerId }) => String(producerId)).sort(), endpointId).toEqual(
          wanted.map(({ producerId }) => producerId).sort(),
        )
      }
      await expect.poll(() => side.unusedPipes()).toEqual([])
      await client.request('meeting:close', { meetingId: 'meeting' })
      await expect.poll(() => side.pipeEnds()).toEqual([])
      client.close()
      await node.close()
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 20), endOnFailure: true },
  )
}, 600_000)

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Another step has killed it.
  }
}
