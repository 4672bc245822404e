import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { freePorts } from '../testing/freePorts.ts'
import { MediaWorker } from './MediaWorker.ts'

test("a worker wakes for its pacer as seldom as its estimator allows, and keeps mediasoup's own field trial", async () => {
  const worker = await MediaWorker.start(0, { listen: [{ ip: '127.0.0.1' }], rtcBasePort: await freePorts(1) })
  onTestFinished(() => worker.close())
  const trials = readFileSync(`/proc/${worker.pid}/cmdline`, 'utf8')
    .split('\0')
    .find((argument) => argument.startsWith('--libwebrtcFieldTrials='))
  expect(trials).toContain('/WebRTC-Pacer-MinPacketLimitMs/25/')
  expect(trials).toContain('=WebRTC-Bwe-AlrLimitedBackoff/Enabled/')
  expect(trials).toContain('/WebRTC-Bwe-ProbingBehavior/max_probe_delay:20ms/')
})
