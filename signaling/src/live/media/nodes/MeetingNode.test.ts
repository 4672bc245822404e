import { EndpointId, type MeetingSnapshot } from '@diem-cau/sfu-contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { meetingId } from '../../../testing/people.ts'
import { StandInNode } from '../../../testing/StandInNode.ts'
import { silent } from '../../../testing/temporaryStore.ts'
import { MediaNodes } from './MediaNodes.ts'
import { MeetingNode } from './MeetingNode.ts'

const GRACE_MS = 4_000
/** A node is waited for so long before it counts as one that does not answer, milliseconds. */
const FIRST_CONTACT_MS = 3_000
const idOf = (name: string) => EndpointId.parse(name)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A meeting's way to a node that has these of it, and what was told. */
function wayTo(...has: string[]) {
  const node = new StandInNode('one')
  if (has.length > 0) node.holds(meetingId, ...has)
  const told: string[] = []
  const mediaNodes = new MediaNodes([node], silent)
  const listing = (snapshot: MeetingSnapshot | null) =>
    snapshot?.endpoints.map(({ endpointId }) => endpointId).join(' ') ?? 'nothing'
  const way = new MeetingNode({
    meetingId,
    client: node,
    mediaNodes,
    logger: silent,
    graceMs: GRACE_MS,
    onLooked: (_, snapshot) => told.push(`has ${listing(snapshot)}`),
    onWay: ({ isGone }) => told.push(isGone ? 'gone' : 'way'),
  })
  return { node, way, told }
}

/** The same, up. */
async function up(...has: string[]) {
  const all = wayTo(...has)
  all.node.comesUp()
  all.way.look()
  await all.way.looked
  return all
}

test('6.4 a node that is up is looked at before anything is asked of it, and what it has is taken over', async () => {
  const { node, way, told } = wayTo('a', 'b')
  await expect(way.request('meeting:close', { meetingId })).rejects.toMatchObject({ code: 'unavailable' })
  expect([way.mayHaveUnseen, way.nodeId, way.address]).toEqual([true, null, null])
  node.comesUp()
  way.look()
  expect([way.isUp, way.mayHaveUnseen]).toEqual([false, true])
  await way.looked
  expect([way.isUp, way.mayHaveUnseen, told.at(-1)]).toEqual([true, false, 'has a b'])
  expect([way.nodeId, way.address?.url]).toEqual(['one', 'http://one'])
  expect(node.names).toContain('meeting:takeOver')
})

test('6.7 one that is back within its grace goes on with what it has', async () => {
  const { node, way, told } = await up('a')
  node.goesDown()
  way.onDown()
  await vi.advanceTimersByTimeAsync(GRACE_MS - 1)
  node.comesUp()
  way.look()
  await way.looked
  await vi.advanceTimersByTimeAsync(GRACE_MS)
  way.giveUp()
  expect([way.isUp, way.isGone, told.filter((one) => one !== 'way')]).toEqual([true, false, ['has a', 'has a']])
})

test('6.7 one that stays away is given up only when somebody says so, and is then emptied when it is back', async () => {
  const { node, way } = await up('a')
  node.goesDown()
  way.onDown()
  way.giveUp()
  expect(way.isGone, 'within its grace').toBe(false)
  await vi.advanceTimersByTimeAsync(GRACE_MS)
  expect(way.isGone, 'nobody else is up').toBe(false)
  way.giveUp()
  expect(way.isGone).toBe(true)
  node.comesUp()
  way.look()
  await way.looked
  expect([way.isUp, node.has(meetingId)]).toEqual([true, []])
})

test('6.10 one whose process has ended is not waited for', async () => {
  const { node, way } = await up('a')
  node.goesDown()
  way.onDown()
  way.onRefused()
  way.giveUp()
  expect(way.isGone).toBe(true)
})

test('a node that never answered is overdue once its grace is over', async () => {
  const { way } = wayTo()
  await vi.advanceTimersByTimeAsync(FIRST_CONTACT_MS + GRACE_MS)
  way.giveUp()
  expect([way.isGone, way.mayHaveUnseen]).toEqual([true, false])
})

test('a look that was overtaken tells nobody; the last one counts', async () => {
  const { node, way, told } = await up('a')
  told.length = 0
  node.goesDown()
  way.onDown()
  node.comesUp()
  way.look()
  const first = way.looked
  way.onDown()
  way.look()
  await Promise.all([first, way.looked])
  expect(told.filter((one) => one.startsWith('has'))).toEqual(['has a'])
})

test('a node that is there and does not say what it has is asked again', async () => {
  const { node, way, told } = wayTo('a')
  node.failsToList = true
  node.comesUp()
  way.look()
  await way.looked
  expect(way.isUp).toBe(false)
  node.failsToList = false
  await vi.advanceTimersByTimeAsync(1_000)
  await way.looked
  expect([way.isUp, told.at(-1)]).toEqual([true, 'has a'])
})

test('an endpoint that it could not be told to let go of is kept in mind, and told once', async () => {
  const { node, way } = await up('a', 'b')
  await way.leave(idOf('a'))
  expect(way.takeUnwanted()).toEqual([])
  node.goesDown()
  way.onDown()
  await way.leave(idOf('b'))
  expect([way.takeUnwanted(), way.takeUnwanted()]).toEqual([['b'], []])
})

test('closed, it is gone, and says nothing more', async () => {
  const { node, way, told } = wayTo('a')
  node.comesUp()
  way.look()
  way.close()
  told.length = 0
  await way.looked
  await vi.advanceTimersByTimeAsync(FIRST_CONTACT_MS + GRACE_MS)
  expect([way.isGone, told]).toEqual([true, []])
})
