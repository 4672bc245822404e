import { ErrorBody, type ErrorCode, UnitCode } from '@diem-cau/signaling-contract'
import type { Role } from '@diem-cau/signaling-contract/office'
import { inject } from 'vitest'
import type { z } from 'zod'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { accountOf } from './people.ts'
import { type Office, startOffice } from './startOffice.ts'

const units = [
  ['tp', null, 'city', 'Thành phố Thử'],
  ['tp.bac', 'tp', 'urban_district', 'Quận Bắc'],
  ['tp.nam', 'tp', 'urban_district', 'Quận Nam'],
  ['tp.bac.mot', 'tp.bac', 'ward', 'Phường Một'],
  ['tp.bac.hai', 'tp.bac', 'ward', 'Phường Hai'],
  ['tp.nam.ba', 'tp.nam', 'ward', 'Phường Ba'],
] as const

/** The people who work there: name, unit, role. */
const staff: readonly (readonly [name: string, unit: string, role: Role])[] = [
  ['cityadmin', 'tp', 'itAdmin'],
  ['bacadmin', 'tp.bac', 'itAdmin'],
  ['namadmin', 'tp.nam', 'itAdmin'],
  ['bacchair', 'tp.bac', 'chair'],
  ['bacsecretary', 'tp.bac', 'secretary'],
  ['official', 'tp.bac.mot', 'official'],
  ['technician', 'tp.bac', 'technician'],
]

export type Answered = {
  readonly status: number
  readonly body: unknown
  readonly cookie: string
  readonly headers: Headers
}
export type City = Office & {
  /** A request of the API as this person; null = not signed in. */
  as(
    name: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered>
  /** Actions of the audit log, oldest first. */
  audited(
    prefix?: string,
  ): Promise<
    { action: string; subject_id: string | null; unit_code: string | null; details: string; actor_name: string }[]
  >
}

/** {@link startOffice} with a city of two districts and people in all roles. */
export async function startCity(options: Partial<SignalingOptions> = {}): Promise<City> {
  const office = await startOffice(options)
  await office.units.add(
    units.map(([code, parent, kind, name]) => ({
      code: UnitCode.parse(code),
      parentCode: parent === null ? null : UnitCode.parse(parent),
      kind,
      name,
    })),
  )
  const passwordHash = inject('passwordHash')
  const person = (name: string, unit: string) => ({
    id: accountOf(name),
    login: name,
    name: `Người ${name}`,
    unitCode: UnitCode.parse(unit),
    passwordHash,
  })
  await office.accounts.add(
    [
      ...staff.map(([name, unit, role]) => ({
        ...person(name, unit),
        grants: [{ role, unitCode: UnitCode.parse(unit) }],
      })),
      {
        ...person('first', 'tp.bac.hai'),
        mustChangePassword: true,
        grants: [{ role: 'official' as const, unitCode: UnitCode.parse('tp.bac.hai') }],
      },
      person('nobody', 'tp.nam.ba'),
    ],
    options.clock?.() ?? Date.now(),
  )
  return {
    ...office,
    async as(name, method, path, body, headers = {}) {
      const authorization: Record<string, string> =
        name === null ? {} : { authorization: `Bearer ${await office.tokenOf(name)}` }
      const json: RequestInit =
        body === undefined
          ? {}
          : {
              body: JSON.stringify(body),
              headers: { 'content-type': 'application/json', ...authorization, ...headers },
            }
      const response = await fetch(`${office.url}/api${path}`, {
        method,
        headers: { ...authorization, ...headers },
        redirect: 'manual',
        ...json,
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
      return {
        status: response.status,
        body: isJson ? JSON.parse(text) : text,
        cookie: cookiesOf(response),
        headers: response.headers,
      }
    },
    audited: (prefix = '') =>
      office.db
        .selectFrom('audit')
        .select(['action', 'subject_id', 'unit_code', 'details', 'actor_name'])
        .where('action', 'like', `${prefix}%`)
        .orderBy('id')
        .execute(),
  }
}

/** The code of the refusal; null when it was not refused. */
export function refusalOf({ status, body }: Answered): ErrorCode | null {
  return status < 400 ? null : ErrorBody.parse(body).code
}

export function bodyOf<T extends z.ZodType>(schema: T, answered: Answered): z.infer<T> {
  if (answered.status >= 400) throw new Error(JSON.stringify(answered.body))
  return schema.parse(answered.body)
}

/** All cookies that were set, as a browser sends them back. */
function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')
}
