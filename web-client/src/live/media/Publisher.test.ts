import { ProducerId } from '@diem-cau/signaling-contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { settled } from '../testing/FakeLine.ts'
import { FakeTransports } from '../testing/FakeTransports.ts'
import type { PublishTarget } from './LegPublisher.ts'
import { Publisher } from './Publisher.ts'

const track = (id: string) =>
  Object.assign(Object.create(null) as MediaStreamTrack, { id, readyState: 'live' as const })
const alone = (session: PublishTarget) => ({ session, beside: null, former: null })
const publisher = (errors: string[] = []) => new Publisher((source) => errors.push(source))

test('what is wanted is produced, paused, resumed and closed in that order', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  const mic = track('m')
  ours.setTargets(alone(target))
  await ours.want('mic', { track: mic, paused: false })
  await ours.want('mic', { track: mic, paused: true })
  await ours.want('mic', { track: mic, paused: false })
  await ours.want('mic', null)
  expect(target.done).toEqual(['produce mic1', 'pause mic1', 'resume mic1', 'close mic1'])
})

test('wishes made while producing are caught up with afterwards', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  let open = () => {}
  target.gate = new Promise((resolve) => (open = resolve))
  ours.setTargets(alone(target))
  const mic = track('m')
  void ours.want('mic', { track: mic, paused: false })
  await Promise.resolve()
  const last = ours.want('mic', { track: mic, paused: true })
  open()
  await last
  expect(target.done.at(-1)).toMatch(/paused|pause mic1/)
  expect(ours.producerId('mic')).toBe('mic1')
})

test('6.3 new transports get everything again, with the microphone as muted as it was', async () => {
  const before = new FakeTransports()
  const after = new FakeTransports()
  const ours = publisher()
  const wishes = { mic: { track: track('m'), paused: true }, camera: { track: track('c'), paused: false } }
  ours.setTargets(alone(before))
  await Promise.all([ours.want('mic', wishes.mic), ours.want('camera', wishes.camera)])
  ours.setTargets(null)
  ours.setTargets(alone(after))
  await Promise.all([ours.want('mic', wishes.mic), ours.want('camera', wishes.camera)])
  expect(after.done.toSorted()).toEqual(['produce camera2', 'produce mic1 paused'])
})

test('another device replaces the track, not the producer', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  ours.setTargets(alone(target))
  await ours.want('mic', { track: track('a'), paused: false })
  await ours.want('mic', { track: track('b'), paused: false })
  expect(target.done).toEqual(['produce mic1', 'replace mic1'])
})

test('a producer that the server ended is opened again while it is wanted', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  ours.setTargets(alone(target))
  const wish = { track: track('c'), paused: false }
  await ours.want('camera', wish)
  ours.onProducerLost('camera1')
  await ours.want('camera', wish)
  expect(target.done).toEqual(['produce camera1', 'produce camera2'])
})

test('a source that is refused is reported once and not tried for ever', async () => {
  const errors: string[] = []
  const target = new FakeTransports()
  target.failing = true
  const ours = publisher(errors)
  ours.setTargets(alone(target))
  await ours.want('screen', { track: track('s'), paused: false })
  expect(errors).toEqual(['screen'])
})

test('5.16 what is refused as its leg has just died is wanted all the same, and sent over the next one', async () => {
  const errors: string[] = []
  const [dead, next] = [new FakeTransports(), new FakeTransports()]
  dead.failing = 'notYours'
  const ours = publisher(errors)
  ours.setTargets(alone(dead))
  await ours.want('mic', { track: track('m'), paused: false })
  ours.setTargets(alone(next))
  await settled()
  expect([errors, next.done]).toEqual([[], ['produce mic1']])
})

test('2.6 what cannot be begun while the store is away is wanted all the same, and tried again', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const errors: string[] = []
  const target = new FakeTransports()
  target.failing = 'storeUnavailable'
  const ours = publisher(errors)
  ours.setTargets(alone(target))
  await ours.want('mic', { track: track('m'), paused: false })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(target.done).toEqual([])
  target.failing = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect([errors, target.done]).toEqual([[], ['produce mic1']])
})

test('5.11 what the server says of a producer is sent, told once, and not of the one after it', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  ours.setTargets(alone(target))
  const wish = { track: track('c'), paused: false }
  await ours.want('camera', wish)
  ours.demand(ProducerId.parse('camera1'), 0)
  ours.demand(ProducerId.parse('camera1'), 0)
  await ours.want('camera', wish)
  ours.demand(ProducerId.parse('camera1'), null)
  await ours.want('camera', wish)
  ours.onProducerLost('camera1')
  await ours.want('camera', wish)
  expect(target.done).toEqual(['produce camera1', 'layer 0 camera1', 'layer null camera1', 'produce camera2'])
})

test('5.11 a producer whose answer is still on its way is sent as was said of it', async () => {
  const target = new FakeTransports()
  const ours = publisher()
  let open = () => {}
  target.gate = new Promise((resolve) => (open = resolve))
  ours.setTargets(alone(target))
  const opening = ours.want('mic', { track: track('m'), paused: false })
  ours.demand(ProducerId.parse('mic1'), null)
  open()
  await opening
  expect(target.done).toEqual(['produce mic1', 'layer null mic1'])
})

const wish = (id: string, paused = false) => ({ track: track(id), paused })

test('5.14 while it moves all that is wanted goes over both legs, and so does every change', async () => {
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher()
  const mic = wish('m')
  ours.setTargets(alone(old))
  await ours.want('mic', mic)
  ours.setTargets({ ...alone(old), beside: next })
  expect(ours.isWhole(next)).toBe(false)
  await ours.want('mic', { ...mic, paused: true })
  await settled()
  expect([old.done, next.done]).toEqual([['produce old-mic1', 'pause old-mic1'], ['produce next-mic1 paused']])
  expect(ours.isWhole(next)).toBe(true)
  ours.setTargets({ ...alone(next), former: old })
  await ours.want('mic', null)
  await settled()
  expect([old.done.at(-1), next.done.at(-1)]).toEqual(['close old-mic1', 'close next-mic1'])
})

test('5.14 what is refused on the new leg goes on over the old one, is told to nobody, and is tried again when that carries', async () => {
  const errors: string[] = []
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher(errors)
  ours.setTargets(alone(old))
  await ours.want('camera', wish('c'))
  next.failing = true
  ours.setTargets({ ...alone(old), beside: next })
  await settled()
  expect([ours.isWhole(old), ours.isWhole(next), errors]).toEqual([true, false, []])
  next.failing = false
  ours.setTargets(alone(next))
  await settled()
  expect([next.done, ours.isWhole(next)]).toEqual([['produce next-camera1'], true])
})

test('5.14 a source that was refused where it carries is wanted over no leg', async () => {
  const errors: string[] = []
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher(errors)
  old.failing = true
  next.failing = true
  ours.setTargets({ ...alone(old), beside: next })
  await ours.want('camera', wish('c'))
  await settled()
  expect([errors, ours.isWhole(next)]).toEqual([['camera'], true])
})

test('5.11 each leg sends as much of its own producer as is taken of that', async () => {
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher()
  ours.setTargets({ ...alone(old), beside: next })
  await ours.want('camera', wish('c'))
  await settled()
  ours.demand(ProducerId.parse('next-camera1'), 0)
  await settled()
  expect([old.done, next.done]).toEqual([['produce old-camera1'], ['produce next-camera1', 'layer 0 next-camera1']])
})

test('5.6 beside the leg that carries a source is sent after it: the newest producer is the one on record', async () => {
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher()
  let open = () => {}
  old.gate = new Promise((resolve) => (open = resolve))
  ours.setTargets({ ...alone(old), beside: next })
  void ours.want('camera', wish('c'))
  await settled()
  expect(next.done).toEqual([])
  open()
  await settled()
  expect([old.done, next.done]).toEqual([['produce old-camera1'], ['produce next-camera1']])
})

test('5.14 a leg that carried ends what it sends, and begins nothing', async () => {
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher()
  ours.setTargets(alone(old))
  await ours.want('mic', wish('m'))
  ours.setTargets({ ...alone(old), beside: next })
  await settled()
  ours.setTargets({ ...alone(next), former: old })
  await ours.want('camera', wish('c'))
  await ours.want('mic', null)
  await settled()
  expect(old.done).toEqual(['produce old-mic1', 'close old-mic1'])
  expect(next.done).toEqual(['produce next-mic1', 'produce next-camera2', 'close next-mic1'])
})

test('5.14 when a move is given up, what was on record of the other leg is sent anew over the one that stays', async () => {
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher()
  ours.setTargets(alone(old))
  await ours.want('mic', wish('m'))
  ours.setTargets({ ...alone(old), beside: next })
  await settled()
  ours.setTargets(alone(old))
  await settled()
  expect(old.done).toEqual(['produce old-mic1', 'close old-mic1', 'produce old-mic2'])
})

test('5.14 what the server takes no more of a producer that was replaced on the other leg does not end it', async () => {
  const errors: string[] = []
  const [old, next] = [new FakeTransports('old-'), new FakeTransports('next-')]
  const ours = publisher(errors)
  const mic = wish('m')
  ours.setTargets(alone(old))
  await ours.want('mic', mic)
  ours.setTargets({ ...alone(old), beside: next })
  await settled()
  old.failing = true
  await ours.want('mic', { ...mic, paused: true })
  await ours.want('mic', { ...mic, paused: false })
  await settled()
  expect([errors, old.done.filter((done) => done.startsWith('produce'))]).toEqual([[], ['produce old-mic1']])
  expect(next.done).toEqual(['produce next-mic1', 'pause next-mic1', 'resume next-mic1'])
})
