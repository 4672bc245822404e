import { quarterOf } from '@diem-cau/signaling-contract/office'
import type { Country, Persona } from './seedCountry.ts'

/** One list page of the API as somebody asks for it. Every route that answers a list is here. */
export type ListPage = { readonly name: string; readonly as: Persona; readonly path: string }

const DAY = 24 * 60 * 60_000
const day = (at: number) => new Date(at).toISOString().slice(0, 10)

/** @param now in milliseconds since the epoch */
export function listPages({ province, district, meetingId }: Country, now: number): ListPage[] {
  const month = `from=${day(now - 15 * DAY)}&to=${day(now + 15 * DAY)}`
  const everyone = (name: string, path: string): ListPage[] =>
    (['admin', 'nearlyAll', 'secretary', 'official'] as const).map((as) => ({ name, as, path }))
  const admin = (name: string, path: string): ListPage => ({ name, as: 'admin', path })
  return [
    ...everyone('my meetings', '/api/meetings'),
    ...everyone('units', '/api/units'),
    admin('units, 200 a page', '/api/units?limit=200'),
    admin('units, words', '/api/units?q=tan%20khanh'),
    admin('units, one letter', '/api/units?q=a'),
    admin('units of a parent', `/api/units?parent=${district}`),
    admin('units of a branch', `/api/units?under=${province}`),
    admin('units of a kind', '/api/units?kind=ward'),
    admin('people', '/api/accounts'),
    admin('people, 200 a page', '/api/accounts?limit=200'),
    admin('people, words', '/api/accounts?q=nguyen%20an'),
    admin('people, one letter', '/api/accounts?q=a'),
    admin('people of a branch', `/api/accounts?unit=${province}`),
    admin('people with a role', '/api/accounts?role=chair'),
    admin('rooms', '/api/rooms'),
    admin('rooms, words', '/api/rooms?q=phong%20tan'),
    admin('rooms of a branch, waiting', `/api/rooms?unit=${province}&state=waiting`),
    admin('audit', '/api/audit'),
    admin('audit, 200 a page', '/api/audit?limit=200'),
    admin('audit, words', '/api/audit?q=nguyen%20an'),
    admin('audit of an action', '/api/audit?action=signIn.'),
    admin('audit of a month', `/api/audit?${month}`),
    ...everyone('plans', '/api/schedule/meetings'),
    admin('plans, 200 a page', '/api/schedule/meetings?limit=200'),
    { name: 'plans, words', as: 'secretary', path: '/api/schedule/meetings?q=giao%20ban%20tan' },
    { name: 'plans of a unit', as: 'secretary', path: `/api/schedule/meetings?unit=${district}` },
    { name: 'plans of a month', as: 'secretary', path: `/api/schedule/meetings?${month}` },
    { name: 'plans of a phase', as: 'secretary', path: '/api/schedule/meetings?phase=scheduled' },
    ...everyone('calendar of a month', `/api/schedule/calendar?${month}`),
    { name: 'calendar of a month, words', as: 'secretary', path: `/api/schedule/calendar?${month}&q=giao%20ban` },
    ...everyone('invitations', '/api/invitations'),
    { name: 'answers to a meeting', as: 'secretary', path: `/api/meetings/${meetingId}/answers` },
    { name: 'papers of a meeting', as: 'secretary', path: `/api/meetings/${meetingId}/papers` },
    { name: 'outbox', as: 'admin', path: '/api/outbox' },
    { name: 'outbox', as: 'secretary', path: '/api/outbox' },
    { name: 'outbox', as: 'nearlyAll', path: '/api/outbox' },
    { name: 'people', as: 'nearlyAll', path: '/api/accounts' },
    { name: 'audit', as: 'nearlyAll', path: '/api/audit' },
    { name: 'outbox, failed', as: 'admin', path: '/api/outbox?state=failed' },
    { name: 'outbox, words', as: 'admin', path: '/api/outbox?q=nguyen%20an' },
    ...everyone('minutes that were approved', '/api/minutes?view=approved'),
    { name: 'minutes to write', as: 'secretary', path: '/api/minutes?view=write' },
    { name: 'minutes, words', as: 'secretary', path: '/api/minutes?view=approved&q=giao%20ban' },
    ...everyone('report of a quarter', `/api/reports/units?quarter=${quarterOf(now - 100 * DAY)}`),
    {
      name: 'report of a quarter, one host',
      as: 'admin',
      path: `/api/reports/units?quarter=${quarterOf(now - 100 * DAY)}&host=${province}`,
    },
    { name: 'groups', as: 'secretary', path: '/api/groups' },
    { name: 'my sign-ins', as: 'official', path: '/api/me/sign-ins' },
  ]
}
