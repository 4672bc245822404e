import { ProducerId, type Demand, type Source } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeTransports } from '../testing/FakeTransports.ts'
import { LegPublisher, type Wanted } from './LegPublisher.ts'
import { NETWORK_CAMERA } from './networkCamera.ts'
import { OPEN, type Shape } from './uplink/nextUplink.ts'

const track = (id: string, readyState: MediaStreamTrackState = 'live') =>
  Object.assign(Object.create(null) as MediaStreamTrack, { id, readyState })
const wish = (id: string, paused = false): Wanted => ({ track: track(id), paused })

/** A leg, what is wanted, what was said of its producers, and what it told. */
function leg() {
  const target = new FakeTransports()
  const wishes = new Map<Source, Wanted>()
  const demands = new Map<ProducerId, Demand>()
  const told: string[] = []
  const answers = { mayProduce: true, goesOn: false }
  const line: { shape: Shape } = { shape: OPEN.shape }
  const one = new LegPublisher({
    target,
    wanted: (source) => wishes.get(source) ?? null,
    demand: (producerId) => demands.get(producerId),
    shape: () => line.shape,
    mayProduce: () => answers.mayProduce,
    onStep: (source) => told.push(source),
    onRefused: (source) => {
      told.push(`${source} refused`)
      return answers.goesOn
    },
  })
  const want = (source: Source, wanted: Wanted | null) => {
    if (wanted) wishes.set(source, wanted)
    else wishes.delete(source)
    return one.sync(source)
  }
  return { one, target, demands, told, answers, line, want }
}

test('nothing is done twice: a wish that is fulfilled asks for nothing', async () => {
  const { one, target, told, want } = leg()
  await want('mic', wish('m'))
  await Promise.all([one.sync('mic'), one.sync('mic')])
  expect([target.done, told]).toEqual([['produce mic1'], ['mic']])
})

test('wishes of one breath come together: what was wanted in between is never sent', async () => {
  const { target, want } = leg()
  void want('camera', wish('one'))
  void want('camera', null)
  await want('camera', wish('two', true))
  expect(target.done).toEqual(['produce camera1 paused'])
})

test('24.6 what is of something else than before is a producer of its own, as the others were told what it is', async () => {
  const { target, want } = leg()
  await want('screen', wish('window'))
  await want('screen', { ...wish('papers'), device: 'documentCamera' })
  expect(target.done).toEqual(['produce screen1', 'close screen1', 'produce screen2'])
})

test('21.5 on a weak line the camera is sent as the line carries it, and the microphone as before', async () => {
  const { one, target, line, want } = leg()
  await want('mic', wish('m'))
  await want('camera', wish('c'))
  line.shape = { kind: 'none' }
  await Promise.all([one.sync('mic'), one.sync('camera')])
  line.shape = OPEN.shape
  await Promise.all([one.sync('mic'), one.sync('camera')])
  expect(target.done).toEqual(['produce mic1', 'produce camera2', 'none camera2', 'whole camera2'])
})

test('23.14 the room’s camera of the network and the one of this device end each other', async () => {
  const { target, want } = leg()
  await want('camera', wish('c'))
  await want('camera', { track: NETWORK_CAMERA, paused: false })
  await want('camera', { track: NETWORK_CAMERA, paused: false })
  await want('camera', wish('c'))
  expect(target.done).toEqual([
    'produce camera1',
    'close camera1',
    'produce camera2',
    'close camera2',
    'produce camera3',
  ])
})

test('it is whole when all that is wanted is sent, and nothing else; a track that has ended is waited for', async () => {
  const { one, want } = leg()
  expect(one.isWhole).toBe(true)
  const sent = want('mic', wish('m'))
  expect(one.isWhole).toBe(false)
  await sent
  expect(one.isWhole).toBe(true)
  await want('camera', { track: track('gone', 'ended'), paused: false })
  expect([one.isWhole, one.producerId('camera')]).toEqual([true, null])
  void want('mic', null)
  expect(one.isWhole).toBe(false)
})

test('what was refused is not tried again as it is, but when it is told to, or is another wish', async () => {
  const { one, target, told, want } = leg()
  target.failing = true
  await want('screen', wish('s'))
  await one.sync('screen')
  expect(told).toEqual(['screen refused', 'screen'])
  target.failing = false
  await one.sync('screen')
  expect(target.done).toEqual([])
  one.retry()
  await settled()
  expect(target.done).toEqual(['produce screen1'])
})

test('a change that is refused lets what is sent go on, where whoever asked says so, and else it is gone', async () => {
  for (const goesOn of [true, false]) {
    const { one, target, answers, want } = leg()
    await want('mic', wish('m'))
    answers.goesOn = goesOn
    target.failing = true
    await want('mic', wish('m', true))
    expect(one.producerId('mic')).toBe(goesOn ? 'mic1' : null)
  }
})

test('5.6 it begins nothing while it may not, and goes on with what it sends', async () => {
  const { one, target, answers, want } = leg()
  const mic = wish('m')
  await want('mic', mic)
  answers.mayProduce = false
  await want('camera', wish('c'))
  await want('mic', { ...mic, paused: true })
  expect(target.done).toEqual(['produce mic1', 'pause mic1'])
  answers.mayProduce = true
  await one.sync('camera')
  expect(target.done.at(-1)).toBe('produce camera2')
})

test('5.14 a source that is renewed is closed and produced again; one that is not sent is only produced', async () => {
  const { one, target, want } = leg()
  await want('mic', wish('m'))
  one.renew('mic')
  await settled()
  expect(target.done).toEqual(['produce mic1', 'close mic1', 'produce mic2'])
  one.renew('camera')
  await settled()
  expect(target.done).toHaveLength(3)
})

test('5.11 a demand is followed for the producer that it was told of, and for no other', async () => {
  const { one, target, demands, want } = leg()
  await want('camera', wish('c'))
  demands.set(ProducerId.parse('camera1'), 1)
  one.onDemand(ProducerId.parse('camera1'))
  one.onDemand(ProducerId.parse('of-somebody-else'))
  await settled()
  one.onProducerLost('camera1')
  await settled()
  expect(target.done).toEqual(['produce camera1', 'layer 1 camera1', 'produce camera2'])
})

test('a leg that is closed does nothing more, also with an answer that was on its way', async () => {
  const { one, target, told, want } = leg()
  let open = () => {}
  target.gate = new Promise((resolve) => (open = resolve))
  const sent = want('mic', wish('m'))
  await settled()
  one.close()
  open()
  await sent
  expect([one.producerId('mic'), told]).toEqual([null, []])
  await want('camera', wish('c'))
  expect(target.done).toEqual(['produce mic1'])
})
