import { expect, test } from 'vitest'
import { documentCamera } from './documentCamera.ts'

const of = (...ids: readonly string[]) => ids.map((deviceId) => ({ deviceId, label: deviceId }))
const find = (ids: readonly string[], roomId: string | null, chosenId: string | null = null) =>
  documentCamera(of(...ids), { roomId, chosenId })?.deviceId ?? null

test('24.4 a PC with one camera has no document camera, whatever was chosen before', () => {
  expect(find([], null)).toBeNull()
  expect(find(['room'], 'room', 'papers')).toBeNull()
  expect(find(['room'], null)).toBeNull()
})

test('24.4 it is the one that was chosen, else any that does not show the room', () => {
  expect(find(['room', 'papers'], 'room')).toBe('papers')
  expect(find(['papers', 'room'], 'room')).toBe('papers')
  expect(find(['room', 'papers'], null)).toBe('papers')
  expect(find(['room', 'other', 'papers'], 'room', 'papers')).toBe('papers')
  expect(find(['room', 'other'], 'room', 'papers'), 'it is not plugged in today').toBe('other')
  expect(find(['room', 'papers'], 'papers', 'papers'), 'it shows the room now').toBe('room')
})
