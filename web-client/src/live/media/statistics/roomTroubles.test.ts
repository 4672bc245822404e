import { RoomTrouble } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { lasting, nextTroubles, noTroubles, type RoomTroubles, type Second } from './roomTroubles.ts'

const good: Second = {
  micOn: true,
  micMuted: false,
  holdsFloor: true,
  sendsBadly: false,
  cameraGivesWay: 'whole' as const,
  receiving: 'whole' as const,
  isOldBrowser: false,
  isNetworkCameraAway: false,
  values: {
    rtt: 20,
    upKbit: 900,
    downKbit: 1200,
    upLoss: 0,
    downLoss: 0,
    upJitter: 3,
    downJitter: 3,
    upAvailable: 3000,
    concealed: 0,
    frozen: 0,
    upFrames: 24,
    upHeight: 720,
    downFrames: 24,
    downHeight: 360,
    pictures: 3,
    cpuLimited: 0,
    bandwidthLimited: 0,
    microphone: -28,
    clipped: 0,
    echo: 10,
    cameraLuma: 90,
    cameraMotion: 1.2,
    pageLag: 4,
    packetsUp: 200,
    packetsDown: 300,
    mos: 4.3,
  },
}
type Part = readonly [number, Change]
type Change = Partial<Omit<Second, 'values'>> & { readonly values?: Partial<Second['values']> }
const second = ({ values, ...rest }: Change = {}): Second => ({
  ...good,
  ...rest,
  values: { ...good.values, ...values },
})

/** Troubles after each second, of so many seconds of each kind. */
function course(...parts: readonly Part[]): RoomTrouble[][] {
  let troubles: RoomTroubles = noTroubles
  let at = 0
  return parts.flatMap(([seconds, change]) =>
    Array.from({ length: seconds }, () => {
      troubles = nextTroubles(troubles, second(change), (at += 1_000))
      return troubles.found.map(({ trouble }) => trouble)
    }),
  )
}
const everFound = (...parts: readonly Part[]) => [...new Set(course(...parts).flat())]

/** The seconds after which it is there, and after which it is gone again. */
function comesAndGoes(trouble: RoomTrouble, bad: Change): { comes: number; goes: number } {
  const seconds = course([5, {}], [40, bad], [40, {}])
  const first = seconds.findIndex((found) => found.includes(trouble))
  const last = seconds.findLastIndex((found) => found.includes(trouble))
  return { comes: first - 5 + 1, goes: last - 45 + 2 }
}

test('a room where all is well has none, nor one of which nothing is known', () => {
  expect(everFound([60, {}])).toEqual([])
  const unknown = Object.fromEntries(Object.keys(good.values).map((key) => [key, null]))
  expect(everFound([60, { values: unknown }])).toEqual([])
})

test.for([
  { trouble: 'lineUp', bad: { values: { upLoss: 18 } }, comes: 4, goes: 8 },
  { trouble: 'lineUp', bad: { sendsBadly: true }, comes: 4, goes: 8 },
  { trouble: 'lineUp', bad: { values: { upAvailable: 90, bandwidthLimited: 100 } }, comes: 4, goes: 8 },
  { trouble: 'lineDown', bad: { values: { downLoss: 12 } }, comes: 4, goes: 8 },
  { trouble: 'lineDown', bad: { values: { frozen: 900 } }, comes: 4, goes: 8 },
  { trouble: 'microphoneSilent', bad: { values: { microphone: -82 } }, comes: 8, goes: 1 },
  { trouble: 'microphoneSilent', bad: { holdsFloor: false, values: { microphone: -100 } }, comes: 15, goes: 1 },
  { trouble: 'microphoneSilent', bad: { micMuted: true, values: { microphone: null } }, comes: 8, goes: 1 },
  { trouble: 'microphoneQuiet', bad: { values: { microphone: -52 } }, comes: 10, goes: 3 },
  { trouble: 'microphoneClips', bad: { values: { clipped: 40 } }, comes: 4, goes: 8 },
  { trouble: 'echo', bad: { values: { echo: 88 } }, comes: 6, goes: 10 },
  { trouble: 'cameraBlack', bad: { values: { cameraLuma: 3, cameraMotion: 0 } }, comes: 5, goes: 2 },
  { trouble: 'cameraFrozen', bad: { values: { cameraMotion: 0 } }, comes: 10, goes: 1 },
  { trouble: 'networkCamera', bad: { isNetworkCameraAway: true }, comes: 1, goes: 1 },
  { trouble: 'starved', bad: { values: { pageLag: 900 } }, comes: 5, goes: 10 },
  { trouble: 'starved', bad: { values: { cpuLimited: 100 } }, comes: 8, goes: 10 },
  { trouble: 'oldBrowser', bad: { isOldBrowser: true }, comes: 1, goes: 1 },
] as const)('$trouble comes after $comes s and goes after $goes', ({ trouble, bad, ...times }) => {
  expect(comesAndGoes(trouble, bad)).toEqual(times)
  expect(everFound([40, bad])).toEqual([trouble])
})

test.for([
  {
    what: 'a room that does not speak may be as quiet as it likes',
    change: { holdsFloor: false, values: { microphone: -82 } },
  },
  { what: 'a microphone that is off is meant to be', change: { micOn: false, values: { microphone: null } } },
  { what: 'a camera that is off is not black', change: { values: { cameraLuma: null, cameraMotion: null } } },
  {
    what: 'a line with little to carry is not held back',
    change: { values: { upAvailable: 90, bandwidthLimited: 0 } },
  },
  {
    what: '16.10 an estimate that little is sent against says nothing about the line',
    change: { values: { upKbit: 30, upAvailable: 90, bandwidthLimited: 100 } },
  },
])('$what', ({ change }) => {
  expect(everFound([60, change])).toEqual([])
})

test('a moment is no trouble', () => {
  for (const values of [{ upLoss: 30 }, { concealed: 40 }, { clipped: 60 }, { pageLag: 2_000 }, { echo: 90 }])
    expect(everFound([2, { values }], [10, {}], [2, { values }], [10, {}])).toEqual([])
})

test('a second that nothing is known of neither brings nor takes a trouble', () => {
  const unknown = { values: { microphone: null } }
  const silent = { values: { microphone: -90 } }
  expect(course([8, silent], [20, unknown]).at(-1)).toEqual(['microphoneSilent'])
  expect(course([7, silent], [20, unknown]).at(-1)).toEqual([])
  expect(course([7, silent], [20, unknown], [1, silent]).at(-1)).toEqual(['microphoneSilent'])
})

test('those who conduct hear of what has lasted, what hinders most first', () => {
  let troubles = noTroubles
  const bad = second({ values: { upLoss: 18, cameraLuma: 2, microphone: -95 } })
  for (let at = 1; at <= 20; at++) troubles = nextTroubles(troubles, bad, at * 1_000)
  expect(troubles.found).toEqual([
    { trouble: 'microphoneSilent', since: 8_000 },
    { trouble: 'lineUp', since: 4_000 },
    { trouble: 'cameraBlack', since: 5_000 },
  ])
  expect(lasting(troubles, 10_000, 14_500)).toEqual(['lineUp'])
  expect(lasting(troubles, 10_000, 20_000)).toEqual(['microphoneSilent', 'lineUp', 'cameraBlack'])
})

test('each trouble has rules', () => {
  expect(noTroubles.courses.map(([trouble]) => trouble).toSorted()).toEqual(RoomTrouble.options.toSorted())
})
