import type { Notice, ProducerId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { Farm } from '../load/farm/Farm.ts'
import type { FarmTransport } from '../load/farm/FarmTransport.ts'
import { SmallDisk } from './support/SmallDisk.ts'
import type { TestClient } from './support/TestClient.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

/** More than the database and its log need, less than what takes long to fill. */
const DISK_MB = 24
/** The test sends so many at most: fewer than a socket may send at once (SPEC 1.5); the log has no page left long before. */
const MAX_COMMANDS = 40

const disk = SmallDisk.mount(DISK_MB)

test.skipIf(!disk)(
  '2.6 the disk is full: what must be recorded is refused, media goes on; with room again all is well',
  { timeout: 60_000 },
  async () => {
    if (!disk) return
    using _ = disk
    await using farm = await Farm.start()
    await using office = await TestOffice.open({ seats: seatsOf(3), mediaNode: 'process', disk: disk.folder })
    const speaker = await office.connect(0)
    const mic = await speaks(farm, speaker)
    const { recv, ssrc } = await listens(farm, await office.connect(1), mic)
    const other = await office.join(2)
    const shown = await other.produce('mic')

    disk.fill()
    const { error, muted } = await untilRefused(other, shown)
    expect(error).toMatchObject({ code: 'storeUnavailable', category: 'unavailable' })

    // Sound goes on, and requests that are not recorded work.
    await recv.packets(ssrc, 50)
    await other.socket.request('viewport:set', { tiles: [] })
    const late = await office.connect(1)
    await expect(late.join({ takeover: true }), 'nobody new is let in without a record').rejects.toMatchObject({
      code: 'storeUnavailable',
    })
    const { seq } = other
    await expect(
      other.socket.request('producer:setPaused', { producerId: shown, paused: !muted }),
    ).rejects.toMatchObject({ code: 'storeUnavailable' })
    expect(other.seq, 'nothing of it happened').toBe(seq)
    expect(other.state.producers[shown]?.paused).toBe(muted)

    disk.clear()
    await other.socket.request('producer:setPaused', { producerId: shown, paused: !muted })
    await other.until('the change', (c) => c.state.producers[shown]?.paused === !muted)
    expect(other.seq).toBe(seq + 1)
    await recv.packets(ssrc, 20)

    // The disk has exactly what was acknowledged.
    await office.killSignaling()
    await office.startSignaling()
    const again = await office.connect(2, { deviceId: other.deviceId })
    await again.join({ takeover: true })
    expect(again.state.producers[mic]).toMatchObject({ paused: false })
  },
)

/** Mutes and unmutes until the server cannot record it. @returns why, and as what the microphone is on record then */
async function untilRefused(client: TestClient, producerId: ProducerId) {
  for (let n = 0; n < MAX_COMMANDS; n += 1) {
    const paused = n % 2 === 0
    const { ok, error } = await pause(client, producerId, paused)
    if (!ok) return { error, muted: !paused }
  }
  throw new Error(`${MAX_COMMANDS} commands were recorded on a full disk`)
}

async function pause(client: TestClient, producerId: ProducerId, paused: boolean) {
  const answer = await client.socket.raw({
    requestId: crypto.randomUUID(),
    name: 'producer:setPaused',
    data: { producerId, paused },
  })
  return answer.ok ? { ok: true, error: null } : { ok: false, error: answer.error }
}

/** Joins with a real line and a microphone that sends real packets. */
async function speaks(farm: Farm, { socket, meetingId }: TestClient): Promise<ProducerId> {
  const { media } = await socket.request('meeting:join', {
    meetingId,
    deviceName: 'loa',
    takeover: false,
    resume: null,
    prepared: null,
    rtpCapabilities: null,
    viewport: { tiles: [] },
  })
  if (media.kind !== 'fresh') throw new Error('no line')
  const endpoint = farm.endpoint()
  await socket.request('media:connect', {
    direction: 'send',
    dtlsParameters: await endpoint.connect('send', media.send),
  })
  await endpoint.send.connected
  const mic = await endpoint.send.produceAudio()
  return (
    await socket.request('producer:open', {
      source: 'mic',
      paused: false,
      rtpParameters: mic.rtpParameters,
      layerHeights: [],
    })
  ).producerId
}

/** Joins with a real line and receives that microphone. */
async function listens(
  farm: Farm,
  { socket, meetingId }: TestClient,
  producerId: ProducerId,
): Promise<{ recv: FarmTransport; ssrc: number }> {
  const { routerRtpCapabilities } = await socket.request('media:describe', {})
  const offered = socket.notice('consumersOpened', (notice) => hears(notice, producerId) !== undefined)
  const { media } = await socket.request('meeting:join', {
    meetingId,
    deviceName: 'tai',
    takeover: false,
    resume: null,
    prepared: null,
    rtpCapabilities: routerRtpCapabilities,
    viewport: { tiles: [] },
  })
  if (media.kind !== 'fresh') throw new Error('no line')
  const endpoint = farm.endpoint()
  await socket.request('media:connect', {
    direction: 'recv',
    dtlsParameters: await endpoint.connect('recv', media.recv),
  })
  await endpoint.recv.connected
  const consumer = hears(await offered, producerId)
  if (!consumer) throw new Error('nothing to hear')
  const { ssrc } = await endpoint.recv.consume(consumer.rtpParameters)
  await socket.request('consumer:resume', { consumerIds: [consumer.consumerId] })
  await endpoint.recv.packets(ssrc, 5)
  return { recv: endpoint.recv, ssrc }
}

function hears({ consumers }: Extract<Notice, { name: 'consumersOpened' }>, producerId: ProducerId) {
  return consumers.find((consumer) => consumer.producerId === producerId)
}
