import {
  GuestSignedIn,
  Minutes,
  OutboxMail,
  PaperLink,
  PaperList,
  Plan,
  type PlanInput,
  Room,
} from '@diem-cau/signaling-contract/office'
import { AccountId } from '@diem-cau/signaling-contract'
import { expect } from 'vitest'
import type { z } from 'zod'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { heldMeeting, logOf } from '../heldMeeting.ts'
import { pdf } from '../paperSamples.ts'
import { accountOf, HOUR, meetingId as heldId } from '../people.ts'
import { bodyOf, type City, refusalOf } from '../startCity.ts'
import { startOnRecord } from './startOnRecord.ts'

type PlanFields = z.input<typeof PlanInput>

/** A meeting of the district, with a ward and a guest. */
function planOf(changes: Partial<PlanFields> = {}): PlanFields {
  const startsAt = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR
  return {
    title: 'Giao ban đầu tuần',
    hostUnitCode: 'tp.bac',
    chairId: accountOf('bacchair'),
    startsAt,
    endsAt: startsAt + HOUR,
    invite: [{ type: 'unit', code: 'tp.bac.mot' }],
    guests: [{ guestId: null, name: 'Khách', email: 'khach@example.vn' }],
    settings: {},
    ...changes,
  }
}

const planned = async (city: City, changes: Partial<PlanFields> = {}) =>
  bodyOf(Plan, await city.as('bacsecretary', 'POST', '/schedule/meetings', { draft: false, plan: planOf(changes) }))

/** Meetings as they are planned. */
export async function scheduleCalls(): Promise<void> {
  const { call, finish } = await startOnRecord('schedule')
  const by = { who: 'bacsecretary', refused: [null, 'official', 'bacadmin', 'namadmin'] }
  const plan = planOf()
  const made = bodyOf(
    Plan,
    await call('POST /api/schedule/meetings', {
      ...by,
      body: { draft: true, plan },
      about: ({ body }) => [['meeting', Plan.parse(body).meetingId, 'tp.bac']],
    }),
  )
  const draft = {
    ...by,
    params: { meetingId: made.meetingId },
    about: [['meeting', made.meetingId, 'tp.bac'] as const],
  }
  await call('DELETE /api/schedule/meetings/:meetingId', { ...draft, query: `?version=${made.version}` })

  const { meetingId, version } = bodyOf(
    Plan,
    await call('POST /api/schedule/meetings', {
      ...by,
      body: { draft: false, plan },
      about: ({ body }) => [['meeting', Plan.parse(body).meetingId, 'tp.bac']],
    }),
  )
  const it = { ...by, params: { meetingId }, about: [['meeting', meetingId, 'tp.bac'] as const] }
  const edited = bodyOf(
    Plan,
    await call('PUT /api/schedule/meetings/:meetingId', {
      ...it,
      body: { version, draft: false, plan: { ...plan, title: 'Giao ban tháng' } },
    }),
  )
  await call('POST /api/schedule/meetings/:meetingId/invited', {
    ...it,
    body: { units: ['tp.nam.ba'], guests: [{ name: 'Khách thêm' }] },
  })
  await call('POST /api/schedule/meetings/:meetingId/rehearsal', {
    ...it,
    body: { startsAt: plan.startsAt - HOUR, endsAt: plan.startsAt - HOUR / 2 },
    about: ({ body }) => [['meeting', Plan.parse(body).meetingId, 'tp.bac']],
  })
  await call('POST /api/schedule/now', {
    ...by,
    body: { title: 'Họp đột xuất', hostUnitCode: 'tp.bac', invite: plan.invite },
    about: ({ body }) => [['meeting', Plan.parse(body).meetingId, 'tp.bac']],
  })
  await call('POST /api/schedule/conflicts', { ...by, body: { meetingId, plan } })
  await call('POST /api/schedule/resolve', {
    who: 'bacsecretary',
    refused: [null, 'nobody'],
    body: { rules: plan.invite },
  })
  await call('POST /api/schedule/recurrence', {
    who: 'bacsecretary',
    refused: [null],
    body: { startsAt: plan.startsAt, endsAt: plan.endsAt, recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' } },
  })
  await call('POST /api/schedule/meetings/:meetingId/cancel', {
    ...it,
    body: { version: edited.version + 1, reason: 'Bão' },
  })
  await finish()
}

/** Calls the routes by which the invited answer, by sign-in and by link, and those of the mail to them. */
export async function invitationCalls(): Promise<void> {
  const { call, appended, secret, finish, city } = await startOnRecord('invitations')
  const { roomId } = bodyOf(
    Room,
    await city.as('bacadmin', 'POST', '/rooms', { name: 'Phòng họp', unitCode: 'tp.bac.mot' }),
  )
  const plan = await planned(city)
  const { meetingId } = plan
  const it = { params: { meetingId }, about: [['meeting', meetingId, 'tp.bac'] as const] }
  const given = { unitCode: 'tp.bac.mot', answer: 'attending', people: [{ name: 'Lê Văn A' }] }
  await call('PUT /api/meetings/:meetingId/answer', {
    ...it,
    who: 'official',
    refused: [null, 'bacadmin', 'nobody'],
    body: given,
  })
  await call('PUT /api/invitations/answer', {
    about: it.about,
    who: 'official',
    refused: [null, 'bacadmin', 'nobody'],
    body: { for: ['tp.bac.mot'], answer: 'declined', dates: [{ meetingId, startsAt: plan.startsAt }] },
  })
  await call('POST /api/inbox/read', { who: 'official', refused: [null], body: { itemIds: null } })
  const answerToken = city.post.tokens.answer(meetingId, 'u:tp.bac.mot', false)
  secret(answerToken)
  await call('POST /api/answer/:token', {
    who: null,
    params: { token: answerToken },
    about: it.about,
    body: { ...given, answer: 'declined', people: [] },
  })
  await call('PUT /api/meetings/:meetingId/rooms/:roomId/people', {
    ...it,
    who: 'official',
    refused: [null, 'bacadmin', 'nobody'],
    params: { meetingId, roomId },
    body: { people: [{ name: 'Lê Văn A' }] },
  })
  const arrivalToken = city.post.tokens.arrival(meetingId, roomId, Date.now() + 60_000)
  secret(arrivalToken)
  await call('POST /api/arrivals', { ...it, params: {}, who: 'nobody', refused: [null], body: { token: arrivalToken } })

  const guest = plan.guests[0]?.guestId ?? ''
  const { id: guestId, unit_code: guestUnit } = await city.db
    .selectFrom('account')
    .select(['id', 'unit_code'])
    .where('id', '=', AccountId.parse(guest))
    .executeTakeFirstOrThrow()
  const guestToken = city.post.tokens.guest(guestId)
  secret(guestToken)
  const signedIn = await call('POST /api/guests/:token', {
    who: null,
    params: { token: guestToken },
    actor: guestId,
    about: [['account', guestId, guestUnit]],
  })
  secret(bodyOf(GuestSignedIn, signedIn).token)

  const tester = { who: 'bacadmin', refused: [null, 'official'] }
  const { mailId } = bodyOf(
    OutboxMail,
    await call('POST /api/outbox/test', {
      ...tester,
      body: { to: 'thu@example.vn' },
      about: ({ body }) => [['mail', OutboxMail.parse(body).mailId, 'tp.bac']],
    }),
  )
  await call('POST /api/outbox/:mailId/retry', {
    ...tester,
    params: { mailId: await failedMail(city, meetingId) },
    about: ({ body }) => [['mail', OutboxMail.parse(body).mailId, 'tp.bac']],
  })
  expect(mailId).not.toBe('')

  await city.as('bacsecretary', 'POST', `/schedule/meetings/${meetingId}/cancel`, {
    version: plan.version,
    reason: 'Bão',
  })
  const late = await appended(async () =>
    expect(refusalOf(await city.as(null, 'POST', `/guests/${guestToken}`))).toBe('linkExpired'),
  )
  expect(late, 'a sign-in that is refused').toMatchObject([
    {
      action: 'signIn.refused',
      actor: null,
      about: ['account', guestId, guestUnit],
      details: { reason: 'linkExpired' },
    },
  ])
  await finish()
}

/** Nobody listens at the address of this mail: as the outbox has it after its last try. */
async function failedMail(city: City, meetingId: string): Promise<string> {
  const { id } = await city.db
    .updateTable('outbox')
    .set({ state: 'failed', last_error: 'ECONNREFUSED' })
    .where('meeting_id', '=', Plan.shape.meetingId.parse(meetingId))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Papers, in pieces up, and away again. */
export async function paperCalls(): Promise<void> {
  const { call, secret, finish, city } = await startOnRecord('papers')
  const { meetingId } = await planned(city)
  const who = 'bacsecretary'
  const content = pdf(4000)
  const metadata = Object.entries({ meetingId, filename: 'bao-cao.pdf' })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')
  const tus = { 'tus-resumable': '1.0.0' }
  const begin = async () => {
    const { headers } = await call('POST /api/papers/upload', {
      who,
      refused: [null, 'official', 'bacadmin'],
      headers: { ...tus, 'upload-length': String(content.length), 'upload-metadata': metadata },
    })
    return { uploadId: headers.get('location')?.split('/').at(-1) ?? '' }
  }
  const others = [null, 'official', 'bacchair']
  await call('DELETE /api/papers/upload/:uploadId', { who, refused: others, params: await begin(), headers: tus })
  const piece = { ...tus, 'content-type': 'application/offset+octet-stream' }
  const params = await begin()
  await call('PATCH /api/papers/upload/:uploadId', {
    who,
    refused: others,
    params,
    headers: { ...piece, 'upload-offset': '0' },
    bytes: content.subarray(0, 1000),
    dryRun: true,
  })
  const papers = async () => bodyOf(PaperList, await city.as(who, 'GET', `/meetings/${meetingId}/papers`)).papers
  await call('PATCH /api/papers/upload/:uploadId', {
    who,
    refused: others,
    params,
    headers: { ...piece, 'upload-offset': '1000' },
    bytes: content.subarray(1000),
    about: async () => [['paper', (await papers())[0]?.paperId ?? null, 'tp.bac']],
  })
  const paperId = (await papers())[0]?.paperId ?? ''
  const it = {
    who,
    refused: [null, 'official', 'bacadmin', 'namadmin'],
    params: { paperId },
    about: [['paper', paperId, 'tp.bac'] as const],
  }
  await call('PATCH /api/papers/:paperId', { ...it, body: { name: 'Báo cáo quý' } })
  const { url } = bodyOf(
    PaperLink,
    await call('POST /api/papers/:paperId/versions/:number/link', {
      who,
      refused: [null, 'nobody', 'namadmin'],
      params: { paperId, number: '1' },
    }),
  )
  secret(url.split('/').at(-1) ?? '')
  await call('DELETE /api/papers/:paperId', it)
  await finish()
}

/** Minutes of a meeting that was held, from the secretary to the chair. */
export async function minutesCalls(): Promise<void> {
  const { call, finish, city } = await startOnRecord('minutes')
  await new MeetingLogTable(city.db).append(
    heldId,
    logOf(heldMeeting).map((event) => ({ ...event, actor: null, requestId: null })),
  )
  const { content } = bodyOf(Minutes, await city.as('chair', 'GET', `/minutes/${heldId}`))
  const it = {
    who: 'chair',
    refused: [null, 'bacadmin', 'ward'],
    params: { meetingId: heldId },
    about: [['meeting', heldId, 'o-mon'] as const],
  }
  await call('PUT /api/minutes/:meetingId', { ...it, body: { version: 1, content: { ...content, number: '12' } } })
  await city.db
    .updateTable('meeting')
    .set({ secretary_account_id: accountOf('official') })
    .where('id', '=', heldId)
    .execute()
  await call('POST /api/minutes/:meetingId/submit', { ...it, who: 'official', body: { version: 2 } })
  await call('POST /api/minutes/:meetingId/return', { ...it, body: { version: 3, remark: 'Bổ sung' } })
  await city.db
    .updateTable('minutes')
    .set({ content: JSON.stringify(content) })
    .execute()
  await call('POST /api/minutes/:meetingId/approve', { ...it, body: { version: 4 } })
  await call('POST /api/minutes/:meetingId/number', {
    ...it,
    who: 'official',
    body: { version: 5, number: '12', symbol: 'BB-UBND', numberedOn: '2026-11-30' },
  })
  await call('POST /api/minutes/:meetingId/amend', { ...it, body: { version: 6, reason: 'Ghi nhầm' } })
  await call('POST /api/minutes/:meetingId/discard', { ...it, body: { version: 7 } })
  await finish()
}
