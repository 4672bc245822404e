import { ErrorBody, type ErrorCode, UnitCode } from '@diem-cau/signaling-contract'
import {
  CancelPlan,
  type EditPlan,
  type NewPlan,
  Plan,
  type PlanInput,
  type Scope,
} from '@diem-cau/signaling-contract/office'
import type { z } from 'zod'
import { sendReminders } from '../office/post/sendReminders.ts'
import type { Dialect } from '../db/migrations/columns.ts'
import { officeOn } from './officeOn.ts'
import { accountOf, HOUR, NOON, schedule } from './people.ts'
import { type ReceivedMail, startMailServer } from './startMailServer.ts'
import { silent } from './temporaryStore.ts'

export const WARD = UnitCode.parse('o-mon.thoi-an')
const OTHER = UnitCode.parse('o-mon.xa-khac')

type Who = string | { readonly token: string } | null
type PlanFields = Partial<z.input<typeof PlanInput>>

/**
 * An office with a chair in the district, an official of an invited ward, a stranger of another ward, and a mail
 * server. Its clock stands still; mail is sent when `sendAll` says so.
 */
export async function startPostOffice(
  dialect: Dialect,
  options: { reply?: boolean; mail?: boolean; refuse?: Record<string, number> } = {},
) {
  let now = NOON
  const server = await startMailServer({ refuse: options.refuse ?? {} })
  const office = await officeOn(dialect, {
    clock: () => now,
    publicUrl: 'https://hop.example.vn',
    mail:
      options.mail === false
        ? null
        : {
            smtp: { host: '127.0.0.1', port: server.port, secure: false, auth: null },
            from: 'hop@example.vn',
            reply: options.reply ? { host: '127.0.0.1', port: 0, domain: 'hop.example.vn' } : null,
          },
  })
  const { db, post } = office
  // The meeting that startOffice makes for others.
  await db.deleteFrom('meeting_seat').execute()
  await db.deleteFrom('meeting').execute()
  await office.units.add([
    { code: WARD, parentCode: schedule.hostUnit.code, kind: 'ward', name: 'Phường Thới An' },
    { code: OTHER, parentCode: schedule.hostUnit.code, kind: 'commune', name: 'Xã Khác' },
  ])
  await db
    .updateTable('account')
    .set({ email: 'chair@example.vn', position: 'Chủ tịch' })
    .where('id', '=', accountOf('chair'))
    .execute()
  await db
    .updateTable('account')
    .set({ email: 'ward@example.vn', unit_code: WARD })
    .where('id', '=', accountOf('ward'))
    .execute()
  await office.grant('chair', 'chair', schedule.hostUnit.code)
  await office.grant('ward', 'official', WARD)
  await office.grant('colleague', 'official', OTHER)

  const raw = async (
    method: string,
    path: string,
    who: Who,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const token =
      who === null
        ? null
        : typeof who === 'string'
          ? await office.tokenOf(who === 'stranger' ? 'colleague' : who)
          : who.token
    return fetch(office.url + path, {
      method,
      headers: {
        ...headers,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  const ask = async (method: string, path: string, who: Who, body?: unknown): Promise<unknown> => {
    const response = await raw(method, path, who, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const base: z.input<typeof PlanInput> = {
    title: 'Giao ban tháng 11',
    hostUnitCode: schedule.hostUnit.code,
    place: 'Phòng họp số 1',
    chairId: accountOf('chair'),
    startsAt: NOON + 24 * HOUR,
    endsAt: NOON + 25 * HOUR,
    invite: [{ type: 'unit', code: WARD }],
    settings: {},
  }
  const inputs = new Map<string, z.input<typeof PlanInput>>()
  let seen = 0

  return {
    raw,
    ask,
    db,
    setNow: (ms: number) => {
      now = ms
    },
    get replyPort(): number {
      return post.replyPort ?? 0
    },
    /** The code of the refusal. */
    refused: async (method: string, path: string, who: Who, body?: unknown): Promise<ErrorCode | 'taken'> => {
      const response = await raw(method, path, who, body)
      return response.ok ? 'taken' : ErrorBody.parse(await response.json()).code
    },
    plan: async (changes: PlanFields, draft = false): Promise<Plan> => {
      const plan = { ...base, ...changes }
      const saved = Plan.parse(
        await ask('POST', '/api/schedule/meetings', 'chair', { draft, plan } satisfies z.input<typeof NewPlan>),
      )
      inputs.set(saved.meetingId, plan)
      return saved
    },
    edit: async (plan: Plan, changes: PlanFields, scope: Scope = 'this'): Promise<Plan> => {
      const guests = plan.guests.map(({ guestId, name, organisation, email }) => ({
        guestId,
        name,
        organisation,
        email,
      }))
      const next = { ...base, ...inputs.get(plan.meetingId), guests, ...changes }
      inputs.set(plan.meetingId, next)
      return Plan.parse(
        await ask('PUT', `/api/schedule/meetings/${plan.meetingId}`, 'chair', {
          version: plan.version,
          scope,
          draft: false,
          plan: next,
        } satisfies z.input<typeof EditPlan>),
      )
    },
    cancel: async ({ meetingId, version }: Plan, reason: string, scope: Scope = 'this'): Promise<void> => {
      await ask(
        'POST',
        `/api/schedule/meetings/${meetingId}/cancel`,
        'chair',
        CancelPlan.parse({ version, reason, scope }),
      )
    },
    /** Sends what is due; the mails that have arrived since the last call. */
    sendAll: async (): Promise<ReceivedMail[]> => {
      // The first may be a round that began before the mail was written.
      await post.worker?.runDue()
      await post.worker?.runDue()
      const arrived = server.mails.slice(seen)
      seen = server.mails.length
      return arrived
    },
    remind: () => sendReminders({ db, outbox: post.outbox, news: post.news }, now, silent),
    /** The path of the API that the link in the mail to this address leads to. */
    answerLink: (mails: readonly ReceivedMail[], to: string) =>
      linkIn(mails, to, /\/answer\/([\w.-]+)/, '/api/answer/'),
    guestLink: (mails: readonly ReceivedMail[], to: string) => linkIn(mails, to, /\/guest\/([\w.-]+)/, '/api/guests/'),
  }
}

function linkIn(mails: readonly ReceivedMail[], to: string, pattern: RegExp, path: string): string {
  const tokens = mails
    .filter((mail) => mail.to === to)
    .flatMap(({ parsed }) => pattern.exec(parsed.text ?? '')?.[1] ?? [])
  const token = tokens.at(-1)
  if (token === undefined) throw new Error(`no link in a mail to ${to}`)
  return path + token
}
