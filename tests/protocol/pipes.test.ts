import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RtpParameters, WORKER_CAPACITY } from '@diem-cau/sfu-contract'
import { expect, onTestFinished, test } from 'vitest'
import { ensureCertificate } from '../../infra/start/certificate.ts'
import { ControlClient } from '../../sfu/src/testing/ControlClient.ts'
import { SECRET, type TestNode, testNode } from '../../sfu/src/testing/testNode.ts'
import { Farm } from '../load/farm/Farm.ts'
import type { FarmEndpoint } from '../load/farm/FarmEndpoint.ts'
import { mediaWorker } from '../support/mediaWorker.ts'
import { enterNode } from '../load/farm/enterNode.ts'

/** A second of sound: what of another microphone has not come by then is not sent. */
const SECOND = 50

test('real media goes from worker to worker and, with TLS and SRTP, from node to node; a closed microphone goes nowhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const made = await ensureCertificate(folder, ['127.0.0.1'])
  const [cert, key] = [readFileSync(made.cert, 'utf8'), readFileSync(made.key, 'utf8')]
  const options = {
    workerBin: await mediaWorker(),
    controlTls: { cert, key },
    controlCa: cert,
    capacity: { ...WORKER_CAPACITY, endpoints: 1 },
    reportMs: 250,
  }
  const [there, here] = [await testNode({ ...options, workers: 2 }), await testNode(options)]
  const farm = await Farm.start()
  onTestFinished(() => farm.close())

  const [atThere, atHere] = [await connect(there, cert), await connect(here, cert)]
  const speaker = await enterNode(farm, atThere, 'speaker')
  // The first node's second worker, and the second node.
  const [neighbour, abroad] = [await enterNode(farm, atThere, 'neighbour'), await enterNode(farm, atHere, 'abroad')]
  const { workers } = await atThere.request('node:describe', {})
  expect(workers.map(({ endpoints }) => endpoints)).toEqual([1, 1])

  const [mic, camera] = [await speaker.send.produceAudio(), await speaker.send.produceVideo()]
  const produce = async (source: 'mic' | 'camera', rtpParameters: RtpParameters) =>
    (await atThere.request('endpoint:produce', { endpointId: 'speaker', source, rtpParameters, paused: false }))
      .producerId
  const [voice, picture] = [await produce('mic', mic.rtpParameters), await produce('camera', camera.rtpParameters)]

  const via = [{ nodeId: String(there.nodeId), url: there.url }]
  const receive = async (client: ControlClient, endpointId: string, endpoint: FarmEndpoint, way?: typeof via) => {
    const { consumers, refused } = await client.request('endpoint:subscribe', {
      endpointId,
      sources: [voice, picture].map((producerId) => ({
        producerId,
        paused: false,
        priority: 1,
        ...(producerId === picture && { layers: { spatial: 2, temporal: 2 } }),
        ...(way && { via: way }),
      })),
    })
    expect(refused).toEqual([])
    const ssrcs = new Map<string, number>()
    for (const { producerId, rtpParameters } of consumers) {
      ssrcs.set(producerId, (await endpoint.recv.consume(rtpParameters)).ssrc)
    }
    const keyFrame = endpoint.recv.keyFrame(ssrcs.get(picture) ?? 0)
    const consumerIds = consumers.map(({ consumerId }) => consumerId)
    await client.request('endpoint:resume', { endpointId, consumerIds })
    await keyFrame
    return { endpoint, voice: ssrcs.get(voice) ?? 0, picture: ssrcs.get(picture) ?? 0 }
  }
  const listeners = [await receive(atThere, 'neighbour', neighbour), await receive(atHere, 'abroad', abroad, via)]
  const hear = (count: number) => Promise.all(listeners.map((one) => one.endpoint.recv.packets(one.voice, count)))
  const see = (count: number) => Promise.all(listeners.map((one) => one.endpoint.recv.packets(one.picture, count)))
  await Promise.all([hear(SECOND), see(SECOND)])

  // Packets through the pipe count at both ends.
  const { report } = await atHere.notice('nodeReport', ({ report }) => (report.workers[0]?.bitrateIn ?? 0) > 100_000)
  expect(report.workers[0]?.bitrateOut).toBeGreaterThan(100_000)

  // The sender goes on, and so does its picture; its microphone is let through to nobody.
  await atThere.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: [] })
  await see(SECOND / 5)
  const heard = () => Promise.all(listeners.map(async (one) => packetsOf(one.endpoint, one.voice)))
  const before = await heard()
  await see(SECOND)
  expect(await heard()).toEqual(before)
  await atThere.request('meeting:setVoices', { meetingId: 'meeting', endpointIds: ['speaker'] })
  await hear(SECOND / 5)
}, 60_000)

async function connect({ url }: TestNode, ca: string): Promise<ControlClient> {
  const client = await ControlClient.connect(url, { secret: SECRET, owner: 'signaling', ca })
  onTestFinished(() => client.close())
  return client
}

async function packetsOf(endpoint: FarmEndpoint, ssrc: number): Promise<number> {
  const { received } = await endpoint.recv.stats()
  return received.find((one) => one.ssrc === ssrc)?.packets ?? 0
}
