import { ErrorBody } from '@diem-cau/signaling-contract'
import { type Role, RoleGrantInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import type { Dialect } from '../db/migrations/columns.ts'
import { openStore } from '../db/engine/openStore.ts'
import type { Schema } from '../db/schema.ts'
import { accountOf } from './people.ts'
import { type Office, startOffice } from './startOffice.ts'
import { migratedTarget } from './temporaryStore.ts'

type Answered = { readonly status: number; readonly headers: Headers; readonly text: string }

export type OfficeOn = Office & {
  /** A connection of its own to the same store. */
  readonly db: Kysely<Schema>
  readonly grant: (name: string, role: Role, unitCode: string) => Promise<void>
  /** Asks as one of the people of `startOffice`; null: nobody. */
  readonly ask: (
    who: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answered>
  /** The same, which must succeed. */
  readonly get: <T extends z.ZodType>(schema: T, who: string, path: string) => Promise<z.infer<T>>
  readonly send: <T extends z.ZodType>(
    schema: T,
    who: string,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<z.infer<T>>
  /** The same, which must be refused. */
  readonly refusal: (who: string | null, method: string, path: string, body?: unknown) => Promise<ErrorBody>
}

/** The office of `startOffice` on a store of this kind, with HTTP as a client speaks it. */
export async function officeOn(dialect: Dialect, options: Partial<SignalingOptions> = {}): Promise<OfficeOn> {
  const store = await migratedTarget(dialect)
  const office = await startOffice({ ...options, store })
  const second = await openStore(store)
  onTestFinished(() => second.close())
  const { db } = second

  const ask: OfficeOn['ask'] = async (who, method, path, body, headers = {}) => {
    const response = await fetch(`${office.url}/api${path}`, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${await office.tokenOf(who)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const send: OfficeOn['send'] = async (schema, who, method, path, body) => {
    const { status, text } = await ask(who, method, path, body)
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`)
    return schema.parse(JSON.parse(text))
  }
  return {
    ...office,
    db,
    ask,
    send,
    get: (schema, who, path) => send(schema, who, 'GET', path),
    grant: async (name, role, unitCode) => {
      const grant = RoleGrantInput.parse({ role, unitCode })
      await db
        .insertInto('account_role')
        .values({ account_id: accountOf(name), role: grant.role, unit_code: grant.unitCode })
        .execute()
    },
    refusal: async (who, method, path, body) => {
      const { status, text } = await ask(who, method, path, body)
      if (status < 400) throw new Error(`${method} ${path} was not refused: ${status} ${text}`)
      return ErrorBody.parse(JSON.parse(text))
    },
  }
}
