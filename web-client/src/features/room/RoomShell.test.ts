import { afterEach, expect, test, vi } from 'vitest'
import { RoomShell } from './RoomShell.ts'

/** A worker of the page as the browser shows it; what it is told is kept. */
class FakeWorker extends EventTarget {
  readonly told: unknown[] = []

  postMessage(message: unknown): void {
    this.told.push(message)
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null
  waiting: FakeWorker | null = null
  active: FakeWorker | null = null
  asked = 0

  update(): Promise<void> {
    this.asked++
    return Promise.resolve()
  }

  /** The browser finds another worker at the server, and has it whole. */
  find(): FakeWorker {
    const worker = new FakeWorker()
    this.installing = worker
    this.dispatchEvent(new Event('updatefound'))
    this.installing = null
    this.waiting = worker
    worker.dispatchEvent(new Event('statechange'))
    return worker
  }
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration()
  controller: FakeWorker | null = null
  isRefused = false

  register(): Promise<FakeRegistration> {
    return this.isRefused ? Promise.reject(new Error('SSL certificate error')) : Promise.resolve(this.registration)
  }
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A page of a room; `isKept`: an earlier version of it serves the page already. */
async function page({ isKept = true, isRefused = false } = {}) {
  const container = new FakeContainer()
  container.isRefused = isRefused
  if (isKept) container.controller = container.registration.active = new FakeWorker()
  const reload = vi.fn<() => void>()
  vi.stubGlobal('navigator', { serviceWorker: container })
  vi.stubGlobal('location', { reload })
  const newer = vi.fn<(isThere: boolean) => void>()
  const shell = new RoomShell(newer)
  await Promise.resolve()
  await Promise.resolve()
  return { container, registration: container.registration, shell, newer, reload }
}

test('19.1 a newer client is told of when it is here whole, and is not taken by itself', async () => {
  const { registration, newer, reload } = await page()
  const worker = registration.find()
  expect(newer).toHaveBeenLastCalledWith(true)
  expect([worker.told, reload.mock.calls]).toEqual([[], []])
})

test('19.1 once it is wanted it takes over, and the page is loaded anew', async () => {
  const { registration, container, shell, reload } = await page()
  const worker = registration.find()
  shell.take()
  expect(worker.told).toEqual(['take'])
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).toHaveBeenCalledOnce()
})

test('19.1 the first worker of all takes over the page that it is made for: nothing is loaded anew', async () => {
  const { registration, container, newer, reload } = await page({ isKept: false })
  registration.find()
  expect(newer).toHaveBeenLastCalledWith(false)
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).not.toHaveBeenCalled()
})

test('19.1 another tab took the newer client while this one has left the room’s page: it goes on as it is', async () => {
  const { container, shell, reload } = await page()
  shell.close()
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).not.toHaveBeenCalled()
})

test('19.1 the server is asked every ten minutes', async () => {
  vi.useFakeTimers()
  const { registration, shell } = await page()
  vi.advanceTimersByTime(30 * 60_000)
  expect(registration.asked).toBe(3)
  shell.close()
  vi.advanceTimersByTime(30 * 60_000)
  expect(registration.asked).toBe(3)
})

test('19.1 where the browser does not trust the certificate the page goes on without', async () => {
  const { shell, newer } = await page({ isRefused: true })
  shell.take()
  expect(newer).not.toHaveBeenCalled()
})
