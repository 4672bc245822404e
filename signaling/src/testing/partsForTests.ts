import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { ServerAddress } from '../edge/http/ServerAddress.ts'
import { Parts } from '../start/Parts.ts'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { type StartSettings, startSettings } from '../start/startSettings.ts'
import { optionsForTests } from './optionsForTests.ts'

/** Makes what the parts of a server are started with one by one; all is closed after the test. */
export async function partsForTests(changes: Partial<SignalingOptions> = {}) {
  const settings: StartSettings = startSettings(await optionsForTests(changes))
  const parts = new Parts(settings.logger)
  onTestFinished(() => parts.close())
  const server = createServer()
  onTestFinished(() => void server.close())
  const address = new ServerAddress({
    server,
    host: settings.host,
    isHttps: false,
    publicUrl: settings.publicUrl ?? null,
  })
  return { settings, parts, server, address }
}
