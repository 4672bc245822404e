import { type Account, MeetingError, type Notice } from '@diem-cau/signaling-contract'
import { type Resource, ResourceId } from '@diem-cau/signaling-contract/operations'
import { expect, test } from 'vitest'
import { joinAsk } from '../../testing/joinAsk.ts'
import { silent } from '../../testing/temporaryStore.ts'
import type { Watcher } from '../desk/OperationsDesk.ts'
import type { Scene } from '../live/Scene.ts'
import { Feed } from './Feed.ts'

const server = (health: Resource['health']): Resource => ({
  id: ResourceId.parse('service:disk'),
  kind: 'service',
  name: 'disk',
  health,
  since: 0,
  findings: [],
  sampledAt: 0,
  sample: [],
  unitCode: null,
  meetingId: null,
  participantId: null,
  facts: null,
  node: null,
  report: null,
  nodeSide: null,
})
const scene = (health: Resource['health']): Scene => ({
  at: 0,
  resources: [{ resource: server(health), hostUnit: null }],
  meetings: [],
})

/** A feed for one who may see everything, until told otherwise; the clock stands. */
async function setUp() {
  const may = { see: true }
  const clock = { now: 0 }
  const feed = new Feed({
    scopeOf: async () => {
      if (!may.see) throw new MeetingError('forbidden')
      return { servers: true, units: null }
    },
    clock: () => clock.now,
    logger: silent,
  })
  const told: Notice[] = []
  const line = { isConnected: true, isFree: true }
  const account: Account = joinAsk('chair').account
  const watcher: Watcher = {
    account,
    askedFor: null,
    get isConnected() {
      return line.isConnected
    },
    get isFree() {
      return line.isFree
    },
    notify: (notice) => void told.push(notice),
  }
  await feed.watch(watcher, { kind: 'servers' }, async () => scene('good'))
  return { feed, told, line, may, clock, watcher }
}

test('16.3 to a line that is slow nothing is piled up: it is told all once it is free', async () => {
  const { feed, told, line } = await setUp()
  line.isFree = false
  feed.tell(scene('weak'))
  feed.tell(scene('bad'))
  expect(told).toEqual([])
  line.isFree = true
  feed.tell(scene('bad'))
  feed.tell(scene('bad'))
  expect(told).toMatchObject([{ change: { changed: [{ health: 'bad' }] } }])
})

test('16.3 who is gone is told nothing more, and nobody watches then', async () => {
  const { feed, told, line } = await setUp()
  line.isConnected = false
  feed.tell(scene('bad'))
  expect([told, feed.isWatched]).toEqual([[], false])
})

test('16.4 from whom the role is taken the view is taken too', async () => {
  const { feed, told, may, clock } = await setUp()
  may.see = false
  clock.now = 30_000
  feed.tell(scene('good'))
  await new Promise((resolve) => void setImmediate(resolve))
  feed.tell(scene('good'))
  expect(told).toMatchObject([{ change: { gone: ['service:disk'] } }])
})
