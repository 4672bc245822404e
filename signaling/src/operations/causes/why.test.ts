import { localDate, type ParticipantId, requests, UnitCode } from '@diem-cau/signaling-contract'
import {
  type EndpointFacts,
  METRICS,
  type MetricKey,
  MonthReport,
  type ResourceId,
  Why,
} from '@diem-cau/signaling-contract/operations'
import { describe, expect, test, vi } from 'vitest'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { facts } from '../../testing/evidence.ts'
import { accountOf, schedule } from '../../testing/people.ts'
import { connect, joinData, type Office, startOffice, type TestSocket } from '../../testing/startOffice.ts'
import { endpointKey } from '../journal/endpointKey.ts'

const host = schedule.hostUnit.code
const PATIENCE = { timeout: 20_000, interval: 250 }

async function grant({ db }: Office, role: 'itAdmin' | 'technician' | 'official', unit = host): Promise<void> {
  await inTransaction(db, (tx) =>
    tx
      .insertInto('account_role')
      .values({ account_id: accountOf('colleague'), role, unit_code: unit })
      .execute(),
  )
}

async function join(office: Office, name: string) {
  const socket = await connect(office, name)
  const answer = await socket.send('meeting:join', joinData)
  if (!answer.ok) throw new Error(answer.error.code)
  const { participantId } = requests['meeting:join'].response.parse(answer.data)
  return { socket, participantId, key: endpointKey(schedule.meetingId, participantId) }
}

type Values = Partial<Record<MetricKey<'endpoint'>, number>>
const well: Values = { rtt: 25, upLoss: 0, downLoss: 0, pageLag: 3, microphone: -30, cameraLuma: 100 }

/** Fifteen seconds of a room at once: what is bad has lasted long enough to be found. */
async function report(socket: TestSocket, values: Values, about: EndpointFacts = facts): Promise<void> {
  const sample = METRICS.endpoint.map(({ key }) => ({ ...well, ...values })[key] ?? null)
  for (let n = 0; n < 3; n += 1)
    expect(
      await socket.send('endpoint:report', { samples: Array.from({ length: 5 }, () => sample), facts: about }),
    ).toMatchObject({ ok: true })
}

async function ask(office: Office, path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${office.url}/api/operations/${path}`, {
    headers: { authorization: `Bearer ${await office.tokenOf('colleague')}` },
  })
  return { status: answer.status, body: await answer.json() }
}
const whyPath = (resource: ResourceId, more = '') => `why?resource=${encodeURIComponent(resource)}${more}`
const whyOf = async (office: Office, resource: ResourceId, more = '') =>
  Why.parse((await ask(office, whyPath(resource, more))).body)

test('16.20 a ward that loses packets is told so, with what shows it, and that the other room does not', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const chair = await join(office, 'chair')
  const ward = await join(office, 'ward')
  await report(chair.socket, {})
  await report(ward.socket, { upLoss: 18, upJitter: 60 })
  await vi.waitFor(async () => {
    // Whoever has not been heard for some seconds is no proof that others are well.
    await report(chair.socket, {})
    const why = await whyOf(office, ward.key)
    expect(why.causes[0]).toMatchObject({ code: 'lineUpLossy', health: 'bad', resource: ward.key, name: 'ward' })
    expect(why.causes[0]?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'finding', code: 'lossUp', value: 18, until: null }),
    )
    expect(why.causes[0]?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'others', where: 'branch', affected: 0, of: 1 }),
    )
    expect(why.looked).toContainEqual({ look: 'lineUp', state: 'bad' })
    expect(why.looked).toContainEqual({ look: 'camera', state: 'fine' })
    expect(why.looked, 'nobody says how the media node is').toContainEqual({ look: 'node', state: 'unread' })
    expect(why.others).toMatchObject({ of: 1, troubled: [] })
    expect(why.events.map(({ kind }) => kind)).toContain('found')
  }, PATIENCE)
  expect((await whyOf(office, chair.key)).others.troubled).toMatchObject([
    { id: ward.key, codes: ['lossUp', 'unsteady'] },
  ])
})

test('16.24 a complaint of somebody’s sound finds the microphone of whom it is about', async () => {
  const office = await startOffice()
  await grant(office, 'itAdmin')
  const chair = await join(office, 'chair')
  const ward = await join(office, 'ward')
  await report(chair.socket, { microphone: -99 })
  await report(ward.socket, {})
  await ward.socket.send('complaint:send', { about: chair.participantId, what: 'noSound' })
  const more = (about: ParticipantId) => `&about=${about}&what=noSound`
  await vi.waitFor(async () => {
    const why = await whyOf(office, ward.key, more(chair.participantId))
    expect(why.about).toMatchObject({ id: chair.key })
    expect(why.causes[0]).toMatchObject({ code: 'microphoneSilent', resource: chair.key })
    expect(why.events.map(({ kind }) => kind)).toContain('complaint')
  }, PATIENCE)
  expect((await whyOf(office, ward.key)).causes.map(({ code }) => code)).not.toContain('microphoneSilent')
})

describe('16.4 rights', () => {
  test('without the role nobody asks; of a room elsewhere nobody is told; who sees no servers is told no more than that it lies there', async () => {
    const office = await startOffice()
    const unit = UnitCode.parse('o-mon.ward')
    await office.units.add([{ code: unit, parentCode: host, kind: 'ward', name: 'Phường' }])
    const ward = await join(office, 'ward')
    await report(ward.socket, {})
    await grant(office, 'official')
    expect((await ask(office, whyPath(ward.key))).status).toBe(403)
    expect((await ask(office, 'months/2026-11')).status).toBe(403)
    await grant(office, 'technician', unit)
    await vi.waitFor(async () => {
      expect((await ask(office, whyPath(ward.key))).status, 'a room of the unit above').toBe(403)
    }, PATIENCE)
    expect((await ask(office, `why?resource=service:database`)).status).toBe(404)
    expect(MonthReport.parse((await ask(office, 'months/2026-11')).body).rows).toEqual([])
    expect((await ask(office, 'months/2026-13')).status).toBe(400)
  })
})

test('16.25 the month has the minutes of a unit, those that were bad and why, also as a table', async () => {
  let passed = 0
  const office = await startOffice({ clock: () => Date.now() + passed })
  await grant(office, 'itAdmin')
  const ward = await join(office, 'ward')
  await report(ward.socket, { upLoss: 18 })
  await vi.waitFor(async () => {
    expect((await whyOf(office, ward.key)).causes[0]).toMatchObject({ code: 'lineUpLossy' })
  }, PATIENCE)
  const month = localDate(Date.now()).slice(0, 7)
  passed = 10 * 60_000
  await ward.socket.send('meeting:leave', {})
  await vi.waitFor(
    async () => {
      const answer = await ask(office, `months/${month}`)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      const { rows, earliest } = MonthReport.parse(answer.body)
      expect(earliest).toBe(month)
      expect(rows).toMatchObject([{ unit: { code: host }, meetings: 1 }])
      const { minutes = 0, badMinutes = 0, because } = rows[0] ?? {}
      // The first and the last are no whole ones.
      expect(minutes).toBeGreaterThanOrEqual(9)
      expect(badMinutes).toBeGreaterThanOrEqual(9)
      // A machine that is busy just now is one of the reasons.
      expect((because?.lineUp ?? 0) + (because?.servers ?? 0)).toBe(badMinutes)
      // Each month costs some of what an account may ask in a second.
    },
    { ...PATIENCE, interval: 1000 },
  )
  const file = await fetch(`${office.url}/api/operations/months/${month}/units.csv`, {
    headers: { authorization: `Bearer ${await office.tokenOf('colleague')}` },
  })
  expect(file.headers.get('content-disposition')).toContain(`chat-luong-hop-${month}.csv`)
  expect(await file.text()).toContain('Quận Ô Môn')
})
