import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Captions } from './Captions.ts'
import { captioningOf, fetchCaptioning, type Recognition } from './recognition.ts'

const track = { kind: 'audio' } as MediaStreamTrack

/** The browser's recognition, as a test has it hear. */
class FakeRecogniser extends EventTarget {
  static made: FakeRecogniser[] = []
  static is = 'available'
  static installs = true
  static takesTracks = true
  static available = async () => FakeRecogniser.is
  static install = async () => FakeRecogniser.installs
  lang = ''
  processLocally = false
  heard: unknown = null
  isAborted = false

  constructor() {
    super()
    FakeRecogniser.made.push(this)
  }

  start(of: unknown): void {
    if (!FakeRecogniser.takesTracks) throw new TypeError('no track')
    this.heard = of
  }

  abort(): void {
    this.isAborted = true
    this.dispatchEvent(new Event('end'))
  }

  say(...texts: string[]): void {
    const results = texts.map((transcript) => ({ isFinal: true, 0: { transcript } }))
    this.dispatchEvent(Object.assign(new Event('result'), { results }))
  }

  fail(error: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }))
    this.dispatchEvent(new Event('end'))
  }
}
const recognition = FakeRecogniser as unknown as Recognition
const last = () => FakeRecogniser.made.at(-1)

function write() {
  const told: string[] = []
  const onFailed = vi.fn<() => void>()
  const captions = new Captions({ recognition, track, onText: (text) => told.push(text), onFailed })
  onTestFinished(() => captions.close())
  return { captions, told, onFailed }
}

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(FakeRecogniser, { made: [], is: 'available', installs: true, takesTracks: true })
  onTestFinished(() => {
    vi.useRealTimers()
  })
})

test('23.21 what is heard is written in Vietnamese, on this device', () => {
  const { told } = write()
  expect(last()).toMatchObject({ lang: 'vi-VN', processLocally: true, heard: track })
  last()?.say('Kính thưa')
  last()?.say('Kính thưa', 'hội nghị')
  expect(told).toEqual(['Kính thưa', 'Kính thưa hội nghị'])
})

test('23.21 a recogniser that ends goes on as another one, with what was said', async () => {
  const { told } = write()
  last()?.say('Một')
  last()?.fail('no-speech')
  expect(FakeRecogniser.made).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(FakeRecogniser.made).toHaveLength(2)
  last()?.say('hai')
  expect(told.at(-1)).toBe('Một hai')
})

test('23.21 after a pause nothing is shown, and old words do not come back', async () => {
  const { told } = write()
  last()?.say('Hết')
  const old = last()
  await vi.advanceTimersByTimeAsync(6000)
  expect([told.at(-1), old?.isAborted]).toEqual(['', true])
  await vi.advanceTimersByTimeAsync(1000)
  old?.say('Hết', 'rồi')
  last()?.say('Mới')
  expect(told.at(-1)).toBe('Mới')
})

test.each(['language-not-supported', 'service-not-allowed'])(
  '23.21 what does not go away (%s) is told once, and not tried again',
  async (error) => {
    const { onFailed } = write()
    last()?.fail(error)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onFailed).toHaveBeenCalledOnce()
    expect(FakeRecogniser.made).toHaveLength(1)
  },
)

test('23.21 a recognition that takes no track is none: it would hear the room itself', () => {
  FakeRecogniser.takesTracks = false
  expect(write().onFailed).toHaveBeenCalledOnce()
})

test('23.21 closed, nothing is heard or begun any more', async () => {
  const { captions, told } = write()
  captions.close()
  last()?.say('muộn')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([told, FakeRecogniser.made.length, last()?.isAborted]).toEqual([[], 1, true])
})

test.each([
  ['available', 'ready'],
  ['downloadable', 'fetchable'],
  ['downloading', 'fetchable'],
  ['unavailable', 'none'],
])('23.21 a browser that says %s: %s', async (is, expected) => {
  FakeRecogniser.is = is
  expect(await captioningOf(recognition)).toBe(expected)
})

test('23.21 without recognition that stays on the device there are no captions', async () => {
  expect(await captioningOf(null)).toBe('none')
  expect(await fetchCaptioning(null)).toBe(false)
})

test('23.21 what was fetched counts when it is there, whatever the browser answered', async () => {
  FakeRecogniser.is = 'downloadable'
  expect(await fetchCaptioning(recognition)).toBe(false)
  FakeRecogniser.is = 'available'
  expect(await fetchCaptioning(recognition)).toBe(true)
  FakeRecogniser.installs = false
  expect(await fetchCaptioning(recognition)).toBe(false)
})
