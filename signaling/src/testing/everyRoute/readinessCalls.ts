import { MeetingId, UnitCode } from '@diem-cau/signaling-contract'
import { insertMany } from '../../db/sql/insertMany.ts'
import { RoomStore } from '../../office/rooms/RoomStore.ts'
import { roomResource } from '../../readiness/roomResource.ts'
import { accountOf } from '../people.ts'
import { testRun } from '../readinessRuns.ts'
import { startOnRecord } from './startOnRecord.ts'

/** Readiness: rooms say what they measured, those who look after them ask. */
export async function readinessCalls(): Promise<void> {
  const { city, call, finish } = await startOnRecord('readiness')
  const room = accountOf('mot')
  const now = Date.now()
  const rooms = new RoomStore(city.db)
  await rooms.add(room, { name: 'Phòng họp', place: '', unitCode: UnitCode.parse('tp.bac.mot') }, now)
  await rooms.setDevice(room, { name: 'PC', at: now })
  const meetingId = MeetingId.parse('m.readiness')
  await city.schedules.add({
    meetingId,
    title: 'Giao ban',
    hostUnit: { code: UnitCode.parse('tp.bac'), name: 'Quận Bắc' },
    startsAt: now + 3_600_000,
    endsAt: now + 7_200_000,
    phase: 'scheduled',
    chairAccountId: accountOf('bacchair'),
    demo: false,
    seats: [],
    units: [{ code: UnitCode.parse('tp.bac.mot'), name: 'Phường Một' }],
  })
  const about = [['room', room, 'tp.bac.mot']] as const
  const byRoom = { who: 'mot', refused: [null] }
  const byTechnician = { who: 'technician', refused: [null, 'official', 'namadmin'], params: { roomId: room } }
  await call('POST /api/readiness/runs', { ...byRoom, body: testRun(now) })
  await call('POST /api/readiness/help', { ...byRoom, refused: [null, 'technician'], about })
  await call('POST /api/readiness/rooms/:roomId/ask', { ...byTechnician, about })
  await call('POST /api/readiness/meetings/:meetingId/ask', {
    who: 'bacchair',
    refused: [null, 'official', 'namadmin'],
    params: { meetingId },
    about: [['meeting', meetingId, 'tp.bac']],
  })
  await call('PUT /api/rooms/:roomId/profile', {
    ...byTechnician,
    body: {
      cameraLabel: null,
      microphoneLabel: null,
      hasSecondScreen: false,
      cancelsEcho: false,
      allowsStill: true,
    },
    about,
  })
  await call('PUT /api/rooms/:roomId/settings', {
    ...byTechnician,
    body: {
      isByItself: true,
      lobbyMinutes: 15,
      joinMinutes: 0,
      isLarge: true,
      secondShows: 'content',
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      officeMovesCamera: true,
      captions: false,
    },
    about,
  })
  await call('PUT /api/rooms/:roomId/camera', {
    ...byTechnician,
    body: { host: '10.20.1.64', port: 554, path: '/stream1', user: 'admin', password: 'mật khẩu' },
    about,
  })
  await call('POST /api/rooms/:roomId/camera/try', byTechnician)
  await call('DELETE /api/rooms/:roomId/camera', { ...byTechnician, about })
  await call('POST /api/readiness/rooms/:roomId/still', { ...byTechnician, about })
  await call('PUT /api/readiness/still', {
    ...byRoom,
    bytes: Buffer.from([0xff, 0xd8, 1, 2, 3, 4, 0xff, 0xd9]),
    headers: { 'content-type': 'image/jpeg' },
  })
  await insertMany(city.db, 'alert', [
    {
      id: 'alert.1',
      rule_id: 'made',
      rule_name: 'made',
      code: 'notReady',
      raised_at: 1,
      gathered_at: 1,
      by_webhook: 0,
      tell_at: null,
      told_at: 1,
      cleared_at: null,
      version: 1,
    },
  ])
  await insertMany(city.db, 'alert_resource', [
    {
      alert_id: 'alert.1',
      resource: roomResource(room),
      kind: 'endpoint',
      name: 'Phòng họp',
      unit_code: UnitCode.parse('tp.bac.mot'),
      health: 'bad',
      since: 1,
      added_at: 1,
      told_at: 1,
      acknowledged_at: null,
      acknowledged_by: '',
      escalated_at: null,
      well_since: null,
      cleared_at: null,
    },
  ])
  await call('POST /api/readiness/rooms/:roomId/seen', { ...byTechnician, about })
  await finish()
}
