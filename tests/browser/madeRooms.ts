import { SignedIn, type UnitRef } from '@diem-cau/signaling-contract'
import { Pairing, Room, RoomPage } from '@diem-cau/signaling-contract/office'
import { type NewRun, Run, type StepResult } from '@diem-cau/signaling-contract/readiness'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { goodSteps } from '../../signaling/src/testing/readinessRuns.ts'
import type { Desk } from './Desk.ts'

/** A room whose PC is paired. `say`: what its page measured; values of steps that are others than good ones. */
export interface MadeRoom {
  readonly room: Room
  readonly say: (
    change?: Partial<Record<StepResult['step'], StepResult['values']>>,
    fields?: Partial<NewRun>,
  ) => Promise<Run>
  /** The browser of its PC, with a page of the room. */
  readonly open: () => Promise<Page>
  readonly ask: (method: 'GET' | 'POST' | 'PUT', path: string, data?: unknown) => Promise<unknown>
}

let made = 0

/** Makes rooms of units and pairs a PC with each, over the API, as an IT admin and the PCs would. */
export async function madeRooms(
  desk: Pick<Desk, 'url' | 'passwordOf'>,
  browser: Browser,
  units: readonly (Pick<UnitRef, 'name'> & { readonly code: string })[],
): Promise<readonly MadeRoom[]> {
  const admin = await browser.newContext({ baseURL: desk.url })
  const signedIn = await admin.request.post('/api/sign-in', {
    data: { login: 'quantri', password: desk.passwordOf('quantri') },
  })
  const { token } = SignedIn.parse(await signedIn.json())
  const rooms: MadeRoom[] = []
  for (const { code, name } of units) {
    // Wards of the demonstration have rooms without a PC.
    const known = RoomPage.parse(await asked(admin.request, token, 'GET', `/rooms?unit=${code}`)).items[0]
    const room =
      known ??
      Room.parse(
        await asked(admin.request, token, 'POST', '/rooms', { name: `Phòng họp ${name}`, place: '', unitCode: code }),
      )
    const pc = await browser.newContext({ baseURL: desk.url, locale: 'vi-VN' })
    const pairing = Pairing.parse(await asked(pc.request, null, 'POST', '/pairings', { deviceName: 'Chrome, Windows' }))
    await asked(admin.request, token, 'POST', `/rooms/${room.roomId}/enrol`, { code: pairing.code })
    await asked(pc.request, null, 'POST', `/pairings/${pairing.pairingId}/claim`, { secret: pairing.secret })
    const own = SignedIn.parse(await asked(pc.request, null, 'POST', '/token', {}))
    const ask: MadeRoom['ask'] = (method, path, data) => asked(pc.request, own.token, method, path, data)
    rooms.push({
      room,
      ask,
      open: async () => {
        await pc.addInitScript(() => {
          localStorage.setItem('diem-cau.signedIn', '1')
          // The demonstration's meeting is open: a room that goes in by itself tests nothing.
          localStorage.setItem('diem-cau.roomSettings', JSON.stringify({ isByItself: false }))
        })
        const page = await pc.newPage()
        await page.goto('/room')
        return page
      },
      say: async (change = {}, fields = {}) => {
        const now = Date.now()
        return Run.parse(
          await ask('POST', '/readiness/runs', {
            runId: `run.${(made += 1)}.${now}`,
            trigger: 'boot',
            meetingId: null,
            startedAt: now - 9_000,
            endedAt: now,
            steps: goodSteps().map((step) => ({ ...step, values: { ...step.values, ...change[step.step] } })),
            ...fields,
          } satisfies NewRun),
        )
      },
    })
  }
  return rooms
}

async function asked(
  request: APIRequestContext,
  token: string | null,
  method: string,
  path: string,
  data?: unknown,
): Promise<unknown> {
  const answer = await request.fetch(`/api${path}`, {
    method,
    ...(token === null ? {} : { headers: { authorization: `Bearer ${token}` } }),
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}
