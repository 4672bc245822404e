import { type EndpointId, type JoinMedia, type LoggedEvent, RequestId } from '@diem-cau/signaling-contract'
import { expect, test, vi } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import type { PlannedMeeting } from '../../domain/office/PlannedMeeting.ts'
import { deviceOf, joinCommand, meetingId, NOON, participantOf, schedule } from '../../testing/people.ts'
import { joinAsk } from '../../testing/joinAsk.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { testClient } from '../../testing/testClient.ts'
import { Admission, type AdmissionParts } from './Admission.ts'
import { Meeting } from './Meeting.ts'
import type { Client } from './Member.ts'
import { Members } from './Members.ts'

const participantId = participantOf('a')

/** A real meeting on a real log; its media, its doorstep and its lines write down what they are asked. */
async function meetingAt(plan: PlannedMeeting = schedule) {
  const { db } = await temporaryStore()
  const log = new MeetingLogTable(db)
  const asked: string[] = []
  const made = {
    answer: (): Promise<JoinMedia> => Promise.resolve({ kind: 'waiting' }),
    prepared: null as EndpointId | null,
  }
  const members = new Members()
  const tell = (events: readonly LoggedEvent[]) => members.broadcast({ name: 'events', meetingId, events: [...events] })
  const meeting = await Meeting.open({ meetingId, log, logger: silent, clock: () => NOON, onCommitted: tell })
  const parts: AdmissionParts = {
    meeting,
    members,
    media: {
      prepared: { of: () => made.prepared },
      joins: {
        join: (_client, { endpointId }) => {
          asked.push(`join ${endpointId}`)
          return made.answer()
        },
        record: (endpointId) => void asked.push(`record ${endpointId}`),
        resume: ({ endpointId }) => {
          asked.push(`resume ${endpointId}`)
          return made.answer()
        },
      },
      leave: async (endpointId) => void asked.push(`leave ${endpointId}`),
    },
    doorstep: { add: (who) => void asked.push(`wait ${who}`) },
    lines: {
      keep: (endpointId) => void asked.push(`keep ${endpointId}`),
      lose: (endpointId) => void asked.push(`lose ${endpointId}`),
    },
    schedule: plan,
    syncSince: (seq) => meeting.syncSince(seq),
  }
  const join = (client: Client, changes: Parameters<typeof joinAsk>[1] = {}) =>
    new Admission(parts, client, joinAsk('a', changes)).run()
  return { meeting, log, members, join, asked, made }
}

async function joined(admitted: Promise<Awaited<ReturnType<Admission['run']>>>) {
  const result = await admitted
  if (result.kind !== 'joined') throw new Error('it has to wait')
  return result
}

test('whoever comes in is attached with a state that has its own join, and with the media that was begun before', async () => {
  const { meeting, join, asked, members } = await meetingAt()
  const client = testClient()
  const { endpointId, response } = await joined(join(client))
  expect(response).toMatchObject({ participantId, endpointId, media: { kind: 'waiting' } })
  expect(response.sync).toMatchObject({ kind: 'snapshot', seq: meeting.seq })
  expect(asked).toEqual([`join ${endpointId}`, `keep ${endpointId}`, `record ${endpointId}`])
  expect(members.clients).toEqual([client])
})

test('5.8 what this client has prepared and names is its endpoint; any other name counts as none', async () => {
  const { join, made } = await meetingAt()
  made.prepared = joinCommand('a', { n: 7 }).endpointId
  expect((await joined(join(testClient(), { data: { prepared: made.prepared } }))).endpointId).toBe(made.prepared)
  const { join: joinOther } = await meetingAt()
  expect((await joined(joinOther(testClient(), { data: { prepared: made.prepared } }))).endpointId).not.toBe(
    made.prepared,
  )
})

test('3.3 who takes over has a new endpoint, and the former ends', async () => {
  const { join, asked } = await meetingAt()
  const [first, second] = [testClient(), testClient()]
  const { endpointId: former } = await joined(join(first))
  asked.length = 0
  const { endpointId } = await joined(join(second, { deviceId: deviceOf('a', 2), data: { takeover: true } }))
  expect(asked).toEqual([
    `join ${endpointId}`,
    `keep ${endpointId}`,
    `record ${endpointId}`,
    `keep ${former}`,
    `leave ${former}`,
  ])
  expect(first.told).toEqual(['ejected replaced'])
})

test('6.2 who resumes goes on with its endpoint; 1.6 a repeated join gets the media of the first', async () => {
  const { join, asked, made } = await meetingAt()
  const requestId = RequestId.parse('r1')
  const { endpointId } = await joined(join(testClient(), { requestId }))
  made.answer = () => Promise.resolve({ kind: 'kept' })
  asked.length = 0
  const again = await joined(join(testClient(), { data: { resume: { endpointId, seq: 1 } } }))
  expect(again.response).toMatchObject({ endpointId, media: { kind: 'kept' }, sync: { kind: 'events' } })
  expect(asked).toEqual([`keep ${endpointId}`, `resume ${endpointId}`])
  expect((await joined(join(testClient(), { requestId }))).response).toMatchObject({
    endpointId,
    media: { kind: 'waiting' },
  })
})

test('3.7 who has to be let in is on the doorstep, and nothing of media is begun', async () => {
  const { join, asked, meeting, members } = await meetingAt({ ...schedule, waitingRoom: true })
  expect(await join(testClient())).toEqual({ kind: 'waiting', because: 'waitingRoom' })
  expect(asked).toEqual([`wait ${participantId}`])
  expect(meeting.state.door.waiting).toMatchObject([{ participantId }])
  expect(members.clients).toEqual([])
})

test('2.6 a join that cannot be recorded ends what was begun for it, and one that is refused begins nothing', async () => {
  const { join, asked, log, members } = await meetingAt()
  await expect(join(testClient(), { invitation: null })).rejects.toMatchObject({ code: 'forbidden' })
  expect(asked).toEqual([])
  vi.spyOn(log, 'append').mockRejectedValueOnce(new Error('disk full'))
  await expect(join(testClient())).rejects.toMatchObject({ code: 'storeUnavailable' })
  const [begun] = asked
  expect(asked).toEqual([begun, begun?.replace('join', 'leave')])
  expect(members.clients).toEqual([])
})

test('6.1 when the media node fails after the join is on record the place is kept as that of a broken line', async () => {
  const { join, asked, made, members, meeting } = await meetingAt()
  made.answer = () => Promise.reject(new Error('node broken'))
  await expect(join(testClient())).rejects.toThrow('node broken')
  const endpointId = meeting.state.participants[participantId]?.endpointId
  expect(asked.at(-1)).toBe(`lose ${endpointId}`)
  expect(members.clients).toEqual([])
})

test('6.2 who was put out, or taken over from, while the media node was asked is not answered as being in the meeting', async () => {
  const { join, made, meeting } = await meetingAt()
  const resume = async (changes: Parameters<typeof joinAsk>[1]) => {
    const endpointId = meeting.state.participants[participantId]?.endpointId
    if (!endpointId) throw new Error('not in the meeting')
    const answer = Promise.withResolvers<JoinMedia>()
    const isAsked = Promise.withResolvers<void>()
    made.answer = () => {
      isAsked.resolve()
      return answer.promise
    }
    const resuming = join(testClient(), { ...changes, data: { resume: { endpointId, seq: 1 } } })
    await isAsked.promise
    made.answer = () => Promise.resolve({ kind: 'waiting' })
    return { resuming, answer }
  }
  await joined(join(testClient()))
  const first = await resume({})
  await joined(join(testClient(), { deviceId: deviceOf('a', 2), data: { takeover: true } }))
  first.answer.resolve({ kind: 'kept' })
  await expect(first.resuming).rejects.toMatchObject({ code: 'replaced' })

  const second = await resume({ deviceId: deviceOf('a', 2) })
  await meeting.execute({ type: 'putOut', participantId }, { actor: { kind: 'system' } })
  second.answer.resolve({ kind: 'kept' })
  await expect(second.resuming).rejects.toMatchObject({ code: 'notJoined' })
})
