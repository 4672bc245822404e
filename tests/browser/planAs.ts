import { SignedIn } from '@diem-cau/signaling-contract'
import { type CancelPlan, type NewPlan, Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import type { APIRequestContext } from '@playwright/test'
import type { z } from 'zod'
import type { Office } from './Office.ts'

type Ask = (method: 'GET' | 'POST' | 'PUT', path: string, data?: unknown) => Promise<unknown>
type Changes = Partial<z.input<typeof PlanInput>> & Pick<z.input<typeof PlanInput>, 'title' | 'startsAt' | 'endsAt'>

/** Plans over the API, where the editor is not what is tested: by whom, chaired by themselves. */
export async function planAs(request: APIRequestContext, office: Pick<Office, 'passwordOf'>, login: string) {
  const answer = await request.post('/api/sign-in', { data: { login, password: office.passwordOf(login) } })
  const { token, account } = SignedIn.parse(await answer.json())
  const ask: Ask = async (method, path, data) => {
    const answer = await request.fetch(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(data === undefined ? {} : { data }),
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const inputOf = (changes: Changes): z.input<typeof PlanInput> => ({
    hostUnitCode: account.unit.code,
    chairId: account.accountId,
    invite: [{ type: 'branch', code: account.unit.code }],
    settings: {},
    ...changes,
  })
  return {
    plan: async (changes: Changes): Promise<Plan> =>
      Plan.parse(
        await ask('POST', '/schedule/meetings', { draft: false, plan: inputOf(changes) } satisfies z.input<
          typeof NewPlan
        >),
      ),
    edit: async ({ meetingId }: Plan, changes: Changes): Promise<void> => {
      const { version } = Plan.parse(await ask('GET', `/schedule/meetings/${meetingId}`))
      await ask('PUT', `/schedule/meetings/${meetingId}`, { version, draft: false, plan: inputOf(changes) })
    },
    cancel: async ({ meetingId, version }: Plan): Promise<void> => {
      await ask('POST', `/schedule/meetings/${meetingId}/cancel`, { version } satisfies z.input<typeof CancelPlan>)
    },
  }
}
