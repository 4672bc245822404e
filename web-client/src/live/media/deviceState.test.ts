import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asTrack } from '../testing/FakeDevice.ts'
import { FakeTrack } from '../testing/fakeBrowser.ts'
import { askedIn, type DeviceEvent, deviceOff, type DeviceState, nextDevice, shownAs, trackIn } from './deviceState.ts'

const openWith = (deviceId: string) =>
  ({ kind: 'on', track: asTrack(new FakeTrack('video', deviceId)), deviceId, silent: false }) as const
const open = openWith('front')
const attempt = 1
const fresh = { after: null, changed: false } as const

const states = {
  off: { kind: 'off', attempt },
  alone: { kind: 'opening', attempt, asks: 'alone', ...fresh },
  together: { kind: 'opening', attempt, asks: 'together', ...fresh },
  again: { kind: 'opening', attempt, asks: 'alone', after: 'vanished', changed: false },
  changed: { kind: 'opening', attempt, asks: 'alone', after: 'vanished', changed: true },
  on: { kind: 'on', attempt, open },
  replacing: { kind: 'replacing', attempt, open },
  vanished: { kind: 'problem', attempt, problem: 'vanished' },
  denied: { kind: 'problem', attempt, problem: 'denied' },
} as const satisfies Record<string, DeviceState>

const events = {
  wanted: { type: 'wanted', asks: 'alone' },
  leftAlone: { type: 'leftAlone', attempt },
  selectedSame: { type: 'selected', deviceId: 'front' },
  selectedOther: { type: 'selected', deviceId: 'back' },
  renewed: { type: 'renewed' },
  opened: { type: 'opened', attempt, open: openWith('back') },
  openedLate: { type: 'opened', attempt: 0, open: openWith('back') },
  notFound: { type: 'failed', attempt, problem: 'notFound' },
  denied: { type: 'failed', attempt, problem: 'denied' },
  failedLate: { type: 'failed', attempt: 0, problem: 'denied' },
  silenced: { type: 'silenced', silent: true },
  ended: { type: 'ended' },
  devicesChanged: { type: 'devicesChanged' },
  stopped: { type: 'stopped' },
} as const satisfies Record<string, DeviceEvent>

const SAME = '.'
type Row = Record<keyof typeof events, DeviceState['kind'] | typeof SAME>

const nothing = Object.fromEntries(Object.keys(events).map((name) => [name, SAME])) as Row
const off: Row = nothing
const opening: Row = {
  ...nothing,
  selectedSame: 'opening',
  selectedOther: 'opening',
  opened: 'on',
  notFound: 'problem',
  denied: 'problem',
  devicesChanged: 'opening',
  stopped: 'off',
}
const on: Row = {
  ...nothing,
  selectedOther: 'replacing',
  renewed: 'replacing',
  silenced: 'on',
  ended: 'opening',
  stopped: 'off',
}
const problem: Row = {
  ...nothing,
  wanted: 'opening',
  selectedSame: 'opening',
  selectedOther: 'opening',
  stopped: 'off',
}

/** The kind of state that follows, by state and event. */
const table: Record<keyof typeof states, Row> = {
  off: { ...off, wanted: 'opening' },
  alone: opening,
  together: { ...opening, leftAlone: 'opening' },
  again: opening,
  changed: { ...opening, notFound: 'opening', devicesChanged: '.' },
  on,
  replacing: {
    ...on,
    selectedSame: 'on',
    silenced: 'replacing',
    opened: 'on',
    notFound: 'problem',
    denied: 'problem',
  },
  vanished: { ...problem, devicesChanged: 'opening' },
  denied: problem,
}

const names = Object.keys(states) as (keyof typeof states)[]

test.each(names)('from %s each event leads where the table says', (name) => {
  const state: DeviceState = states[name]
  const found = Object.entries(events).map(([event, value]) => {
    const next = nextDevice(state, value)
    return [event, next === state ? SAME : next.kind]
  })
  expect(Object.fromEntries(found)).toEqual(table[name])
})

test('a device that vanished stays so while there is no other; a new problem is told as it is', () => {
  expect(nextDevice(states.again, events.notFound)).toMatchObject({ kind: 'problem', problem: 'vanished' })
  expect(nextDevice(states.again, events.denied)).toMatchObject({ kind: 'problem', problem: 'denied' })
  expect(nextDevice(states.alone, events.notFound)).toMatchObject({ kind: 'problem', problem: 'notFound' })
})

test('a change of devices does not ask a second time while the first question is open', () => {
  const asking = askedIn(states.alone)
  expect(askedIn(nextDevice(states.alone, events.devicesChanged))).toBe(asking)
  expect(askedIn(nextDevice(states.changed, events.notFound))).toBe(attempt + 1)
})

test('asked for together with the other device, the browser is asked by it alone only once that failed', () => {
  expect(askedIn(states.together)).toBeNull()
  expect(askedIn(nextDevice(states.together, events.leftAlone))).toBe(attempt)
})

test('views see neither attempts nor a replacement', () => {
  expect(names.map((name) => shownAs(states[name]).kind)).toEqual([
    'off',
    'starting',
    'starting',
    'starting',
    'starting',
    'on',
    'on',
    'problem',
    'problem',
  ])
})

const everyEvent = fc.constantFrom<DeviceEvent>(...Object.values(events))

test('whatever happens: off nothing is used or asked for, and a late answer changes nothing', () => {
  fc.assert(
    fc.property(fc.array(everyEvent, { maxLength: 12 }), (story) => {
      const end = story.reduce(nextDevice, deviceOff)
      const stopped = nextDevice(end, events.stopped)
      expect([trackIn(stopped), askedIn(stopped)]).toEqual([null, null])
      const again = nextDevice(stopped, events.wanted)
      expect(nextDevice(again, { ...events.opened, attempt: end.attempt })).toBe(again)
      expect(nextDevice(again, { ...events.denied, attempt: end.attempt })).toBe(again)
    }),
  )
})
