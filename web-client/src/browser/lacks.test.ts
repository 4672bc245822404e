import { expect, test } from 'vitest'
import { lacksOf } from './lacks.ts'

const media = (...constraints: readonly string[]) => ({
  getDisplayMedia: () => Promise.reject(new Error('not asked')),
  getSupportedConstraints: () => Object.fromEntries(constraints.map((name) => [name, true])),
})

test('18.15 Chromium over HTTPS has all of it', () => {
  expect(
    lacksOf({
      window: { getScreenDetails: () => undefined },
      navigator: Object.assign(
        { mediaDevices: media('width', 'pan', 'zoom', 'suppressLocalAudioPlayback') },
        { hid: {} },
      ),
      player: { setSinkId: () => undefined },
    }),
  ).toEqual([])
})

test('18.15 Firefox chooses loudspeakers, and has nothing of the rest', () => {
  expect(
    lacksOf({ window: {}, navigator: { mediaDevices: media('width') }, player: { setSinkId: () => undefined } }),
  ).toEqual(['screens', 'speakerKey', 'cameraMoves', 'shareSound'])
})

test('18.15 a browser that shares no screen at all, or uses no devices here, is not told of what would go with it', () => {
  const { getSupportedConstraints } = media('width', 'pan')
  expect(lacksOf({ window: {}, navigator: { mediaDevices: { getSupportedConstraints } }, player: {} })).toEqual([
    'screens',
    'speakerKey',
    'speakerChoice',
  ])
  expect(lacksOf({ window: {}, navigator: {}, player: {} })).toEqual(['screens', 'speakerKey', 'speakerChoice'])
})
