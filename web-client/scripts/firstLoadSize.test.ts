import { afterEach, expect, test, vi } from 'vitest'
import { buildWebClient } from '../../infra/start/buildWebClient.ts'
import { FIRST_LOAD_LIMIT, firstLoadSize } from './firstLoadSize.ts'

afterEach(() => vi.unstubAllEnvs())

test('the sign-in page loads less than 180 kB of script, gzipped, and no media code', async () => {
  // The runner says `test`, and React would come with its checks for developers.
  vi.stubEnv('NODE_ENV', 'production')
  // What offices get and browser tests look at, built again only if the sources are others: that takes most of a minute.
  const { files, gzipBytes } = await firstLoadSize(await buildWebClient())
  expect(gzipBytes).toBeLessThan(FIRST_LOAD_LIMIT)
  expect(gzipBytes).toBeGreaterThan(50_000)
  expect(files.some(({ file }) => file.includes('MeetingPage'))).toBe(false)
}, 300_000)
