import { LegId, reduce } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { cameraOpened, joinAnswer, meetingId, me, whole } from '../testing/aMeeting.ts'
import { FakeDevice, freshMedia, openedConsumer } from '../testing/FakeDevice.ts'
import { fakeSocket, settled } from '../testing/FakeLine.ts'
import { usePage } from '../testing/usePage.ts'
import { DeviceMedia } from './DeviceMedia.ts'
import { MeetingStay } from './MeetingStay.ts'
import { OwnLine } from './OwnLine.ts'
import { reloadMark } from './reloadMark.ts'
import { SharedMeeting } from './SharedMeeting.ts'

usePage()

async function stayAt() {
  reloadMark.clear()
  const { socket, line } = fakeSocket()
  const device = new DeviceMedia(meetingId, 'delegate', socket, () => Promise.resolve(new FakeDevice()))
  const { store } = device
  const meeting = new SharedMeeting({
    meetingId,
    store,
    resync: (seq) => socket.request('meeting:resync', { seq }),
    onEvent: () => undefined,
  })
  let inside = 0
  const stay = new MeetingStay({
    meetingId,
    store,
    socket,
    device,
    meeting,
    line: new OwnLine(store),
    onInside: () => void inside++,
  })
  socket.state$.on((state) => state === 'down' && stay.onSocketDown())
  socket.welcomed$.on(() => stay.onWelcomed())
  socket.open()
  await line.up()
  const count = (name: string) => line.names().filter((one) => one === name).length
  return {
    stay,
    store,
    line,
    device,
    meeting,
    socket,
    count,
    phase: () => store.getState().phase,
    connection: () => store.getState().connection.kind,
    inside: () => inside,
  }
}

async function inMeeting() {
  const all = await stayAt()
  all.stay.join(false)
  await settled()
  await all.line.asked('meeting:join').answer(joinAnswer())
  expect(all.phase()).toEqual({ kind: 'inMeeting', me })
  return all
}

test('3.1 a click joins once, and the meeting is laid out when it is answered', async () => {
  const { stay, line, phase, store, count, inside } = await stayAt()
  stay.join(false)
  stay.join(false)
  await settled()
  expect([phase().kind, count('meeting:join')]).toEqual(['lobby', 1])
  await vi.advanceTimersByTimeAsync(150)
  expect(phase().kind).toBe('joining')
  await line.asked('meeting:join').answer(joinAnswer())
  expect([phase(), store.getState().order.length, inside()]).toEqual([{ kind: 'inMeeting', me }, 2, 1])
  expect(reloadMark.isSet(meetingId)).toBe(true)
})

test('going in and all of the meeting are shown in one, or what is around the pictures would be laid out before them', async () => {
  const { stay, line, store } = await stayAt()
  const shown: (readonly [string, number])[] = []
  store.subscribe(({ phase, order }) => void shown.push([phase.kind, order.length]))
  stay.join(false)
  await settled()
  await line.asked('meeting:join').answer(joinAnswer())
  expect(shown.filter(([phase, rooms]) => (phase === 'inMeeting') !== rooms > 0)).toEqual([])
  expect(shown.at(-1)).toEqual(['inMeeting', 2])
})

test('the first pictures come before the meeting is laid out, for as long as that may take', async () => {
  const sending = { ...whole, producers: reduce(whole, cameraOpened).producers }
  const quick = await stayAt()
  quick.stay.join(false)
  await settled()
  await quick.line.asked('meeting:join').answer(joinAnswer({ kind: 'fresh', ...freshMedia('a') }, sending))
  expect(quick.phase().kind).toBe('lobby')
  await quick.device.link.onConsumersOpened({ leg: LegId.parse(1), consumers: [openedConsumer('c1')] })
  quick.stay.onPictures()
  expect(quick.phase().kind).toBe('inMeeting')
  const slow = await stayAt()
  slow.stay.join(false)
  await settled()
  await slow.line.asked('meeting:join').answer(joinAnswer({ kind: 'waiting' }, sending))
  await vi.advanceTimersByTimeAsync(250)
  expect(slow.phase().kind).toBe('inMeeting')
})

test('a join that is refused leads back to the lobby and says why', async () => {
  const { stay, line, phase, store } = await stayAt()
  stay.join(false)
  await settled()
  await line.asked('meeting:join').refuse('alreadyJoined', { deviceName: 'PC phòng họp' })
  expect([phase().kind, store.getState().joinFailure]).toEqual([
    'lobby',
    { code: 'alreadyJoined', deviceName: 'PC phòng họp' },
  ])
  stay.join(true)
  await settled()
  expect(line.asked('meeting:join').data.takeover).toBe(true)
})

test('3.7 let in while the answer to wait is on its way: it joins again by itself', async () => {
  const { stay, line, phase, count } = await stayAt()
  stay.join(false)
  await settled()
  stay.onLetIn()
  await line.asked('meeting:join').refuse('waitingRoom')
  await settled()
  expect(count('meeting:join')).toBe(2)
  await line.asked('meeting:join').refuse('meetingLocked')
  expect(phase()).toEqual({ kind: 'waiting', locked: true })
  stay.onLetIn()
  await settled()
  await line.asked('meeting:join').answer(joinAnswer())
  expect(phase().kind).toBe('inMeeting')
})

test('3.8 back in the lobby the answer of a join that was on its way is nobody’s', async () => {
  const { stay, line, phase } = await stayAt()
  stay.join(false)
  await settled()
  const asked = line.asked('meeting:join')
  stay.leave({ kind: 'lobby' })
  await asked.answer(joinAnswer())
  stay.onLetIn()
  await settled()
  expect([phase().kind, stay.isComing]).toEqual(['lobby', false])
})

test('6.1 after a broken line the same place is asked for, and until then nobody is told that it is back', async () => {
  const { stay, line, connection, phase, count } = await inMeeting()
  await line.asked('media:capabilities').answer({})
  line.down()
  expect(connection()).toBe('reconnecting')
  await line.up()
  expect(connection()).toBe('reconnecting')
  expect(line.asked('meeting:join').data).toMatchObject({
    resume: { endpointId: 'e-me', seq: 3, leg: 1 },
    prepared: null,
  })
  await line.asked('meeting:join').refuse('internal')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(count('meeting:join')).toBe(3)
  await line.asked('meeting:join').answer(joinAnswer({ kind: 'kept' }))
  expect([connection(), phase().kind, stay.place?.me]).toEqual(['online', 'inMeeting', me])
})

test('6.1 whoever was away for too long waits at the door as anybody else, with a line that is there', async () => {
  const { line, connection, phase, store, device } = await inMeeting()
  line.down()
  await line.up()
  await line.asked('meeting:join').refuse('waitingRoom')
  expect([phase().kind, connection(), store.getState().order]).toEqual(['waiting', 'online', []])
  expect(device.link.state).toBe('none')
})

test('a line that breaks while one waits is told to be back when it is, though one still waits', async () => {
  const { stay, line, connection, phase } = await stayAt()
  stay.join(false)
  await settled()
  await line.asked('meeting:join').refuse('waitingRoom')
  line.down()
  expect(connection()).toBe('reconnecting')
  await line.up()
  await line.asked('meeting:join').refuse('waitingRoom')
  expect([phase().kind, connection()]).toEqual(['waiting', 'online'])
})

test('a line that breaks before the meeting is laid out leads back into it', async () => {
  const sending = { ...whole, producers: reduce(whole, cameraOpened).producers }
  const { stay, line, phase, count } = await stayAt()
  stay.join(false)
  await settled()
  await line.asked('meeting:join').answer(joinAnswer({ kind: 'waiting' }, sending))
  line.down()
  await line.up()
  expect(count('meeting:join')).toBe(2)
  await line.asked('meeting:join').answer(joinAnswer({ kind: 'waiting' }, sending))
  await vi.advanceTimersByTimeAsync(250)
  expect(phase().kind).toBe('inMeeting')
})

test('7.6 once the meeting has ended the line is let go', async () => {
  const { stay, phase, socket } = await inMeeting()
  stay.leave({ kind: 'ended' })
  expect([phase().kind, socket.state, reloadMark.isSet(meetingId)]).toEqual(['ended', 'closed', false])
})
