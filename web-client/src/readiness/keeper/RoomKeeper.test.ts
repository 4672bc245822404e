import { type NewRun, ReadinessPlan, type StepId, type StepResult } from '@diem-cau/signaling-contract/readiness'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RoomKeeper, type RoomKeeperOptions } from './RoomKeeper.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => void vi.useRealTimers())

const profile = {
  cameraLabel: null,
  microphoneLabel: null,
  hasSecondScreen: false,
  cancelsEcho: false,
  allowsStill: false,
}
const result = (step: StepId, values: StepResult['values']): StepResult => ({
  step,
  node: null,
  values,
  fault: null,
  label: '',
})
const black = result('picture', { luma: 0, contrast: 0, motion: 0 })
const well = result('picture', { luma: 100, contrast: 40, motion: 1, sharpness: 20 })

/** A room whose tests find what `found` says, and an office that may be away. */
function aRoom(options: Partial<RoomKeeperOptions> = {}) {
  const room = {
    found: [well] as StepResult[],
    saved: [] as NewRun[],
    asked: [] as { readonly trigger: string; readonly only?: ReadonlySet<StepId> }[],
    isOfficeAway: false,
    plan: {} as Partial<ReadinessPlan>,
    stopped: 0,
    runMs: 1_000,
  }
  let made = 0
  const keeper = new RoomKeeper({
    roomId: 'room-1',
    isBoot: true,
    api: {
      plan: async () =>
        ReadinessPlan.parse({
          now: Date.now(),
          profile,
          next: null,
          askedAt: null,
          stillAskedAt: null,
          copiedAt: null,
          seen: false,
          helpName: 'Anh Tư',
          helpPhone: '0900',
          ...room.plan,
        }),
      save: async (run) => {
        if (room.isOfficeAway) throw Object.assign(new Error('away'), { code: 'network' })
        room.saved.push(run)
      },
      callHelp: async () => undefined,
    },
    newTest: (wanted) => {
      room.asked.push(wanted)
      let isStopped = false
      return {
        run: async () => {
          await new Promise((resolve) => setTimeout(resolve, room.runMs))
          if (isStopped) return null
          const { trigger, meetingId } = wanted
          made++
          return { runId: `r.${made}`, trigger, meetingId, startedAt: 0, endedAt: Date.now(), steps: room.found }
        },
        stop: () => {
          isStopped = true
          room.stopped++
        },
      }
    },
    takeTurn: (work) => work(),
    ...options,
  })
  keeper.start()
  return { room, keeper, state: () => keeper.state$.getState() }
}

test('18.10 a room tests itself after its page was opened, once, and tells the office', async () => {
  const { room, keeper } = aRoom()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(room.saved.map(({ trigger }) => trigger)).toEqual(['boot'])
  keeper.close()
})

test('18.11 what is wrong is on the screen, tried again until it is mended, and told to the office when it changes', async () => {
  const { room, keeper, state } = aRoom()
  room.found = [black]
  await vi.advanceTimersByTimeAsync(60_000)
  expect(state().wrong).toMatchObject([{ step: 'picture', reasons: ['pictureBlack'] }])
  expect(room.asked.filter(({ trigger }) => trigger === 'watch').length).toBeGreaterThan(2)
  expect(
    room.saved.map(({ trigger }) => trigger),
    'the same again is no news',
  ).toEqual(['boot'])
  room.found = [well]
  await vi.advanceTimersByTimeAsync(8_000)
  expect(state().wrong, 'within ten seconds').toEqual([])
  expect(room.saved.map(({ trigger }) => trigger)).toEqual(['boot', 'watch'])
  const asked = room.asked.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(room.asked.length, 'nothing is wrong any more').toBe(asked)
  keeper.close()
})

test('18.11 when somebody plugs something in it is looked at at once', async () => {
  const { room, keeper } = aRoom()
  room.found = [result('line', { connected: 0 })]
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  const before = room.asked.length
  keeper.lookAgain()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(room.asked.length).toBe(before + 1)
  keeper.close()
})

test('18.12 a room that enters a meeting gives its devices back at once, and says nothing of a test that was not taken', async () => {
  const { room, keeper, state } = aRoom()
  room.runMs = 20_000
  while (!state().isTesting) await vi.advanceTimersByTimeAsync(1_000)
  keeper.close()
  expect(room.stopped).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(room.saved).toEqual([])
})

test('18.12 two pages of one computer never test at once: the one that waits tries again', async () => {
  let isFree = false
  const { room, keeper } = aRoom({ takeTurn: (work) => (isFree ? work() : Promise.resolve(null)) })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(room.saved).toEqual([])
  isFree = true
  await vi.advanceTimersByTimeAsync(5_000)
  expect(room.saved.map(({ trigger }) => trigger)).toEqual(['boot'])
  keeper.close()
})

test('18.13 what the office could not be told it is told when it is back', async () => {
  const { room, keeper } = aRoom()
  room.isOfficeAway = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(room.saved).toEqual([])
  room.isOfficeAway = false
  await vi.advanceTimersByTimeAsync(21_000)
  expect(room.saved.map(({ trigger }) => trigger)).toEqual(['boot'])
  keeper.close()
})

test('18.14 one key calls who looks after the room, and it is said whether that went', async () => {
  const { room, keeper, state } = aRoom()
  room.found = [black]
  await vi.advanceTimersByTimeAsync(60_000)
  await keeper.callHelp()
  expect(state()).toMatchObject({ help: 'called', plan: { helpName: 'Anh Tư', helpPhone: '0900' } })
  room.found = [well]
  await vi.advanceTimersByTimeAsync(10_000)
  expect(state().help, 'mended').toBe('none')
  keeper.close()
})
