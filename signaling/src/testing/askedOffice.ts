import { ErrorBody } from '@diem-cau/signaling-contract'
import type { z } from 'zod'
import { addPlanPeople, BEFORE } from './planOffice.ts'
import { type Office, startOffice } from './startOffice.ts'

interface Answer {
  readonly status: number
  readonly body: unknown
}

interface AskedOffice {
  readonly office: Office
  readonly clock: { now: number }
  /** Somebody, or nobody (null), asks the API; `path` is what follows `/api`. */
  readonly ask: (who: string | null, method: string, path: string, body?: unknown) => Promise<Answer>
}

/** An office with the people of plans, whose API is asked as they would, at a time that tests set. */
export async function askedOffice(): Promise<AskedOffice> {
  const clock = { now: BEFORE }
  const office = await startOffice({ clock: () => clock.now })
  await addPlanPeople(office.units, office.accounts)
  const ask: AskedOffice['ask'] = async (who, method, path, body) => {
    const answer = await fetch(`${office.url}/api${path}`, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${await office.tokenOf(who)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  return { office, clock, ask }
}

/** Reads an answer that must be a good one. @throws Error with what it says otherwise */
export function okOf<T extends z.ZodType>(schema: T, { status, body }: Answer): z.infer<T> {
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return schema.parse(body)
}

/** Why an answer refuses. */
export const codeOf = ({ body }: Pick<Answer, 'body'>) => ErrorBody.parse(body).code
