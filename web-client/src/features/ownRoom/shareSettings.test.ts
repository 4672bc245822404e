import type { RoomSettings, RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { changeRoomSettings, isUntold, roomSettings, takeRoomSettings } from './roomSettings.ts'
import { shareSettings } from './shareSettings.ts'

const LOOK_MS = 15_000

/** The office as it answers; without a network it does not. */
class Office {
  settings: RoomSettings | null = null
  hasLine = true

  read = async (): Promise<RoomSettingsState> => {
    if (!this.hasLine) throw new Error('no line')
    return { settings: this.settings, changedAt: 1, changedBy: '', mayChange: true }
  }

  tell = async (settings: RoomSettings): Promise<RoomSettingsState> => {
    if (this.hasLine) this.settings = settings
    return this.read()
  }
}

const usual = roomSettings.getState()
let office = new Office()

function share() {
  const stop = shareSettings(office)
  onTestFinished(stop)
  return vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  office = new Office()
  takeRoomSettings(usual)
  onTestFinished(() => {
    vi.useRealTimers()
  })
})

test('23.8 a room tells the office what it wants where that does not know, and takes what is changed there', async () => {
  await share()
  expect(office.settings).toEqual(usual)
  office.settings = { ...usual, isLarge: true }
  await vi.advanceTimersByTimeAsync(LOOK_MS)
  expect(roomSettings.getState().isLarge).toBe(true)
})

test('23.8 what is set on the TV counts at once, is told at once, or when there is a server again', async () => {
  await share()
  changeRoomSettings({ lobbyMinutes: 30 })
  await vi.advanceTimersByTimeAsync(0)
  expect(office.settings?.lobbyMinutes).toBe(30)
  office.hasLine = false
  changeRoomSettings({ lobbyMinutes: 5 })
  await vi.advanceTimersByTimeAsync(LOOK_MS)
  expect([roomSettings.getState().lobbyMinutes, isUntold()]).toEqual([5, true])
  office.hasLine = true
  await vi.advanceTimersByTimeAsync(LOOK_MS)
  expect([office.settings?.lobbyMinutes, roomSettings.getState().lobbyMinutes, isUntold()]).toEqual([5, 5, false])
})

test('23.8 a press while an older answer is on its way is not undone by it', async () => {
  await share()
  const stale = { ...usual, isLarge: true }
  const answer = Promise.withResolvers<RoomSettingsState>()
  office.read = () => answer.promise
  await vi.advanceTimersByTimeAsync(LOOK_MS)
  changeRoomSettings({ joinMinutes: 10 })
  answer.resolve({ settings: stale, changedAt: 1, changedBy: '', mayChange: true })
  await vi.advanceTimersByTimeAsync(LOOK_MS)
  expect(roomSettings.getState()).toMatchObject({ joinMinutes: 10, isLarge: false })
  expect(office.settings?.joinMinutes).toBe(10)
})
