import { afterEach, expect, test, vi } from 'vitest'
import { isUpdated } from './isUpdated.ts'

const OWN = 'https://office.example/assets/index-1.js'

afterEach(() => void vi.unstubAllGlobals())

test.each([
  ['the page’s own script is there: one of its parts was lost on the line', async () => ({ status: 200 }), false],
  ['its own script is gone: the server has a newer client', async () => ({ status: 404 }), true],
  ['the server is not well', async () => ({ status: 503 }), false],
  ['the server is away', () => Promise.reject(new TypeError('failed to fetch')), false],
])('%s', async (_, answer: () => Promise<{ status: number }>, updated) => {
  const asked = vi.fn(answer)
  vi.stubGlobal('document', { querySelector: () => ({ src: OWN }) })
  vi.stubGlobal('fetch', asked)
  expect(await isUpdated()).toBe(updated)
  expect(asked).toHaveBeenCalledWith(OWN, { method: 'HEAD', cache: 'no-store' })
})
