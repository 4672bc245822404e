import { initialState, type LoggedEvent, reduce, RequestId } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { asks, opened as openedMeeting, optionId, voteData, voteId } from '../../testing/conduct.ts'
import {
  account,
  at,
  endpointOf,
  joinCommand,
  meetingId,
  NOON,
  openCommand,
  participantOf,
  producerOf,
  system,
} from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { MAX_EVENTS_IN_SYNC, Meeting } from './Meeting.ts'

async function open(given?: Awaited<ReturnType<typeof temporaryStore>>) {
  const store = given ?? (await temporaryStore())
  const log = new MeetingLogTable(store.db)
  const opened = { store, log, told: [] as LoggedEvent[], groups: [] as number[][], timesTaken: 0 }
  const meeting = await Meeting.open({
    meetingId,
    log,
    logger: silent,
    clock: () => NOON,
    onCommitted: (events) => {
      opened.told.push(...events)
      opened.groups.push(events.map(({ seq }) => seq))
    },
    onTaken: () => (opened.timesTaken += 1),
  })
  return Object.assign(opened, { meeting })
}

const replay = (events: readonly LoggedEvent[]) => events.reduce(reduce, initialState(meetingId))

test('2.1 what is acknowledged is in the log, and everyone was told before', async () => {
  const { meeting, log, told } = await open()
  const events = await meeting.execute(joinCommand('a'), { actor: account('a') })
  expect(events.map((e) => e.event.type)).toEqual(['meetingOpened', 'participantJoined'])
  expect(await log.read(meetingId, 0)).toEqual(events)
  expect(told).toEqual(events)
})

test('2.2, 2.3 many at once: seq without gaps, and the log gives the same state', async () => {
  const { meeting, log } = await open()
  const names = Array.from({ length: 20 }, (_, n) => `w${n}`)
  await Promise.all(names.map((name) => meeting.execute(joinCommand(name), { actor: account(name) })))
  await Promise.all(names.map((name) => meeting.execute(openCommand(name, 'mic'), { actor: at(name) })))
  await Promise.all(names.slice(0, 7).map((name) => meeting.execute({ type: 'leave' }, { actor: at(name) })))
  const logged = await log.read(meetingId, 0)
  expect(logged.map((e) => e.seq)).toEqual(logged.map((_, n) => n + 1))
  expect(replay(logged)).toEqual(meeting.state)
  expect(Object.keys(meeting.state.participants)).toHaveLength(13)
})

test('6.4 a meeting opened anew goes on where it was', async () => {
  const { meeting, store } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a') })
  const { meeting: again } = await open(store)
  expect(again.state).toEqual(meeting.state)
  expect(again.seq).toBe(2)
})

test('2.4 who has a seq gets the events since; who has none, too many or too old ones a snapshot', async () => {
  const { meeting } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a') })
  const producerId = producerOf('a', 'mic')
  await meeting.execute(openCommand('a', 'mic'), { actor: at('a') })
  expect(meeting.syncSince(2)).toMatchObject({ kind: 'events', events: [{ seq: 3 }] })
  expect(meeting.syncSince(3)).toEqual({ kind: 'events', events: [] })
  expect(meeting.syncSince(null)).toEqual({ kind: 'snapshot', seq: 3, state: meeting.state })
  expect(meeting.syncSince(99).kind, 'from a log that was lost').toBe('snapshot')
  for (let n = 0; n < MAX_EVENTS_IN_SYNC; n += 1) {
    await meeting.execute({ type: 'setProducerPaused', producerId, paused: n % 2 === 0 }, { actor: at('a') })
  }
  expect(meeting.syncSince(3)).toMatchObject({ kind: 'events' })
  expect(meeting.syncSince(2).kind).toBe('snapshot')
})

test('2.5 two writers: the one that loses steps down, decides nothing more, and whoever opens the meeting anew goes on', async () => {
  const one = await open()
  const two = await open(one.store)
  await one.meeting.execute(joinCommand('a'), { actor: account('a') })
  await expect(two.meeting.execute(joinCommand('b'), { actor: account('b') })).rejects.toMatchObject({
    code: 'elsewhere',
  })
  await expect(two.meeting.execute(joinCommand('c'), { actor: account('c') })).rejects.toMatchObject({
    code: 'elsewhere',
  })
  expect(two).toMatchObject({ told: [], timesTaken: 1, meeting: { seq: 0 } })
  const again = await open(one.store)
  await again.meeting.execute(joinCommand('b'), { actor: account('b') })
  expect(Object.keys(again.meeting.state.participants)).toEqual([participantOf('a'), participantOf('b')])
})

test('2.6 a log that cannot be written refuses the command, and nothing of it happened', async () => {
  const { meeting, store, told } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a') })
  const before = { state: meeting.state, told: told.length }
  store.raw.exec('PRAGMA query_only = ON')
  await expect(meeting.execute(openCommand('a', 'mic'), { actor: at('a') })).rejects.toMatchObject({
    code: 'storeUnavailable',
  })
  expect({ state: meeting.state, told: told.length }).toEqual(before)
  store.raw.exec('PRAGMA query_only = OFF')
  await meeting.execute(openCommand('a', 'mic'), { actor: at('a') })
  expect(meeting.seq).toBe(3)
})

test('2.1, 2.2 those who come in at once share a transaction and a notice, and whoever is refused stops nobody', async () => {
  const { meeting, store, groups } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a') })
  const all = await Promise.allSettled([
    ...['b', 'c'].map((name) => meeting.execute(joinCommand(name), { actor: account(name) })),
    meeting.execute({ ...joinCommand('d'), invitation: null }, { actor: account('d') }),
    meeting.execute(openCommand('a', 'mic'), { actor: at('a') }),
    meeting.execute(openCommand('a', 'camera'), { actor: at('a') }),
  ])
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value.map(({ seq }) => seq) : one.reason.code))).toEqual([
    [3],
    [4],
    'notFound',
    [5],
    [6],
  ])
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5, 6],
  ])
  const { meeting: again } = await open(store)
  expect(again.state).toEqual(meeting.state)
})

test('2.1, 6.3 what is lost at the media nodes at once shares a transaction and a notice with what is opened instead', async () => {
  const { meeting, groups } = await open()
  for (const name of ['a', 'b']) await meeting.execute(joinCommand(name), { actor: account(name) })
  for (const name of ['a', 'b']) await meeting.execute(openCommand(name, 'mic'), { actor: at(name) })
  groups.length = 0
  const [mic, other] = ['a', 'b'].map((name) => producerOf(name, 'mic'))
  if (!mic || !other) throw new Error('none')
  const lost = [mic, other].map((producerId) => ({ type: 'loseProducers' as const, producerIds: [producerId] }))
  await Promise.all([
    ...lost.map((command) => meeting.execute(command, { actor: { kind: 'system' } })),
    meeting.execute(openCommand('a', 'camera'), { actor: at('a') }),
  ])
  expect(groups.map((seqs) => seqs.length)).toEqual([3])
  expect(Object.keys(meeting.state.producers)).toEqual([producerOf('a', 'camera')])
})

test('2.1, 12.5 rooms that answer at once share a transaction and a notice; of secret ballots every one is counted', async () => {
  const { meeting, log, groups } = await open()
  for (const [command, actor] of openedMeeting) await meeting.execute(command, { actor })
  const [question, chair] = asks('chair', 'vote:open', voteData(1, { secret: true }))
  await meeting.execute(question, { actor: chair })
  const voters = [asks('a', 'vote:cast', choose('yes')), asks('b', 'vote:cast', choose('no'))]
  const confirms = ['a', 'b'].map((name) =>
    asks(name, 'rollCall:confirm', { unitCode: null, count: 1, people: [name] }),
  )
  groups.length = 0
  await Promise.all(voters.map(([command, actor]) => meeting.execute(command, { actor })))
  await Promise.all(confirms.map(([command, actor]) => meeting.execute(command, { actor })))
  expect(groups.map((seqs) => seqs.length)).toEqual([2, 2])
  expect(await log.tally(meetingId, voteId(1))).toEqual({ yes: 1, no: 1, abstain: 0 })
})

const choose = (name: string) => ({ voteId: voteId(1), optionId: optionId(name) })

test('2.6 of those who come in at once nobody is in when the log cannot be written', async () => {
  const { meeting, store, told } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a') })
  const before = { state: meeting.state, told: told.length }
  store.raw.exec('PRAGMA query_only = ON')
  const names = ['b', 'c', 'd']
  const all = await Promise.allSettled(
    names.map((name) => meeting.execute(joinCommand(name), { actor: account(name) })),
  )
  expect(all.map((one) => (one.status === 'rejected' ? one.reason.code : one.value))).toEqual(
    names.map(() => 'storeUnavailable'),
  )
  expect({ state: meeting.state, told: told.length }).toEqual(before)
  store.raw.exec('PRAGMA query_only = OFF')
  await Promise.all(names.map((name) => meeting.execute(joinCommand(name), { actor: account(name) })))
  expect(meeting.seq).toBe(5)
})

test('the log says who asked, and with which request', async () => {
  const { meeting, store } = await open()
  await meeting.execute(joinCommand('a'), { actor: account('a'), requestId: RequestId.parse('r1') })
  await meeting.execute({ type: 'loseLine', endpointId: endpointOf('a') }, { actor: system })
  const rows = await store.db.selectFrom('meeting_log').select(['actor', 'request_id']).orderBy('seq').execute()
  expect(rows).toEqual([
    { actor: 'a.a', request_id: 'r1' },
    { actor: 'a.a', request_id: 'r1' },
    { actor: null, request_id: null },
  ])
})

test('1.6 a request that another process has done before is not done again, whatever came since', async () => {
  const { meeting, store } = await open()
  for (const [command, actor] of [...openedMeeting, [{ type: 'leave' }, at('b')] as const])
    await meeting.execute(command, { actor })
  const [request, actor] = asks('a', 'floor:request', { itemId: null, speaker: '', note: '' })
  const asked = { actor, requestId: RequestId.parse('r-floor'), once: true }
  await meeting.execute(request, asked)
  await meeting.execute(
    ...(([withdraw, who]) => [withdraw, { actor: who }] as const)(asks('a', 'floor:withdraw', { participantId: null })),
  )
  const { meeting: again } = await open(store)
  expect(await again.execute(request, asked)).toEqual([])
  expect(again.state.conduct.queue).toEqual([])
  expect(await again.execute(request, { ...asked, requestId: RequestId.parse('r-other') })).toHaveLength(1)
})
