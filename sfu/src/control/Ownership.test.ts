import { expect, test } from 'vitest'
import { cameraParameters } from '../testing/fakeMedia.ts'
import { join, refusal, testNode } from '../testing/testNode.ts'

test('the first to join owns the meeting, and every request about it is for the owner alone', async () => {
  const node = await testNode()
  const [owner, other] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  const { producerId } = await owner.request('endpoint:produce', {
    endpointId: 'a',
    source: 'camera',
    rtpParameters: cameraParameters(),
    paused: false,
  })
  const endpointId = 'a'
  const refused = [
    join(other, 'b'),
    join(other, 'a'),
    other.request('endpoint:capabilities', { endpointId, rtpCapabilities: { codecs: [], headerExtensions: [] } }),
    other.request('endpoint:restartIce', { endpointId, direction: 'send' }),
    other.request('endpoint:produce', {
      endpointId,
      source: 'camera',
      rtpParameters: cameraParameters(),
      paused: false,
    }),
    other.request('endpoint:setProducerPaused', { endpointId, producerId, paused: true }),
    other.request('endpoint:closeProducer', { endpointId, producerId }),
    other.request('endpoint:subscribe', { endpointId, sources: [] }),
    other.request('endpoint:resume', { endpointId, consumerIds: [] }),
    other.request('endpoint:stats', { endpointId }),
    other.request('endpoint:leave', { endpointId }),
    other.request('meeting:close', { meetingId: 'meeting' }),
  ]
  for (const request of refused) expect(await refusal(request)).toBe('notYours')
  expect((await other.request('meeting:list', {})).meetings).toMatchObject([
    { meetingId: 'meeting', owner: 's1', endpoints: [{ endpointId: 'a', producers: [{ producerId, paused: false }] }] },
  ])
})

test('of two who join at once one owns the meeting, and the other is refused', async () => {
  const node = await testNode()
  const [one, two] = [await node.connect('s1'), await node.connect('s2')]
  const outcomes = await Promise.allSettled([join(one, 'a'), join(two, 'b')])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an owner takes a meeting over, and the former is told', async () => {
  const node = await testNode()
  const [former, next] = [await node.connect('s1'), await node.connect('s2')]
  await join(former, 'a')
  const snapshot = await next.request('meeting:takeOver', { meetingId: 'meeting' })
  expect(snapshot).toMatchObject({ meetingId: 'meeting', owner: 's2', endpoints: [{ endpointId: 'a' }] })
  expect(await former.notice('meetingTaken')).toMatchObject({ meetingId: 'meeting', owner: 's2' })
  expect(await refusal(join(former, 'b'))).toBe('notYours')
  await join(next, 'b')
})

test("taking over what is one's own changes nothing, what is nowhere is not found", async () => {
  const node = await testNode()
  const client = await node.connect()
  await join(client, 'a')
  await client.request('meeting:takeOver', { meetingId: 'meeting' })
  expect(client.notices.map(({ name }) => name)).not.toContain('meetingTaken')
  expect(await refusal(client.request('meeting:takeOver', { meetingId: 'nowhere' }))).toBe('meetingNotFound')
})

test('endpoints survive a lost connection, and their owner goes on with them when it is back in time', async () => {
  const node = await testNode({ graceMs: 300, reportMs: 100 })
  const [owner, watcher] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  owner.close()
  // The watcher sees no owner as soon as the node has noticed.
  await expect.poll(async () => (await watcher.request('meeting:list', {})).meetings[0]?.owner).toBeNull()
  expect(await refusal(join(watcher, 'b'))).toBe('notYours')
  const back = await node.connect('s1')
  for (let reports = 0; reports < 4; reports += 1) {
    back.notices.length = 0
    await back.notice('nodeReport')
  }
  // The grace period is over by now: it was ended by the return, not by its timer.
  await back.request('endpoint:restartIce', { endpointId: 'a', direction: 'recv' })
  expect((await back.request('meeting:list', {})).meetings).toMatchObject([
    { owner: 's1', endpoints: [{ endpointId: 'a' }] },
  ])
})

test('another owner that takes over ends the grace period', async () => {
  const node = await testNode({ graceMs: 200, reportMs: 100 })
  const [owner, next] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  owner.close()
  await expect.poll(async () => (await next.request('meeting:list', {})).meetings[0]?.owner).toBeNull()
  await next.request('meeting:takeOver', { meetingId: 'meeting' })
  for (let reports = 0; reports < 3; reports += 1) {
    next.notices.length = 0
    await next.notice('nodeReport')
  }
  expect((await next.request('meeting:list', {})).meetings).toMatchObject([
    { owner: 's2', endpoints: [{ endpointId: 'a' }] },
  ])
})

test('a meeting whose owner stays away is closed when the grace period is over', async () => {
  const node = await testNode({ graceMs: 50 })
  const [owner, other] = [await node.connect('s1'), await node.connect('s2')]
  await join(owner, 'a')
  owner.close()
  await expect.poll(async () => (await other.request('meeting:list', {})).meetings).toEqual([])
  // It belongs to nobody now.
  await join(other, 'a')
})
