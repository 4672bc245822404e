import {
  DiagnosisId,
  LegId,
  type RequestData,
  type RequestName,
  requests,
  TROUBLES_AGAIN_MS,
} from '@diem-cau/signaling-contract'
import { EndpointReport, indexOfMetric } from '@diem-cau/signaling-contract/operations'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalMedia } from '../media/LocalMedia.ts'
import { RemoteMedia } from '../media/RemoteMedia.ts'
import { me, meetingId } from '../testing/aMeeting.ts'
import { usePage } from '../testing/usePage.ts'
import { createMeetingStore } from './MeetingModel.ts'
import { RoomWatch } from './RoomWatch.ts'

usePage()

const watches: RoomWatch[] = []

beforeEach(() => {
  const { mediaDevices } = navigator
  vi.stubGlobal('navigator', { mediaDevices, userAgent: 'Chrome/156.0.0.0 Windows' })
  vi.stubGlobal('screen', { width: 1920, height: 1080 })
  vi.stubGlobal('window', Object.assign(new EventTarget(), { devicePixelRatio: 1 }))
})

// The page is there until then.
afterEach(() => {
  for (const watch of watches.splice(0)) watch.close()
})

/** A room that sends a voice of 50 packets a second over a line in the test's hand. */
function room() {
  const local = new LocalMedia({ micId: null, cameraId: null, micOn: false, cameraOn: false })
  const store = createMeetingStore(meetingId, local.snapshot)
  store.setState({ connection: { kind: 'online' } })
  const line = { lost: 0, isUp: true, upKbit: null as number | null }
  const readStats = () => {
    const now = performance.now()
    const rows: { id: string; [name: string]: unknown }[] = [
      {
        id: 'O',
        type: 'outbound-rtp',
        kind: 'audio',
        timestamp: now,
        packetsSent: Math.round(now / 20),
        remoteId: 'R',
      },
      { id: 'R', type: 'remote-inbound-rtp', kind: 'audio', timestamp: now, fractionLost: line.lost, jitter: 0 },
    ]
    const pair = {
      id: 'P',
      type: 'candidate-pair',
      state: 'succeeded',
      nominated: true,
      timestamp: now,
      localCandidateId: 'L',
    }
    rows.push({ id: 'L', type: 'local-candidate', timestamp: now, candidateType: 'relay', relayProtocol: 'tls' })
    const transport = { id: 'T', type: 'transport', timestamp: now, selectedCandidatePairId: 'P' }
    if (line.upKbit !== null) rows.push({ ...pair, availableOutgoingBitrate: line.upKbit * 1000 }, transport)
    return Promise.resolve([{ leg: LegId.parse(1), send: new Map(rows.map((row) => [row.id, row])), recv: null }])
  }
  const shapes: string[] = []
  const said: { name: RequestName; data: unknown; at: number }[] = []
  const began = Date.now()
  const say = <N extends RequestName>(name: N, data: RequestData<N>) => {
    if (line.isUp) said.push({ name, data, at: Date.now() - began })
    return line.isUp
  }
  const watch = new RoomWatch({
    store,
    local,
    link: { readStats, remote: new RemoteMedia() },
    say,
    shape: (shape) => shapes.push(shape.kind),
  })
  watches.push(watch)
  const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000)
  const reports = () =>
    said.flatMap(({ name, data }) => (name === 'endpoint:report' ? [EndpointReport.parse(data)] : []))
  const troubles = () =>
    said.flatMap(({ name, data, at }) =>
      name === 'endpoint:troubles' ? [{ ...requests['endpoint:troubles'].data.parse(data), at }] : [],
    )
  const enter = () => store.setState({ phase: { kind: 'inMeeting', me } })
  return { store, line, said, shapes, seconds, reports, troubles, enter, watch }
}

test('a room is measured while it is in the meeting, and reports two seconds at a time', async () => {
  const { store, seconds, reports, enter } = room()
  await seconds(5)
  expect(reports()).toEqual([])
  enter()
  await seconds(21)
  expect(reports()).toHaveLength(10)
  expect(reports().every(({ samples }) => samples.length === 2)).toBe(true)
  const packetsUp = indexOfMetric('endpoint', 'packetsUp')
  expect(reports()[4]?.samples.map((sample) => sample[packetsUp])).toEqual([50, 50])
  store.setState({ phase: { kind: 'left' } })
  await seconds(10)
  expect(reports()).toHaveLength(10)
})

test('what describes the room is told at first, when it was not heard, and once a minute', async () => {
  const { line, seconds, reports, enter } = room()
  enter()
  await seconds(21)
  const withFacts = () => reports().filter(({ facts }) => facts !== undefined).length
  expect(withFacts()).toBe(1)
  expect(reports()[0]?.facts).toMatchObject({ browser: 'Chrome 156', system: 'Windows', screen: '1920x1080' })
  line.isUp = false
  await seconds(6)
  const before = reports().length
  line.isUp = true
  await seconds(4)
  // What was measured meanwhile is not made up for.
  expect(reports().length - before).toBe(2)
  expect(withFacts()).toBe(2)
  await seconds(64)
  expect(withFacts()).toBe(3)
})

test('9.7 a room sees its trouble at once, who conducts once it has lasted, again every 5 s, and when it is over', async () => {
  const { store, line, seconds, troubles, enter } = room()
  enter()
  await seconds(5)
  line.lost = 0.2
  await seconds(5)
  expect(store.getState().ownTroubles.map(({ trouble }) => trouble)).toEqual(['lineUp'])
  expect(troubles()).toEqual([])
  await seconds(22)
  const told = troubles()
  expect(told.map((each) => each.troubles)).toEqual([['lineUp'], ['lineUp'], ['lineUp']])
  const gaps = told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0))
  for (const gap of gaps) expect(Math.abs(gap - TROUBLES_AGAIN_MS)).toBeLessThanOrEqual(1_000)
  line.lost = 0
  await seconds(30)
  expect(troubles().at(-1)?.troubles).toEqual([])
  expect(troubles().filter((each) => each.troubles.length === 0)).toHaveLength(1)
  expect(store.getState().ownTroubles).toEqual([])
})

test('21.5 21.6 the camera gives way on a narrow line, the room reads why, and who conducts is told', async () => {
  const { store, line, seconds, enter, shapes, troubles } = room()
  enter()
  line.upKbit = 130
  await seconds(8)
  expect(shapes).toContain('small')
  expect(store.getState().cameraShape).toBe('small')
  expect(store.getState().ownTroubles).toMatchObject([{ trouble: 'lineUp' }])
  await seconds(12)
  expect(troubles().at(-1)).toMatchObject({ troubles: ['lineUp'] })
  line.upKbit = 1_200
  await seconds(2)
  expect(shapes.at(-1), 'without its middle size').toBe('lean')
  expect(store.getState().cameraShape, 'which nobody misses').toBe('whole')
  await seconds(30)
  expect(store.getState().ownTroubles).toEqual([])
})

test('21.4 21.6 a room that receives less reads it', async () => {
  const { store, seconds, enter } = room()
  enter()
  store.setState({ receiving: 'stills' })
  await seconds(8)
  expect(store.getState().ownTroubles).toMatchObject([{ trouble: 'lineDown' }])
})

test('the way that media goes is known on the page', async () => {
  const { store, line, seconds, enter } = room()
  enter()
  await seconds(2)
  expect(store.getState().path, 'none is chosen yet').toBeNull()
  line.upKbit = 2_000
  await seconds(2)
  expect(store.getState().path).toBe('turnTls')
})

test('a PC that slept and a page that was hidden are told of', async () => {
  const { said, enter, watch } = room()
  watch.onWake('slept')
  expect(said).toEqual([])
  enter()
  watch.onWake('online')
  watch.onWake('slept')
  Object.assign(document, { hidden: true })
  document.dispatchEvent(new Event('visibilitychange'))
  expect(said.map(({ data }) => data)).toEqual([
    { what: 'slept', device: null },
    { what: 'pageHidden', device: null },
  ])
})

test('16.12 who looks for a fault is told how the page, its devices and its last seconds are', async () => {
  const { said, line, seconds, enter, watch } = room()
  Object.assign(document, { hidden: false })
  enter()
  line.lost = 0.2
  await seconds(15)
  const askId = DiagnosisId.parse('ask.1')
  watch.onDiagnosisAsked(askId)
  const { data } = said.at(-1) ?? {}
  const answer = requests['endpoint:diagnosis'].data.parse(data)
  expect(answer).toMatchObject({
    askId,
    diagnosis: {
      facts: { browser: 'Chrome 156' },
      media: 'none',
      troubles: [{ trouble: 'lineUp' }],
      page: { hidden: false, agent: 'Chrome/156.0.0.0 Windows' },
    },
  })
  expect(answer.diagnosis.samples).toHaveLength(10)
  expect(answer.diagnosis.samples[0]?.[indexOfMetric('endpoint', 'upLoss')]).toBe(20)
  expect(answer.diagnosis.troubles[0]?.forMs).toBeGreaterThan(4_000)
  expect(JSON.stringify(answer).length).toBeLessThan(8_000)
})

test('23.15 a camera of the network that does not answer is told at once to operations, and to who conducts once it has lasted', async () => {
  const { store, said, seconds, troubles, reports, enter } = room()
  const lastFacts = () => reports().findLast(({ facts }) => facts !== undefined)?.facts
  enter()
  await seconds(2)
  const local = { ...store.getState().local, cameraOn: true, isNetworkCamera: true }
  store.setState({ local, networkCameraFault: 'noAnswer' })
  await seconds(5)
  expect(store.getState().ownTroubles).toMatchObject([{ trouble: 'networkCamera' }])
  expect(troubles()).toEqual([])
  await seconds(8)
  expect(troubles().at(-1)).toMatchObject({ troubles: ['networkCamera'] })
  expect(lastFacts()).toMatchObject({ camera: 'IP (RTSP)', networkCamera: 'noAnswer' })
  store.setState({ networkCameraFault: null })
  await seconds(2)
  expect(lastFacts()).toMatchObject({ networkCamera: null })
  expect(troubles().at(-1)).toMatchObject({ troubles: [] })
  const events = said.filter(({ name }) => name === 'endpoint:event').map(({ data }) => data)
  expect(events).toEqual([
    { what: 'cameraLost', device: 'IP (RTSP)' },
    { what: 'cameraBack', device: 'IP (RTSP)' },
  ])
})
