import type { Page } from '@playwright/test'
import { UnitCode } from '@diem-cau/signaling-contract'
import { BadBecause, type MonthReport, type Why } from '@diem-cau/signaling-contract/operations'
import { endpoint, eventsOf, MEETING } from './madeUp.ts'

/** What a server would say of the ward that loses packets up, among others that do not. */
function whyOf(at: number): Why {
  const { id, name, unitCode, participantId, facts } = endpoint(4, at)
  if (participantId === null) throw new Error('an endpoint has somebody')
  const since = at - 400_000
  const others = (where: 'node' | 'branch', of: number, affected = 0, names: string[] = []) => ({
    kind: 'others' as const,
    where,
    codes: ['lossUp' as const],
    affected,
    of,
    names,
  })
  const own = { resource: id, resourceKind: 'endpoint' as const, name, since }
  return {
    room: { id, name, unitCode, meetingId: MEETING, participantId, title: 'Giao ban công tác tuần', facts },
    about: null,
    from: at - 30_000,
    to: at,
    causes: [
      {
        ...own,
        code: 'lineUpLossy',
        health: 'bad',
        evidence: [
          { kind: 'finding', code: 'lossUp', value: 18.2, since, until: null },
          others('node', 51, 1, ['Phường Phước Thới']),
          others('branch', 6),
        ],
        effectOf: null,
      },
      {
        ...own,
        code: 'cameraBlack',
        health: 'bad',
        evidence: [{ kind: 'finding', code: 'cameraBlack', value: 3, since, until: at - 60_000 }],
        effectOf: null,
      },
      {
        code: 'certificateEnds',
        health: 'weak',
        resource: 'service:certificate',
        resourceKind: 'service',
        name: 'certificate',
        since,
        evidence: [{ kind: 'finding', code: 'certificateEnds', value: 12, since, until: null }],
        effectOf: null,
      },
      {
        ...own,
        code: 'lineUpSlow',
        health: 'bad',
        evidence: [{ kind: 'finding', code: 'slowUp', value: 96, since, until: null }],
        effectOf: 'lineUpLossy',
      },
    ],
    looked: [
      { look: 'lineUp', state: 'bad' },
      { look: 'lineDown', state: 'fine' },
      { look: 'delay', state: 'fine' },
      { look: 'path', state: 'fine' },
      { look: 'microphone', state: 'fine' },
      { look: 'echo', state: 'unread' },
      { look: 'camera', state: 'bad' },
      { look: 'pc', state: 'fine' },
      { look: 'node', state: 'fine' },
      { look: 'clock', state: 'hidden' },
    ],
    others: { of: 84, troubled: [{ id: endpoint(8, at).id, name: endpoint(8, at).name, codes: ['unsteady'] }] },
    events: eventsOf(id).toReversed(),
  }
}

function monthOf(month: string): MonthReport {
  const rows = Array.from({ length: 24 }, (_, index) => {
    const badMinutes = Math.max(0, 180 - index * 12)
    const because = Object.fromEntries(
      BadBecause.options.map((reason) => [reason, 0]),
    ) as MonthReport['rows'][0]['because']
    because.lineUp = Math.ceil(badMinutes * 0.7)
    because.microphone = badMinutes - because.lineUp
    return {
      unit: { code: UnitCode.parse(`phuong.${index}`), name: endpoint(index, 0).name },
      meetings: 12,
      minutes: 1_240,
      badMinutes,
      because,
    }
  })
  return { month, rows, earliest: '2026-03' }
}

/** Answers in the server's place why it is bad, and how a month was. */
export async function madeUpWhy(page: Page): Promise<void> {
  await page.route('**/api/operations/why?*', (route) => {
    const at = Number(new URL(route.request().url()).searchParams.get('at')) || Date.now()
    return route.fulfill({ json: whyOf(at) })
  })
  await page.route('**/api/operations/months/*', (route) =>
    route.fulfill({ json: monthOf(new URL(route.request().url()).pathname.split('/').at(-1) ?? '') }),
  )
}
