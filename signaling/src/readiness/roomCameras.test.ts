import { RoomCameraState, RoomCameraTried } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { Sealer } from '../auth/Sealer.ts'
import { cityWithRooms } from '../testing/cityWithRooms.ts'
import { accountOf } from '../testing/people.ts'
import { bodyOf, refusalOf } from '../testing/startCity.ts'
import { startControlStandIn } from '../testing/startControlStandIn.ts'
import { RoomCameraStore } from './store/RoomCameraStore.ts'

const camera = { host: '10.20.1.64', port: 554, path: '/stream2', user: 'admin', password: 'mật-khẩu-của-máy-quay' }
const { password, ...where } = camera

const cityWithRoom = () => cityWithRooms('camera', RoomCameraState)

test('23.13 a room’s camera is set by who looks after the room, seen by the room, and its password told to nobody', async () => {
  const { city, now, read, change, path } = await cityWithRoom()
  expect(await read('mot')).toEqual({ camera: null, mayChange: false })
  const told = await change('technician', camera)
  expect(told.status).toBe(200)
  expect(JSON.stringify(told.body)).not.toContain(password)
  const known = { ...where, hasPassword: true, changedAt: now, changedBy: 'Người technician' }
  expect(await read('mot')).toEqual({ camera: known, mayChange: false })
  expect(await read('technician')).toMatchObject({ camera: known, mayChange: true })
  expect(refusalOf(await change('mot', camera)), 'the room itself').toBe('forbidden')
  expect(refusalOf(await city.as('hai', 'GET', path)), 'another room').toBe('notFound')
  expect(refusalOf(await change('namadmin', camera)), 'another branch').toBe('notFound')

  expect(bodyOf(RoomCameraTried, await city.as('technician', 'POST', `${path}/try`)), 'no media node').toEqual({
    state: null,
  })
  expect((await city.as('mot', 'POST', `${path}/try`)).status, 'the room itself').toBe(200)
  expect(refusalOf(await city.as('hai', 'POST', `${path}/try`)), 'another room').toBe('notFound')
  const rows = await city.db.selectFrom('room_camera').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(password)
  const audited = await city.audited('room.camera')
  expect(audited.map(({ action }) => action)).toEqual(['room.cameraSet'])
  expect(JSON.stringify(audited)).not.toContain(password)

  expect((await city.as('technician', 'DELETE', path)).status).toBe(200)
  expect(await read('mot')).toEqual({ camera: null, mayChange: false })
  expect((await city.audited('room.camera')).map(({ action }) => action)).toEqual([
    'room.cameraSet',
    'room.cameraRemoved',
  ])
})

test('23.13 a password is kept for the same host and port alone, and opens for no other room', async () => {
  const { city, change } = await cityWithRoom()
  const sealer = new Sealer(Buffer.alloc(32, 7))
  expect(refusalOf(await change('technician', { ...where, password: null })), 'there is none').toBe('badRequest')
  await change('technician', camera)
  expect((await change('technician', { ...where, path: '/stream1', password: null })).status).toBe(200)
  for (const elsewhere of [{ host: '10.66.6.6' }, { port: 5554 }])
    expect(refusalOf(await change('technician', { ...where, ...elsewhere, password: null }))).toBe('badRequest')

  const store = new RoomCameraStore(city.db, sealer)
  await store.save(accountOf('hai'), camera, { changedAt: 1, changedBy: 'x' })
  expect(await store.find(accountOf('hai'))).toEqual(camera)
  const { sealed_password } = await city.db
    .selectFrom('room_camera')
    .select('sealed_password')
    .where('room_id', '=', accountOf('hai'))
    .executeTakeFirstOrThrow()
  await city.db.updateTable('room_camera').set({ sealed_password }).where('room_id', '=', accountOf('mot')).execute()
  await expect(store.find(accountOf('mot'))).rejects.toThrow('unable to authenticate')
})

test('23.13 what is no address of a camera is refused without the password in the answer', async () => {
  const { change } = await cityWithRoom()
  for (const wrong of [
    { host: 'admin:x@10.0.0.1' },
    { host: '10.0.0.1\r\n' },
    { path: '/a b' },
    { path: '/a\r\nX: y' },
    { port: 0 },
    { user: 'a:b' },
    { password: `${password}\n` },
  ]) {
    const answer = await change('technician', { ...camera, ...wrong })
    expect([wrong, refusalOf(answer)]).toEqual([wrong, 'badRequest'])
    expect(JSON.stringify(answer.body)).not.toContain(password)
  }
})

test('23.19 a password that the camera refused is not tried again by the room’s tests until it was changed, or for an hour', async () => {
  const { url, asked } = await startControlStandIn(1)
  let now = Date.parse('2026-12-01T00:30:00Z')
  const { city, change, path } = await cityWithRooms('camera', RoomCameraState, {
    clock: () => now,
    sfu: { urls: [url], secret: 'x'.repeat(40) },
  })
  const tries = () => asked.filter((name) => name === 'node:tryCamera').length
  const tryAs = async (who: string) => bodyOf(RoomCameraTried, await city.as(who, 'POST', `${path}/try`)).state
  const refused = { is: 'away', fault: 'wrongPassword' }
  await change('technician', camera)
  await expect.poll(() => tryAs('mot')).toEqual(refused)
  expect([await tryAs('mot'), tries()], 'the room again').toEqual([refused, 1])
  expect([await tryAs('technician'), tries()], 'by hand').toEqual([refused, 2])
  now += 1_000
  await change('technician', { ...camera, password: 'another' })
  expect([await tryAs('mot'), await tryAs('mot'), tries()], 'changed').toEqual([refused, refused, 3])
  now += 3_600_000
  expect([await tryAs('mot'), tries()], 'an hour later').toEqual([refused, 4])
})
