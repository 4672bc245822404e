import { ErrorBody, type ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import { RoomDiagnosis, RoomMoved, RoomRestarted } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { answersDiagnoses, diagnosis } from '../../testing/diagnosis.ts'
import { accountOf, participantOf, schedule } from '../../testing/people.ts'
import { connect, joinData, type Office, startOffice } from '../../testing/startOffice.ts'

const { meetingId } = schedule
const host = schedule.hostUnit.code
const ward = UnitCode.parse('o-mon.ward')

/** An office in whose meeting one room is, and somebody beside it with a role at a unit. */
async function running(role: 'itAdmin' | 'technician' | 'chair' | 'official', unit: UnitCode = host) {
  const office = await startOffice()
  await office.units.add([{ code: ward, parentCode: host, kind: 'ward', name: 'Phường' }])
  await inTransaction(office.db, (tx) =>
    tx
      .insertInto('account_role')
      .values({ account_id: accountOf('colleague'), role, unit_code: unit })
      .execute(),
  )
  const room = await connect(office, 'ward')
  await room.send('meeting:join', joinData)
  return { office, room, participantId: participantOf('ward') }
}

async function ask(office: Office, path: string, body: object = {}, who = 'colleague') {
  const answer = await fetch(`${office.url}/api/operations/meetings/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await office.tokenOf(who)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const json: unknown = await answer.json()
  return { status: answer.status, body: json }
}
const ofRoom = (participantId: ParticipantId, what: string) => `${meetingId}/rooms/${participantId}/${what}`
const codeOf = ({ body }: { readonly body: unknown }) => ErrorBody.parse(body).code

describe('16.12 who may', () => {
  test.each([
    ['itAdmin', host, 200, 200],
    ['technician', host, 200, 403],
    ['chair', host, 403, 403],
    ['official', host, 403, 403],
    // The room is of the unit above.
    ['itAdmin', ward, 403, 403],
  ] as const)('%s at %s: a room %d, the end %d', async (role, unit, onRoom, onEnd) => {
    const { office, participantId } = await running(role, unit)
    for (const what of ['move', 'restart'])
      expect((await ask(office, ofRoom(participantId, what))).status, what).toBe(onRoom)
    expect((await ask(office, `${meetingId}/end`)).status).toBe(onEnd)
  })

  test('who takes part in the meeting may not for that', async () => {
    const { office, participantId } = await running('itAdmin')
    expect((await ask(office, ofRoom(participantId, 'restart'), {}, 'chair')).status).toBe(403)
  })
})

test('16.12 the end is that of a chair: everyone is told, the meeting is over, and it cannot be ended twice', async () => {
  const { office, room } = await running('itAdmin')
  expect((await ask(office, `${meetingId}/end`)).status).toBe(200)
  await vi.waitFor(() =>
    expect(room.notices).toContainEqual(
      expect.objectContaining({
        name: 'events',
        events: [expect.objectContaining({ event: { type: 'meetingEnded' } })],
      }),
    ),
  )
  expect(await (await connect(office, 'chair')).send('meeting:join', joinData)).toMatchObject({
    ok: false,
    error: { code: 'meetingEnded' },
  })
  expect(codeOf(await ask(office, `${meetingId}/end`))).toBe('notFound')
})

test('16.12 a room is asked how it is, and its answer is the one that counts', async () => {
  const { office, room, participantId } = await running('technician')
  answersDiagnoses(room)
  const { body } = await ask(office, ofRoom(participantId, 'diagnosis'))
  expect(RoomDiagnosis.parse(body)).toEqual({ outcome: 'answered', diagnosis })
})

test('16.12 another room cannot answer for it, and what does not fit is refused', async () => {
  const { office, room, participantId } = await running('technician')
  const other = await connect(office, 'chair')
  await other.send('meeting:join', joinData)
  const answered = ask(office, ofRoom(participantId, 'diagnosis'))
  const asked = await vi.waitFor(() => {
    const notice = room.notices.find(({ name }) => name === 'diagnosisAsked')
    if (notice?.name !== 'diagnosisAsked') throw new Error('not asked yet')
    return notice
  })
  expect(other.notices.filter(({ name }) => name === 'diagnosisAsked')).toEqual([])
  const foreign = { ...diagnosis, page: { ...diagnosis.page, agent: 'another' } }
  await other.send('endpoint:diagnosis', { askId: asked.askId, diagnosis: foreign })
  const tooMuch = { ...diagnosis, devices: { ...diagnosis.devices, cameras: Array.from({ length: 13 }, () => 'x') } }
  expect(await room.send('endpoint:diagnosis', { askId: asked.askId, diagnosis: tooMuch })).toMatchObject({
    ok: false,
    error: { code: 'badRequest' },
  })
  await room.send('endpoint:diagnosis', { askId: asked.askId, diagnosis })
  expect(RoomDiagnosis.parse((await answered).body).diagnosis).toEqual(diagnosis)
})

test('16.12 what cannot be done is said: no other node, no media, no line, no such room', async () => {
  const { office, room, participantId } = await running('itAdmin')
  const asked = async (what: string) => (await ask(office, ofRoom(participantId, what))).body
  expect(RoomMoved.parse(await asked('move'))).toEqual({ outcome: 'stayed', node: null })
  expect(RoomRestarted.parse(await asked('restart'))).toEqual({ outcome: 'away' })
  room.raw.disconnect()
  await vi.waitFor(async () => expect(RoomMoved.parse(await asked('move')).outcome).toBe('away'))
  expect(RoomDiagnosis.parse(await asked('diagnosis'))).toEqual({ outcome: 'away', diagnosis: null })
  expect(codeOf(await ask(office, ofRoom(participantOf('nobody'), 'move')))).toBe('notFound')
  expect(codeOf(await ask(office, `m.other/end`))).toBe('notFound')
  expect((await ask(office, ofRoom(participantId, 'move'), { nodeId: 'a b' })).status).toBe(400)
})
