import { auditFields, detailLines } from '@diem-cau/signaling-contract/office'
import { expect } from 'vitest'
import { auditDetailWords } from '../../office/audit/auditDetailWords.ts'
import type { SignalingOptions } from '../../start/SignalingOptions.ts'
import { PASSWORD } from '../password.ts'
import { accountOf } from '../people.ts'
import { type Answered, type City, startCity } from '../startCity.ts'
import { type Area, auditedRoutes, type OnRecord, type RouteOf } from './auditedRoutes.ts'

/** Subject of one row, and the unit that it concerns. */
export type About = readonly [subjectType: string | null, subjectId: string | null, unitCode: string | null]

type Asked = {
  /** One of the people of `startCity`; null: not signed in. */
  readonly who: string | null
  /** Parameters of the path. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  /** Body, sent as JSON. */
  readonly body?: unknown
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** Account id of who is on record as having done it, when that is not `who`; null: somebody who is not signed in. */
  readonly actor?: string | null
  /** Subjects of the rows, oldest first; a function where the answer tells them. */
  readonly about?: readonly About[] | ((answered: Answered) => readonly About[] | Promise<readonly About[]>)
  /** Others who ask the same before, are refused, and leave nothing behind. */
  readonly refused?: readonly (string | null)[]
  /** Works, and leaves nothing behind, whatever the route does otherwise. */
  readonly dryRun?: boolean
}

export type OnRecordOffice<A extends Area> = {
  readonly city: City
  /** Calls the route, and checks what the call appended against the table. */
  readonly call: (route: RouteOf<A>, asked: Asked) => Promise<Answered>
  /** Lists the rows that `work` appends. */
  readonly appended: (work: () => Promise<unknown>) => Promise<readonly Row[]>
  /** Something that nobody may ever read in the log. */
  readonly secret: (...texts: readonly string[]) => void
  /** All routes of the area were called, and no secret is in the log. */
  readonly finish: () => Promise<void>
}

type Row = {
  readonly action: string
  readonly actor: string | null
  readonly ip: string
  readonly about: About
  readonly details: unknown
}

/** A city whose audit log is watched while the routes of one area are called. */
export async function startOnRecord<A extends Area>(
  area: A,
  options: Partial<SignalingOptions> = {},
): Promise<OnRecordOffice<A>> {
  const city = await startCity(options)
  const table: Readonly<Record<string, OnRecord>> = auditedRoutes[area]
  const called = new Set<string>()
  const secrets = new Set<string>([PASSWORD])

  const rows = async (after: number) => {
    const found = await city.db.selectFrom('audit').selectAll().where('id', '>', after).orderBy('id').execute()
    return found.map((row): Row => ({
      action: row.action,
      actor: row.actor_id,
      ip: row.ip,
      about: [row.subject_type, row.subject_id, row.unit_code],
      details: JSON.parse(row.details),
    }))
  }
  const appended = async (work: () => Promise<unknown>) => {
    const { last } = await city.db
      .selectFrom('audit')
      .select((eb) => eb.fn.max<number | null>('id').as('last'))
      .executeTakeFirstOrThrow()
    await work()
    return rows(last ?? 0)
  }

  const send = async (
    who: string | null,
    route: string,
    { params = {}, query = '', body, bytes, headers = {} }: Asked,
  ): Promise<Answered> => {
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? `no ${name}`))
    const token = who === null ? null : await city.tokenOf(who)
    const response = await fetch(`${city.url}${path}${query}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
    })
    const text = await response.text()
    const cookies = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .filter((cookie) => !cookie.endsWith('='))
    for (const value of [
      token,
      headers['authorization']?.split(' ')[1],
      ...cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1)),
    ])
      if (value) secrets.add(value)
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      cookie: cookies.join('; '),
      headers: response.headers,
    }
  }

  return {
    city,
    appended,
    secret: (...texts) => texts.forEach((text) => secrets.add(text)),
    call: async (route, asked) => {
      const { who, actor = who === null ? null : accountOf(who), about = [], refused = [], dryRun = false } = asked
      for (const other of refused) {
        let status = 0
        const left = await appended(async () => ({ status } = await send(other, route, asked)))
        expect([401, 403, 404], `${other ?? 'nobody'}: ${route}`).toContain(status)
        expect(left, `${route}, refused to ${other ?? 'nobody'}`).toEqual([])
      }
      let answered: Answered | null = null
      const left = await appended(async () => (answered = await send(who, route, asked)))
      if (answered === null) throw new Error('no answer')
      const { status, body }: Answered = answered
      expect(Math.floor(status / 100), `${route}: ${status} ${JSON.stringify(body)}`).toBe(2)
      const wanted = table[route]
      if (wanted === undefined) throw new Error(`${route} is not in the table`)
      const actions = dryRun || 'nothing' in wanted ? [] : wanted
      expect(
        left.map(({ action }) => action),
        `${route}: on record`,
      ).toEqual(actions)
      const wantedAbout = typeof about === 'function' ? await about(answered) : about
      expect(
        left.map((row) => ({ actor: row.actor, ip: row.ip, about: row.about })),
        `${route}: who, from where, about what`,
      ).toEqual(wantedAbout.map((each) => ({ actor, ip: '127.0.0.1', about: each })))
      if (!dryRun) called.add(route)
      return answered
    },
    finish: async () => {
      expect([...called].toSorted(), `routes of "${area}" that were called`).toEqual(Object.keys(table).toSorted())
      const entries = await city.db.selectFrom('audit').selectAll().execute()
      expect(
        entries.flatMap(({ details }) => withoutWords(JSON.parse(details))),
        `details of "${area}" without words`,
      ).toEqual([])
      const log = entries.map((row) => Object.values(row).join(' ')).join('\n')
      for (const secret of secrets) {
        // A short one would be found in anything.
        expect(secret.length, secret).toBeGreaterThan(5)
        expect(log).not.toContain(secret)
      }
    },
  }
}

/** Fields that the page could only show by their keys, and words of the program that it could only show as they are. */
function withoutWords(details: Record<string, unknown>): string[] {
  const lines = detailLines(
    details,
    auditDetailWords((code) => `Đơn vị ${code}`),
  )
  return lines.flatMap(({ field, before, after }) => {
    if (!auditFields.some((known) => known === field)) return [field]
    const said = TYPED.has(field) ? [] : [before, after].flatMap((text) => text?.split(', ') ?? [])
    return said.filter((text) => /^[a-z][A-Za-z_]*$|[{}[\]]/.test(text)).map((text) => `${field}: ${text}`)
  })
}

/** Fields that people wrote themselves. */
const TYPED = new Set(['login', 'name', 'device', 'email', 'to', 'title', 'place', 'q'])
