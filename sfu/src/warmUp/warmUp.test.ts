import { NodeId } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { OtherNodes } from '../meeting/NodeLine.ts'
import { WorkerPool } from '../node/WorkerPool.ts'
import { freePorts } from '../testing/freePorts.ts'
import { warmUp, type WarmUpOptions } from './warmUp.ts'

const log = pino({ level: 'silent' })
const nodeId = NodeId.parse('node')
const identity = { nodeId, version: '0', startedAt: 0, region: '', limits: { meetings: null, endpoints: null } }
const ports = { min: 32_000, max: 32_099 }
const nodes: OtherNodes = {
  nodeId,
  listen: { ip: '127.0.0.1', ports, encrypted: true },
  reach: () => Promise.reject(new Error('there is no other node')),
  tell: () => undefined,
}

async function warmedUp(isNeeded: WarmUpOptions['isNeeded']) {
  const settings = { listen: [{ ip: '127.0.0.1' }], rtcBasePort: await freePorts(1) }
  const pool = await WorkerPool.start(1, settings, log)
  onTestFinished(() => pool.close())
  const [worker] = pool.alive
  if (!worker) throw new Error('no worker')
  let routers = 0
  worker.worker.observer.on('newrouter', () => (routers += 1))
  await warmUp({ pool, identity, meetings: { nodes, pipes: { ports, lingerMs: 0 } }, isNeeded })
  const { routerIds } = await worker.worker.dump()
  return { routers, left: routerIds }
}

test('the made-up meeting is held at the worker, and nothing of it is left there', async () => {
  const { routers, left } = await warmedUp(() => false)
  expect(routers).toBeGreaterThan(0)
  expect(left).toEqual([])
}, 30_000)

test('once somebody needs the node it is held no longer', async () => {
  let asked = 0
  const { routers, left } = await warmedUp(() => (asked += 1) > 3)
  expect(routers).toBe(1)
  expect(left).toEqual([])
})
