import { MeetingId, NodeId, PipeAddress, type PipeNotice, ProducerId } from '@diem-cau/sfu-contract'
import { expect, test } from 'vitest'
import { directCamera } from '../testing/directMedia.ts'
import { killWorkerOf, partsOfWorkers } from '../testing/partsOfWorkers.ts'
import { refusal } from '../testing/testNode.ts'
import { onWire } from '../wire/onWire.ts'
import { Outlets } from './Outlets.ts'
import { PipeEnd, type PipeListen } from './PipeEnd.ts'

const meetingId = MeetingId.parse('meeting')
const other = NodeId.parse('other')
const listen: PipeListen = { ip: '127.0.0.1', ports: { min: 31_000, max: 31_999 }, encrypted: true }

/** A meeting with a camera that another node has a pipe to, with what that node is told. */
async function meeting() {
  const [home, far] = await partsOfWorkers(2)
  const { producer } = await directCamera(home!.router)
  const told: PipeNotice[] = []
  let [shares, unused, isOpen] = [0, 0, true]
  const outlets = new Outlets({
    meetingId,
    nodes: {
      nodeId: NodeId.parse('here'),
      listen,
      reach: () => Promise.reject(new Error('nobody is reached from here')),
      tell: (_nodeId, notice) => told.push(notice),
    },
    home: () => (isOpen ? Promise.resolve(home!) : Promise.reject(new Error('no worker'))),
    take: () => {
      shares += 1
      return Promise.resolve({ value: producer, release: () => void (shares -= 1) })
    },
    onUnused: () => (unused += 1),
  })
  const connect = async () => {
    const end = await PipeEnd.open(far!.router, listen)
    return outlets.connect(other, onWire(PipeAddress, end.address))
  }
  const produce = () => outlets.produce(other, ProducerId.parse(producer.id), [])
  return {
    home: home!,
    producer,
    outlets,
    connect,
    produce,
    told,
    shares: () => shares,
    unused: () => unused,
    breakHome: () => void (isOpen = false),
  }
}

test('asked twice, a producer is sent once; stopped, its share is given back and nothing is told', async () => {
  const { producer, outlets, connect, produce, told, shares } = await meeting()
  await connect()
  const [one, again] = await Promise.all([produce(), produce()])
  expect(again).toEqual(one)
  expect(one).toMatchObject({ kind: 'video', paused: false })
  expect(shares()).toBe(1)
  await outlets.stop(other, ProducerId.parse(producer.id))
  expect([shares(), told]).toEqual([0, []])
})

test('a pipe that is closed or replaced as asked tells nothing of what went through it', async () => {
  const { outlets, connect, produce, told, shares, unused } = await meeting()
  await connect()
  await produce()
  await connect()
  await expect.poll(shares).toBe(0)
  await produce()
  expect([shares(), unused()]).toEqual([1, 0])
  outlets.close(other)
  await expect.poll(shares).toBe(0)
  expect([told, unused(), outlets.size]).toEqual([[], 1, 0])
  expect(await refusal(produce())).toBe('unavailable')
})

test('a producer that ends is told, and so is a part that is lost', async () => {
  const { home, producer, connect, produce, told, shares, unused } = await meeting()
  await connect()
  await produce()
  producer.close()
  await expect.poll(() => told).toEqual([{ name: 'producerEnded', meetingId, producerId: producer.id }])
  expect(shares()).toBe(0)
  await killWorkerOf(home)
  await expect.poll(() => told.at(-1)).toEqual({ name: 'pipeClosed', meetingId })
  expect(unused()).toBe(1)
})

test('a meeting that was opened for a pipe that cannot be had is not used', async () => {
  const { connect, breakHome, unused, outlets } = await meeting()
  breakHome()
  await expect(connect()).rejects.toThrow('no worker')
  expect([unused(), outlets.size]).toEqual([1, 0])
})
