import { expect, test } from 'vitest'
import { readSettings } from './readSettings.ts'

test('the address of the office is all that has to be told, and leads to the room’s page', () => {
  expect(readSettings({ DIEM_CAU_ROOM_URL: 'https://hop.cantho.gov.vn' })).toMatchObject({
    DIEM_CAU_ROOM_URL: 'https://hop.cantho.gov.vn/room',
    DIEM_CAU_ROOM_SCALE: 2,
  })
})

test('a setting that is wrong is named', () => {
  expect(() => readSettings({})).toThrow('DIEM_CAU_ROOM_URL')
  expect(() => readSettings({ DIEM_CAU_ROOM_URL: 'hop.cantho.gov.vn' })).toThrow('DIEM_CAU_ROOM_URL')
  expect(() => readSettings({ DIEM_CAU_ROOM_URL: 'https://a.vn', DIEM_CAU_ROOM_SCALE: 'x' })).toThrow(
    'DIEM_CAU_ROOM_SCALE',
  )
})
