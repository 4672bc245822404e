import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SelfFinding } from '@diem-cau/signaling-contract/operations'
import { MediaNodeList, TestLine } from '@diem-cau/signaling-contract/office'
import { expect, onTestFinished } from 'vitest'
import { bodyOf } from '../startCity.ts'
import { startControlStandIn } from '../startControlStandIn.ts'
import { quickTmp } from '../quickTmp.ts'
import { startOnRecord } from './startOnRecord.ts'

const fingerprint = Array.from({ length: 32 }, () => 'AA').join(':')

/** Media nodes: IT admins of a district may do nothing to what carries the meetings of others too. */
export async function nodeCalls(): Promise<void> {
  const { url, node } = await startControlStandIn()
  const { city, call, finish } = await startOnRecord('nodes', {
    sfu: { urls: [url], secret: 'x'.repeat(40) },
    diagnose: await programThatFinds([]),
  })
  const listed = async () => bodyOf(MediaNodeList, await city.as('cityadmin', 'GET', '/media-nodes')).nodes
  // One without workers has no room.
  await expect.poll(listed).toEqual([{ ...node, full: true }])
  const { nodeId } = node
  await call('POST /api/media-nodes/:nodeId/drain', {
    who: 'cityadmin',
    refused: [null, 'official', 'bacchair', 'technician', 'bacadmin'],
    params: { nodeId },
    body: { draining: true },
    about: [['node', nodeId, 'tp']],
  })
  expect(node.draining).toBe(true)
  const who = { who: 'cityadmin', refused: [null, 'official', 'technician', 'bacadmin'], params: { nodeId }, body: {} }
  await call('POST /api/media-nodes/:nodeId/test', who)
  const { lineId } = TestLine.parse((await call('POST /api/media-nodes/:nodeId/lines', who)).body)
  await call('POST /api/media-nodes/:nodeId/lines/:lineId/connect', {
    ...who,
    params: { nodeId, lineId },
    body: { dtlsParameters: { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: fingerprint }] } },
  })
  await call('POST /api/operations/self-check', { ...who, params: {}, about: [[null, null, 'tp']] })
  await finish()
}

/** What `npm run diagnose` is to the server: it prints findings and writes an archive. */
async function programThatFinds(findings: readonly SelfFinding[]): Promise<string> {
  const folder = await mkdtemp(join(await quickTmp(), 'diem-cau-diagnose-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const program = join(folder, 'diagnose.mjs')
  await writeFile(
    program,
    `import { writeFileSync } from 'node:fs'
writeFileSync(process.argv[2], 'archive')
console.log(${JSON.stringify(JSON.stringify({ findings }))})`,
  )
  return program
}
