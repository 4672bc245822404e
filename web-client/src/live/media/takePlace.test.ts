import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asTrack } from '../testing/FakeDevice.ts'
import { browserGlobals, FakeTrack } from '../testing/fakeBrowser.ts'
import { takePlace } from './takePlace.ts'
import { videoElement } from './videoElement.ts'

beforeEach(() => {
  vi.useFakeTimers()
  for (const [name, value] of Object.entries(browserGlobals())) vi.stubGlobal(name, value)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A place on the page with the players in it, the lowest first, and a track of somebody whose first packet is to come. */
function place() {
  const players: HTMLVideoElement[] = []
  const box = {
    prepend: (video: HTMLVideoElement) => void players.unshift(video),
    querySelectorAll: () => players,
  }
  const show = () => {
    const track = new FakeTrack('video')
    track.muted = true
    const video = videoElement(asTrack(track))
    video.remove = () => void players.splice(players.indexOf(video), 1)
    takePlace(box, video)
    return { video, flow: () => track.mute(false) }
  }
  return { players, show }
}

test('5.18 the former picture stays until the new one has a frame', () => {
  const { players, show } = place()
  const former = show()
  const next = show()
  expect(players).toEqual([next.video, former.video])
  next.flow()
  expect(players).toEqual([next.video])
})

test('5.18 the former picture stays for two seconds where the new one has none', () => {
  const { players, show } = place()
  const former = show()
  const next = show()
  vi.advanceTimersByTime(1_999)
  expect(players).toEqual([next.video, former.video])
  vi.advanceTimersByTime(1)
  expect(players).toEqual([next.video])
})

test('of several changes only the last picture is left when it flows', () => {
  const { players, show } = place()
  show()
  show()
  const last = show()
  last.flow()
  expect(players).toEqual([last.video])
})
