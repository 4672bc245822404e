import {
  ControlError,
  MeetingId,
  NodeId,
  type PipeData,
  type PipeNotice,
  type PipeRequestName,
  type PipeResponse,
  ProducerId,
} from '@diem-cau/sfu-contract'
import { expect, test, vi } from 'vitest'
import { directCamera, directConsumer } from '../testing/directMedia.ts'
import { killWorkerOf, partsOfWorkers, silent } from '../testing/partsOfWorkers.ts'
import { refusal } from '../testing/testNode.ts'
import { Inlets } from './Inlets.ts'
import type { NodeLine, NodeListener } from './NodeLine.ts'
import { Outlets } from './Outlets.ts'
import type { PipeListen } from './PipeEnd.ts'

const meetingId = MeetingId.parse('meeting')
const [here, there] = [NodeId.parse('here'), NodeId.parse('there')]
const listen: PipeListen = { ip: '127.0.0.1', ports: { min: 31_000, max: 31_999 }, encrypted: true }
const address = { nodeId: there, url: 'http://127.0.0.1:1' }

/** Two nodes with real routers, and a line between them that can be broken: the camera of the one is taken in by the other. */
async function twoNodes({ answersAs = there } = {}) {
  const [home, far] = await partsOfWorkers(2)
  const [camera, second] = [await directCamera(far!.router), await directCamera(far!.router, 2000)]
  const producerId = ProducerId.parse(camera.producer.id)
  const asked: string[] = []
  const listeners = new Set<NodeListener>()
  const lines = new Set<symbol>()
  /** Holds back the answers to `pipe:produce`. */
  let gate = Promise.resolve()
  const outlets = new Outlets({
    meetingId,
    nodes: {
      nodeId: there,
      listen,
      reach: () => Promise.reject(new Error('nobody is reached from there')),
      tell: (_, notice) => listeners.forEach((listener) => listener.onNotice(notice)),
    },
    home: () => Promise.resolve(far!),
    take: (_, wanted) => {
      const producer = [camera.producer, second.producer].find(({ id, closed }) => id === wanted && !closed)
      return producer
        ? Promise.resolve({ value: producer, release: () => undefined })
        : Promise.reject(new ControlError('producerNotFound', 'no such producer'))
    },
    onUnused: () => undefined,
  })
  const answer = async (name: PipeRequestName, data: PipeData<PipeRequestName>): Promise<unknown> => {
    asked.push(name)
    switch (name) {
      case 'pipe:connect':
        return { nodeId: answersAs, pipe: await outlets.connect(here, (data as PipeData<'pipe:connect'>).pipe) }
      case 'pipe:produce': {
        const said = await outlets.produce(here, (data as PipeData<'pipe:produce'>).producerId, [])
        await gate
        return said
      }
      case 'pipe:stop':
        await outlets.stop(here, (data as PipeData<'pipe:stop'>).producerId)
        return {}
      default:
        outlets.close(here)
        return {}
    }
  }
  const line: NodeLine = {
    request: <N extends PipeRequestName>(name: N, data: PipeData<N>) => answer(name, data) as Promise<PipeResponse<N>>,
    listen: (_, listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const inlets = new Inlets(
    meetingId,
    {
      nodeId: here,
      listen,
      reach: async () => {
        const held = Symbol()
        lines.add(held)
        return { value: line, release: () => void lines.delete(held) }
      },
      tell: () => undefined,
    },
    silent,
  )
  const lost: string[] = []
  const carry = (id: string = producerId) =>
    inlets.carry([address], ProducerId.parse(id), home!, () => lost.push('lost'))
  return {
    home: home!,
    far: far!,
    camera,
    second,
    inlets,
    asked,
    lost,
    carry,
    lines: () => lines.size,
    tell: (notice: PipeNotice) => listeners.forEach((listener) => listener.onNotice(notice)),
    back: () => listeners.forEach((listener) => listener.onBack()),
    loseNode: () => [...listeners].forEach((listener) => listener.onLost()),
    hold: () => {
      let open = () => {}
      gate = new Promise((resolve) => (open = resolve))
      return () => open()
    },
  }
}

test('6.9 what another node has comes out here under its own id, and frames arrive', async () => {
  const { home, camera, carry } = await twoNodes()
  const { producer } = await carry()
  expect(producer.id).toBe(camera.producer.id)
  const { consumer, received } = await directConsumer(home.router, producer.id, { spatialLayer: 0, temporalLayer: 0 })
  await consumer.resume()
  await vi.waitFor(() => {
    camera.send(0, 'K')
    expect(received).toContain('K')
  })
})

test('one pipe carries all that is taken from a node, and goes with the last of it, as does the line', async () => {
  const { second, asked, carry, lines } = await twoNodes()
  const [one, other] = await Promise.all([carry(), carry(second.producer.id)])
  expect(asked.filter((name) => name === 'pipe:connect')).toHaveLength(1)
  one.close()
  one.close()
  expect([lines(), other.producer.closed]).toEqual([1, false])
  other.close()
  await vi.waitFor(() => expect(lines()).toBe(0))
  expect(asked.slice(-2)).toEqual(['pipe:stop', 'pipe:close'])
})

test('5.5 it is paused and resumed as it is there, also when that was told while it was on its way', async () => {
  const { camera, carry, tell, hold } = await twoNodes()
  const producerId = ProducerId.parse(camera.producer.id)
  const open = hold()
  const carrying = carry()
  await vi.waitFor(() => expect(camera.producer.closed).toBe(false))
  await vi.waitFor(() => tell({ name: 'producerPaused', meetingId, producerId, paused: true }))
  await camera.producer.pause()
  open()
  const { producer } = await carrying
  await vi.waitFor(() => expect(producer.paused).toBe(true))
  await camera.producer.resume()
  await vi.waitFor(() => expect(producer.paused).toBe(false))
})

test('a producer that ends there ends here, is told once, and leaves nothing behind', async () => {
  const { camera, carry, lost, lines } = await twoNodes()
  const { producer } = await carry()
  camera.producer.close()
  await vi.waitFor(() => expect(lost).toEqual(['lost']))
  expect([producer.closed, lines()]).toEqual([true, 0])
})

test('closed as asked, nothing is told lost', async () => {
  const { carry, lost } = await twoNodes()
  const carried = await carry()
  carried.close()
  expect([carried.producer.closed, lost]).toEqual([true, []])
})

test('6.10 a node that is lost takes along what came from it; the next one that asks begins anew', async () => {
  const { carry, lost, loseNode, lines, asked } = await twoNodes()
  await carry()
  loseNode()
  expect([lost, lines()]).toEqual([['lost'], 0])
  await carry()
  expect(asked.filter((name) => name === 'pipe:connect')).toHaveLength(2)
})

test('6.3 a part whose worker dies loses what came to it', async () => {
  const { home, carry, lost, lines } = await twoNodes()
  await carry()
  await killWorkerOf(home)
  await vi.waitFor(() => expect([lost, lines()]).toEqual([['lost'], 0]))
})

test('a line that was down for a moment is caught up with: what was paused or ended meanwhile is so here too', async () => {
  const { camera, carry, lost, back } = await twoNodes()
  const { producer } = await carry()
  await producer.pause()
  back()
  await vi.waitFor(() => expect(producer.paused).toBe(false))
  camera.producer.close()
  back()
  await vi.waitFor(() => expect(lost).toEqual(['lost']))
})

test('another node than the one that is meant is refused, and nothing stays open', async () => {
  const { carry, lines, lost } = await twoNodes({ answersAs: NodeId.parse('somebody-else') })
  expect(await refusal(carry())).toBe('unavailable')
  expect([lines(), lost]).toEqual([0, []])
})

test('without a way there is no such producer', async () => {
  const { inlets, home } = await twoNodes()
  expect(await refusal(inlets.carry([], ProducerId.parse('p'), home, () => undefined))).toBe('producerNotFound')
})

test('closing the meeting closes every pipe', async () => {
  const { inlets, carry, lines, home } = await twoNodes()
  const { producer } = await carry()
  inlets.close()
  await vi.waitFor(() => expect([producer.closed, lines()]).toEqual([true, 0]))
  expect(home.transports).toEqual([])
})
