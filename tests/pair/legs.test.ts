import { remoteKey } from '../../web-client/src/live/media/RemoteMedia.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Office } from './Office.ts'
import { Pair } from './Pair.ts'

let office: Office
let open: Pair | null = null

beforeAll(async () => {
  office = await Office.open()
})
afterAll(() => office.close())
afterEach(() => {
  open?.close()
  open = null
})

/** The chair and a ward that speak to each other, camera and microphone on. */
async function talking(): Promise<Pair> {
  const pair = await Pair.open(office, { reserveEndpoints: 0 })
  open = pair
  for (const name of ['chair', 'ward1'] as const) {
    pair.tabs[name].enter()
    await pair.until(`${name} has media`, () => pair.tabs[name].client.store.getState().media === 'running')
  }
  pair.tabs.chair.ask('floor:setMode', { mode: 'open' })
  for (const name of ['chair', 'ward1'] as const)
    pair.tabs[name].do((client) => {
      void client.local.setMic(true)
      void client.local.setCamera(true)
    })
  await pair.until('they see and hear each other', () => silences(pair).length === 0)
  return pair
}

/** What does not reach the chair of the ward, or the other way round: at the media node, or as their pages show it. */
function silences({ tabs, node, state }: Pair): string[] {
  const { chair, ward1 } = tabs
  return [[chair, ward1] as const, [ward1, chair] as const].flatMap(([from, to]) =>
    (['mic', 'camera'] as const).flatMap((source) => {
      const key = remoteKey(from.person.participantId, source)
      const shown = to.client.store.getState().remote.get(key)
      const endpointOf = (tab: typeof from) => state?.participants[tab.person.participantId]?.endpointId
      const flow = node?.flows.find(
        ({ producerId, to: there }) => producerId === shown?.producerId && there === endpointOf(to),
      )
      const sends = flow && from.device.producing.get(flow.producerId)
      const isMade = shown && to.device.consuming.has(shown.consumerId)
      if (sends && isMade && !sends.closed && sends.isSending) return []
      return [`${source} of ${from.name} ${shown ? (flow ? 'is not sent' : 'does not flow') : 'is not shown'}`]
    }),
  )
}

/** Goes on until it is so, and longer. @returns what was wrong in between */
async function watched(pair: Pair, isSo: () => boolean): Promise<string[]> {
  const seen = new Set<string>()
  const look = () => {
    for (const silence of silences(pair)) seen.add(silence)
    for (const { client, name } of [pair.tabs.chair, pair.tabs.ward1])
      if (client.store.getState().media !== 'running') seen.add(`${name} is told of it`)
  }
  for (let waited = 0; !isSo() && waited < 12_000; waited += 1) {
    await pair.advance(1)
    look()
  }
  expect(isSo(), pair.watch.diary.slice(-60).join('\n')).toBe(true)
  for (let more = 0; more < 4_000; more += 10) {
    await pair.advance(10)
    look()
  }
  return [...seen]
}

async function fits(pair: Pair): Promise<void> {
  await pair.heal()
  expect(await pair.wrong()).toEqual([])
}

test('5.14 who moves is seen and heard all the time, and sees and hears; the former leg ends', async () => {
  const pair = await talking()
  let outcome = ''
  pair.move('ward1', (how) => (outcome = how))
  expect(await watched(pair, () => outcome !== '')).toEqual([])
  expect(outcome).toBe('moved')
  expect(pair.transportsOf('ward1')).toHaveLength(2)
  expect(silences(pair)).toEqual([])
  await fits(pair)
})

test('5.14 both may move at the same time', async () => {
  const pair = await talking()
  const outcomes: string[] = []
  for (const name of ['chair', 'ward1'] as const) pair.move(name, (how) => outcomes.push(how))
  expect(await watched(pair, () => outcomes.length === 2)).toEqual([])
  expect(outcomes).toEqual(['moved', 'moved'])
  expect(silences(pair)).toEqual([])
  await fits(pair)
})

test('5.14 who mutes and speaks again while it moves is muted, and heard again', async () => {
  const pair = await talking()
  let outcome = ''
  pair.move('ward1', (how) => (outcome = how))
  const voice = () => silences(pair).includes('mic of ward1 does not flow')
  for (const on of [false, true, false, true]) {
    await pair.advance(15)
    pair.tabs.ward1.do((client) => void client.local.setMic(on))
    if (!on) await pair.until('the ward is muted', voice)
  }
  await pair.until('it is moved', () => outcome === 'moved')
  await pair.until('they see and hear each other', () => silences(pair).length === 0)
  await pair.advance(5_000)
  expect(silences(pair)).toEqual([])
  await fits(pair)
})

test('5.14 a camera that is switched on while it moves goes on when the former leg ends', async () => {
  const pair = await talking()
  pair.tabs.ward1.do((client) => void client.local.setCamera(false))
  await pair.advance(500)
  let outcome = ''
  pair.move('ward1', (how) => (outcome = how))
  await pair.advance(8)
  pair.tabs.ward1.do((client) => void client.local.setCamera(true))
  await pair.until('it is moved', () => outcome === 'moved')
  await pair.advance(5_000)
  expect(silences(pair)).toEqual([])
  await fits(pair)
})

test('6.2 a line that breaks while it moves: back on the leg that carries, and all goes on', async () => {
  for (const afterMs of [3, 20, 45, 90, 400, 1_000, 1_700]) {
    const pair = await talking()
    pair.move('ward1')
    await pair.advance(afterMs)
    pair.tabs.ward1.path.cut({ offMs: 1_500 })
    await pair.advance(15_000)
    await pair.until(`they see and hear each other (${afterMs})`, () => silences(pair).length === 0)
    await fits(pair)
    expect(silences(pair)).toEqual([])
    pair.close()
    open = null
  }
})

test('5.14 a client that cannot send over the new leg stays where it is', async () => {
  const pair = await talking()
  let outcome = ''
  const { device } = pair.tabs.ward1
  device.createSendTransport = () => {
    throw new Error('this browser has no more of them')
  }
  pair.move('ward1', (how) => (outcome = how))
  expect(await watched(pair, () => outcome !== '')).toEqual([])
  expect(outcome).toBe('stayed')
  await pair.advance(5_000)
  expect(silences(pair)).toEqual([])
  await fits(pair)
})
