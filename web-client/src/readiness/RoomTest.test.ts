import type { StepId, StepResult } from '@diem-cau/signaling-contract/readiness'
import { NewRun } from '@diem-cau/signaling-contract/readiness'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RoomTest } from './RoomTest.ts'
import type { TestStep } from './steps/TestStep.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const told = (step: StepId, values: StepResult['values'] = { luma: 100 }): StepResult => ({
  step,
  node: null,
  values,
  fault: null,
  label: '',
})
const quick = (...ids: readonly StepId[]): TestStep => ({
  ids,
  limitMs: 1_000,
  run: async (_kind, tell) => ids.forEach((id) => tell(told(id))),
})
const base = { trigger: 'hand', meetingId: null, profile: null } as const

test('18.1 a test tells of each step as it is taken, and at the end all of it', async () => {
  const test = new RoomTest({ ...base, steps: [quick('browser'), quick('camera', 'picture')] })
  const seen: string[] = []
  test.change$.on(({ waiting, verdicts }) => seen.push(`${waiting.length} left, ${verdicts.length} known`))
  expect(test.progress.waiting).toHaveLength(9)
  const run = NewRun.parse(await test.run())
  expect(run.steps.map(({ step }) => step)).toEqual(['browser', 'camera', 'picture'])
  expect(seen[0]).toBe('8 left, 1 known')
  expect(test.progress.verdicts.map(({ health }) => health)).toEqual(['good', 'good', 'good'])
})

test('23.19 what some rooms have alone is tested where it is, and missed nowhere else', async () => {
  const withIt = new RoomTest({ ...base, steps: [quick('networkCamera', 'camera', 'picture')] })
  expect(withIt.progress.waiting).toContain('networkCamera')
  expect((await withIt.run())?.steps.map(({ step }) => step)).toEqual(['camera', 'networkCamera', 'picture'])
  expect(new RoomTest({ ...base, steps: [quick('camera', 'picture')] }).progress.waiting).not.toContain('networkCamera')
})

test('18.1 a step that never ends is unread when its time is over, and what it says then counts for nothing', async () => {
  let late: (result: StepResult) => void = () => undefined
  let isStopped = false
  const endless: TestStep = {
    ids: ['camera', 'picture'],
    limitMs: 5_000,
    run: (_kind, tell, signal) => {
      late = tell
      signal.addEventListener('abort', () => (isStopped = true))
      tell(told('camera'))
      return new Promise(() => undefined)
    },
  }
  const running = new RoomTest({ ...base, steps: [endless, quick('browser')] }).run()
  await vi.advanceTimersByTimeAsync(5_000)
  const run = await running
  late(told('picture'))
  expect(isStopped).toBe(true)
  expect(run?.steps.map(({ step, values }) => [step, Object.keys(values).length])).toEqual([
    ['browser', 1],
    ['camera', 1],
    ['picture', 0],
  ])
})

test('18.1 one that fails is unread, and the others go on', async () => {
  const errors = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', errors)
  const failing: TestStep = { ids: ['microphone'], limitMs: 1_000, run: () => Promise.reject(new Error('no sound')) }
  const run = await new RoomTest({ ...base, steps: [failing, quick('browser')] }).run()
  expect(run?.steps.map(({ step }) => step)).toEqual(['browser', 'microphone'])
  expect(errors).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})

test('18.1 in the night the loudspeaker is left alone; what is watched is nothing but that', async () => {
  const sound = quick('microphone', 'loudspeaker')
  const atNight = await new RoomTest({ ...base, trigger: 'night', steps: [sound] }).run()
  expect(atNight?.steps.map(({ step }) => step)).toEqual(['microphone'])
  const only = new Set<StepId>(['picture'])
  const watching = new RoomTest({ ...base, trigger: 'watch', only, steps: [sound, quick('camera', 'picture')] })
  expect((await watching.run())?.steps.map(({ step }) => step)).toEqual(['picture'])
})

test('18.1 a test that is stopped gives back what it has, and tells nobody', async () => {
  let isStopped = false
  const endless: TestStep = {
    ids: ['camera'],
    limitMs: 5_000,
    run: (_kind, _tell, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          isStopped = true
          resolve()
        })
      }),
  }
  const test = new RoomTest({ ...base, steps: [endless] })
  const running = test.run()
  test.stop()
  expect(await running).toBeNull()
  expect(isStopped).toBe(true)
})

test('18.4 a clock that is years off, and a figure that is none, are told so that the office takes them', async () => {
  const wild: TestStep = {
    ids: ['clock'],
    limitMs: 1_000,
    run: async (_kind, tell) => tell(told('clock', { clockOffset: -3e11, rtt: Number.NaN })),
  }
  const run = NewRun.parse(await new RoomTest({ ...base, steps: [wild] }).run())
  expect(run.steps[0]?.values).toEqual({ clockOffset: -1e9, rtt: null })
})
