import { MeetingError } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { cameraOpened, joinAnswer, logged, me, meetingId, other } from '../testing/aMeeting.ts'
import { FakeDevice } from '../testing/FakeDevice.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { usePage } from '../testing/usePage.ts'
import { MeetingClient } from './MeetingClient.ts'
import { reloadMark } from './reloadMark.ts'

usePage()

async function opened() {
  const { socket, line } = fakeSocket()
  const client = new MeetingClient(meetingId, 'delegate', { socket, load: () => Promise.resolve(new FakeDevice()) })
  client.open()
  await line.up()
  return { client, socket, line, phase: () => client.store.getState().phase }
}

async function inMeeting() {
  reloadMark.clear()
  const all = await opened()
  all.client.join()
  await settled()
  await all.line.asked('meeting:join').answer(joinAnswer())
  expect(all.phase().kind).toBe('inMeeting')
  return all
}

test('in the lobby media is prepared, and nobody joins without a click', async () => {
  reloadMark.clear()
  const { line, client } = await opened()
  expect(line.names()).toEqual(['media:describe'])
  client.dispose()
})

test('a page that was reloaded in the middle of the meeting goes on into it', async () => {
  reloadMark.set(meetingId)
  const { line, client } = await opened()
  await line.asked('media:describe').answer({ routerRtpCapabilities: null })
  expect(line.names()).toEqual(['media:describe', 'meeting:join'])
  client.dispose()
})

test('events are told once, and what was written before is read a moment after coming in', async () => {
  const { client, line } = await inMeeting()
  const told: string[] = []
  client.event$.on(({ event }) => told.push(event.type))
  line.notice({ name: 'events', meetingId, events: [cameraOpened] })
  line.notice({ name: 'events', meetingId, events: [cameraOpened] })
  expect(told).toEqual(['producerOpened'])
  await vi.advanceTimersByTimeAsync(200)
  await line.asked('chat:history').answer({
    messages: [{ messageId: 'x', at: 1, from: other, fromName: 'Chủ tọa', to: 'all', text: 'Xin chào' }],
  })
  expect(client.chat.store.getState().messages).toHaveLength(1)
  client.dispose()
})

test('7.6 the end of the meeting leads out of it', async () => {
  const { line, phase, client } = await inMeeting()
  line.notice({ name: 'events', meetingId, events: [logged(4, { type: 'meetingEnded' })] })
  expect(phase()).toEqual({ kind: 'ended' })
  client.dispose()
})

test('4.2 a seat that changes in the meeting is followed: an observer’s microphone is let go', async () => {
  const { line, client } = await inMeeting()
  await client.local.setMic(true)
  expect(client.local.mic.state.kind).toBe('on')
  line.notice({
    name: 'events',
    meetingId,
    events: [logged(4, { type: 'seatChanged', participantId: me, seat: 'observer', by: other })],
  })
  await settled()
  expect(client.local.mic.state.kind).toBe('off')
  client.dispose()
})

test('3.10 whoever is put out is told by whom it was and why', async () => {
  const { line, phase, client } = await inMeeting()
  line.notice({ name: 'ejected', error: { ...new MeetingError('expelled').toBody(), reason: 'ồn' } })
  expect(phase()).toEqual({ kind: 'expelled', barred: false, reason: 'ồn' })
  client.backToLobby()
  expect(phase().kind).toBe('lobby')
  client.dispose()
})

test('3.5 leaving is told to the server, and the page does not wait for its word', async () => {
  const { line, phase, client } = await inMeeting()
  void client.leave()
  expect([phase().kind, line.names().at(-1)]).toEqual(['left', 'meeting:leave'])
  client.dispose()
})

test('a client that was left for another page says nothing more: another one may be in the meeting by then', async () => {
  const { line, phase, client } = await inMeeting()
  client.dispose()
  expect(line.names().at(-1)).toBe('meeting:leave')
  reloadMark.set(meetingId)
  line.notice({ name: 'ejected', error: new MeetingError('expelled').toBody() })
  expect([phase().kind, reloadMark.isSet(meetingId)]).toEqual(['left', true])
  await line.asked('meeting:leave').answer({})
  expect(line.active).toBe(false)
})

test('the times of the conduct are by the server’s clock', async () => {
  reloadMark.clear()
  const { line, client } = await opened()
  line.notice({ name: 'welcome', serverTime: Date.now() + 90_000, serverId: 'test' })
  expect(client.now() - Date.now()).toBe(90_000)
  client.dispose()
})
