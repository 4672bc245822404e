import { ProducerId, type Demand, type Source } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { Publisher, type ProducerHandle, type PublishTarget, type Wanted } from './Publisher.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Transports that remember what was asked of them; producing can be held back. */
class Transports implements PublishTarget {
  readonly done: string[] = []
  gate: Promise<void> = Promise.resolve()
  failing = false
  #next = 0

  async produce(source: Source, wanted: Wanted): Promise<ProducerHandle> {
    await this.gate
    if (this.failing) throw new Error('refused')
    const id = ProducerId.parse(`${source}${++this.#next}`)
    this.done.push(`produce ${id}${wanted.paused ? ' paused' : ''}`)
    const handle: Mutable<Pick<ProducerHandle, 'id' | 'track' | 'paused' | 'layer'>> = {
      id,
      track: wanted.track,
      paused: wanted.paused,
      layer: undefined,
    }
    return Object.assign(handle, {
      setPaused: async (paused: boolean) =>
        void ((handle.paused = paused), this.done.push(`${paused ? 'pause' : 'resume'} ${id}`)),
      replaceTrack: async (track: MediaStreamTrack) => void ((handle.track = track), this.done.push(`replace ${id}`)),
      sendLayer: async (layer: Demand) => void ((handle.layer = layer), this.done.push(`layer ${layer} ${id}`)),
      close: async () => void this.done.push(`close ${id}`),
    })
  }
}

const track = (id: string) =>
  Object.assign(Object.create(null) as MediaStreamTrack, { id, readyState: 'live' as const })
const publisher = (errors: string[] = []) => new Publisher((source) => errors.push(source))

test('what is wanted is produced, paused, resumed and closed in that order', async () => {
  const target = new Transports()
  const ours = publisher()
  const mic = track('m')
  ours.setTarget(target)
  await ours.want('mic', { track: mic, paused: false })
  await ours.want('mic', { track: mic, paused: true })
  await ours.want('mic', { track: mic, paused: false })
  await ours.want('mic', null)
  expect(target.done).toEqual(['produce mic1', 'pause mic1', 'resume mic1', 'close mic1'])
})

test('wishes made while producing are caught up with afterwards', async () => {
  const target = new Transports()
  const ours = publisher()
  let open = () => {}
  target.gate = new Promise((resolve) => (open = resolve))
  ours.setTarget(target)
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
  const before = new Transports()
  const after = new Transports()
  const ours = publisher()
  const wishes = { mic: { track: track('m'), paused: true }, camera: { track: track('c'), paused: false } }
  ours.setTarget(before)
  await Promise.all([ours.want('mic', wishes.mic), ours.want('camera', wishes.camera)])
  ours.setTarget(null)
  ours.setTarget(after)
  await Promise.all([ours.want('mic', wishes.mic), ours.want('camera', wishes.camera)])
  expect(after.done.toSorted()).toEqual(['produce camera2', 'produce mic1 paused'])
})

test('another device replaces the track, not the producer', async () => {
  const target = new Transports()
  const ours = publisher()
  ours.setTarget(target)
  await ours.want('mic', { track: track('a'), paused: false })
  await ours.want('mic', { track: track('b'), paused: false })
  expect(target.done).toEqual(['produce mic1', 'replace mic1'])
})

test('a producer that the server ended is opened again while it is wanted', async () => {
  const target = new Transports()
  const ours = publisher()
  ours.setTarget(target)
  const wish = { track: track('c'), paused: false }
  await ours.want('camera', wish)
  ours.onProducerLost('camera1')
  await ours.want('camera', wish)
  expect(target.done).toEqual(['produce camera1', 'produce camera2'])
})

test('a source that is refused is reported once and not tried for ever', async () => {
  const errors: string[] = []
  const target = new Transports()
  target.failing = true
  const ours = publisher(errors)
  ours.setTarget(target)
  await ours.want('screen', { track: track('s'), paused: false })
  expect(errors).toEqual(['screen'])
})

test('5.11 what the server says of a producer is sent, told once, and not of the one after it', async () => {
  const target = new Transports()
  const ours = publisher()
  ours.setTarget(target)
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
  const target = new Transports()
  const ours = publisher()
  let open = () => {}
  target.gate = new Promise((resolve) => (open = resolve))
  ours.setTarget(target)
  const opening = ours.want('mic', { track: track('m'), paused: false })
  ours.demand(ProducerId.parse('mic1'), null)
  open()
  await opening
  expect(target.done).toEqual(['produce mic1', 'layer null mic1'])
})
