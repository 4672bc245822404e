import { UnitCode } from '@diem-cau/signaling-contract'
import { LineCount, LineNodes, OpenedLine } from '@diem-cau/signaling-contract/readiness'
import { expect } from 'vitest'
import { RoomStore } from '../../office/rooms/RoomStore.ts'
import { accountOf } from '../people.ts'
import { bodyOf } from '../startCity.ts'
import { startControlStandIn } from '../startControlStandIn.ts'
import { startOnRecord } from './startOnRecord.ts'

const fingerprint = Array.from({ length: 32 }, () => 'AA').join(':')
const opus = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }

const camera = { host: '10.20.1.64', port: 554, path: '/stream2', user: '', password: '' }

/** Lines that anybody may try: nobody is signed in here. */
export async function lineCalls(): Promise<void> {
  const { url, node } = await startControlStandIn(1)
  const { city, call, finish } = await startOnRecord('lines', { sfu: { urls: [url], secret: 'x'.repeat(40) } })
  const { nodeId } = node
  const nodes = async () => bodyOf(LineNodes, await city.as(null, 'GET', '/readiness/nodes')).nodes
  await expect.poll(nodes).toEqual([{ nodeId, state: 'ready' }])
  const { lineId } = OpenedLine.parse((await call('POST /api/readiness/lines', { who: null, body: { nodeId } })).body)
  const params = { lineId }
  const who = { who: null, params }
  await call('POST /api/readiness/lines/:lineId/connect', {
    ...who,
    body: { direction: 'send', dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: fingerprint }] } },
  })
  await call('POST /api/readiness/lines/:lineId/produce', {
    ...who,
    body: { kind: 'audio', rtpParameters: { codecs: [opus] }, rtpCapabilities: { codecs: [], headerExtensions: [] } },
  })
  await call('POST /api/readiness/lines/:lineId/resume', { ...who, body: {} })
  const counted = bodyOf(LineCount, await city.as(null, 'GET', `/readiness/lines/${lineId}`))
  expect(counted).toEqual({ at: 0, bytes: 0, packets: 0, lost: 0 })
  await call('DELETE /api/readiness/lines/:lineId', who)
  expect((await city.as(null, 'GET', `/readiness/lines/${lineId}`)).status).toBe(404)
  const unitCode = UnitCode.parse('tp.bac.mot')
  await new RoomStore(city.db).add(accountOf('mot'), { name: 'Phòng họp', place: '', unitCode }, Date.now())
  await city.as('technician', 'PUT', `/rooms/${accountOf('mot')}/camera`, camera)
  const opened = OpenedLine.parse((await call('POST /api/readiness/lines', { who: 'mot', body: { nodeId } })).body)
  await call('POST /api/readiness/lines/:lineId/camera', {
    who: 'mot',
    refused: [null, 'official'],
    params: { lineId: opened.lineId },
    body: { rtpCapabilities: { codecs: [], headerExtensions: [] } },
  })
  await finish()
}
