import { RoomReadiness, type RoomSettings, RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import { expect, test } from 'vitest'
import { cityWithRooms } from '../testing/cityWithRooms.ts'
import { accountOf } from '../testing/people.ts'
import { bodyOf, refusalOf } from '../testing/startCity.ts'

const wanted: RoomSettings = {
  isByItself: true,
  lobbyMinutes: 15,
  joinMinutes: 0,
  isLarge: true,
  secondShows: 'wall',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
  officeMovesCamera: true,
  captions: true,
}

const cityWithRoom = () => cityWithRooms('settings', RoomSettingsState)

test('23.8 a room’s settings are changed by who looks after it and by the room itself, and by nobody else', async () => {
  const { city, now, read, change, path } = await cityWithRoom()
  expect(await read('mot')).toEqual({ settings: null, changedAt: null, changedBy: '', mayChange: true })
  expect((await change('technician', wanted)).status).toBe(200)
  expect(await read('mot')).toMatchObject({ settings: wanted, changedAt: now, mayChange: true })
  expect((await change('mot', { ...wanted, isLarge: false })).status).toBe(200)
  expect(await read('technician')).toMatchObject({ settings: { isLarge: false }, mayChange: true })
  expect(refusalOf(await change('hai', wanted)), 'another room').toBe('notFound')
  expect(refusalOf(await change('namadmin', wanted)), 'another branch').toBe('notFound')
  expect(refusalOf(await city.as('namadmin', 'GET', path))).toBe('notFound')
  expect(refusalOf(await change('technician', { ...wanted, secondShows: 'everything' }))).toBe('badRequest')
})

test('24.1, 23.21 a room that said nothing of it, as before, does not let the office move its camera, and writes no captions', async () => {
  const { read, change } = await cityWithRoom()
  const { officeMovesCamera: _, captions: _captions, ...before } = wanted
  expect((await change('mot', before)).status).toBe(200)
  expect((await read('mot')).settings).toEqual({ ...wanted, officeMovesCamera: false, captions: false })
})

test('23.9 who cancels echo is the same in settings and profile, whichever was set', async () => {
  const { city, read, change } = await cityWithRoom()
  const room = async () =>
    bodyOf(RoomReadiness, await city.as('technician', 'GET', `/readiness/rooms/${accountOf('mot')}`))
  await change('technician', { ...wanted, echoCancellation: false })
  const { profile } = await room()
  expect(profile.cancelsEcho).toBe(true)
  await city.as('technician', 'PUT', `/rooms/${accountOf('mot')}/profile`, { ...profile, cancelsEcho: false })
  expect((await read('mot')).settings?.echoCancellation).toBe(true)
  expect((await room()).profile.cancelsEcho).toBe(false)
})
