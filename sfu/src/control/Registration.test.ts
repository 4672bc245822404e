import { NodeId, PRESENCE_BEAT, PRESENCE_BEAT_MS, PRESENCE_LEAVE } from '@diem-cau/sfu-contract'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startDirectoryStandIn } from '../testing/startDirectoryStandIn.ts'
import { Registration } from './Registration.ts'

const nodeId = NodeId.parse('node-1')
const entry = { url: 'http://10.0.0.5:40900', region: 'o-mon' }
const soon = { timeout: 4 * PRESENCE_BEAT_MS }

/** A directory, and a node that registers there. */
async function registered() {
  const directory = await startDirectoryStandIn()
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line).msg) })
  const registration = Registration.start(directory.url, nodeId, entry, log)
  onTestFinished(() => registration.close())
  await vi.waitFor(() => expect(directory.evals.length).toBeGreaterThan(0), soon)
  return { directory, registration, lines }
}

test('6.11 a node says who it is and where, at once and again and again', async () => {
  const { directory } = await registered()
  const [script, keys, ...args] = directory.evals[0]!
  expect([script, keys]).toEqual([PRESENCE_BEAT, '2'])
  expect(args).toEqual(['diem-cau:nodes', 'diem-cau:nodes:seen', 'node-1', JSON.stringify(entry)])
  await vi.waitFor(() => expect(directory.evals.length).toBeGreaterThan(2), soon)
  expect(new Set(directory.evals.map(([one]) => one))).toEqual(new Set([PRESENCE_BEAT]))
})

test('6.11 a node that ends takes its name back, once, and says nothing after that', async () => {
  const { directory, registration } = await registered()
  await registration.close()
  await registration.close()
  const said = directory.evals.length
  expect(directory.evals.filter(([script]) => script === PRESENCE_LEAVE)).toHaveLength(1)
  expect(directory.evals.at(-1)?.slice(-1)).toEqual(['node-1'])
  await vi.waitFor(() => expect(directory.lineCount()).toBe(0))
  expect(directory.evals).toHaveLength(said)
})

test('6.11 while the directory is away that is logged once, and the node is registered as soon as it is back', async () => {
  const { directory, lines } = await registered()
  directory.evals.length = 0
  await directory.stop()
  await vi.waitFor(() => expect(lines).toHaveLength(1), soon)
  await directory.startAgain()
  await vi.waitFor(() => expect(directory.evals.length).toBeGreaterThan(0), soon)
  expect(lines).toEqual([
    'Redis cannot be reached: signaling does not find this node; what it carries goes on',
    'the directory of media nodes is there again',
  ])
})

test('6.11 a node starts and ends without a directory', async () => {
  const directory = await startDirectoryStandIn()
  await directory.stop()
  const registration = Registration.start(directory.url, nodeId, entry, pino({ level: 'silent' }))
  await registration.close()
  expect(directory.evals).toEqual([])
})
