import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignedIn } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { startSignaling } from '../start/startSignaling.ts'
import { HOUR } from '../testing/people.ts'
import { silent, temporaryFolder } from '../testing/temporaryStore.ts'
import { readablePassword } from '../auth/readablePassword.ts'

const demoUnits = fileURLToPath(new URL('../../data/can-tho-2016-units.csv', import.meta.url))

function start(dataDir: string, now: number, units = demoUnits) {
  return startSignaling({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    tls: null,
    sfu: { urls: ['http://127.0.0.1:9'], secret: 'x'.repeat(32) },
    webRoot: null,
    demoUnits: units,
    metricsToken: null,
    logger: silent,
    clock: () => now,
  })
}

async function meetingsOf(url: string, login: string, password: string) {
  const signIn = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  const { token } = SignedIn.parse(await signIn.json())
  const list = (await (
    await fetch(`${url}/api/meetings`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { meetings: { phase: string; seat: string; invitedUnits: number; title: string; startsAt: number }[] }
  return list.meetings
}

test('a new database gets a chair, a secretary, seven wards, a meeting that is open and one for tomorrow', async () => {
  const dataDir = await temporaryFolder()
  const now = Date.UTC(2026, 10, 23, 18)
  const first = await start(dataDir, now)
  const demo = first.demo
  expect(demo?.accounts.map((a) => a.login)).toEqual([
    'chutoa.omon',
    'thuky.omon',
    'chauvanliem',
    'longhung',
    'phuocthoi',
    'thoian',
    'thoihoa',
    'thoilong',
    'truonglac',
    'quantri',
    'kythuat.omon',
  ])
  expect((await stat(join(dataDir, 'demo-accounts.txt'))).mode & 0o777).toBe(0o600)
  const file = await readFile(join(dataDir, 'demo-accounts.txt'), 'utf8')
  for (const { login, password } of demo?.accounts ?? [])
    expect(file).toMatch(new RegExp(`^${login} +${password} `, 'm'))
  const ward = demo?.accounts[2]
  const meetings = await meetingsOf(first.url, ward?.login ?? '', ward?.password ?? '')
  expect(meetings.slice(0, 3)).toMatchObject([
    {
      phase: 'open',
      seat: 'delegate',
      invitedUnits: 8,
      title: 'Giao ban trực tuyến công tác cải cách hành chính quý IV năm 2026',
    },
    { phase: 'scheduled', startsAt: Date.UTC(2026, 10, 25, 0, 30) },
    {
      phase: 'scheduled',
      startsAt: Date.UTC(2026, 10, 30, 0, 30),
      title: 'Giao ban đầu tuần',
      seat: 'delegate',
      invitedUnits: 8,
    },
  ])
  expect(meetings, 'the series, and not the draft').toHaveLength(2 + 10)
  await first.close()

  const second = await start(dataDir, now + HOUR)
  expect(second.demo, 'passwords are told once').toBeNull()
  expect(await meetingsOf(second.url, ward?.login ?? '', ward?.password ?? '')).toHaveLength(2 + 10)
  await second.close()

  const later = await start(dataDir, now + 9 * HOUR)
  const open = (await meetingsOf(later.url, ward?.login ?? '', ward?.password ?? '')).filter(
    (m) => m.startsAt === now + 9 * HOUR,
  )
  expect(open, 'a new one when the last is over').toMatchObject([{ phase: 'open' }])
  await later.close()
})

test('a city of two tiers chairs its wards and communes itself', async () => {
  const units = fileURLToPath(new URL('../../data/can-tho-2025-units.csv', import.meta.url))
  const dataDir = await temporaryFolder()
  const now = Date.UTC(2026, 10, 23, 18)
  const city = await start(dataDir, now, units)
  expect(city.demo?.accounts.map(({ login }) => login)).toEqual(
    expect.arrayContaining(['chutoa.cantho', 'thuky.cantho', 'kythuat.cantho', 'quantri']),
  )
  const ward = city.demo?.accounts[2]
  expect(ward).toMatchObject({ login: 'anbinh', name: 'Phường An Bình' })
  expect((await meetingsOf(city.url, ward?.login ?? '', ward?.password ?? '')).slice(0, 2)).toMatchObject([
    { phase: 'open', seat: 'delegate', invitedUnits: 8 },
    { phase: 'scheduled' },
  ])
  await city.close()
  const later = await start(dataDir, now + 9 * HOUR, units)
  const open = (await meetingsOf(later.url, ward?.login ?? '', ward?.password ?? '')).filter(
    (m) => m.startsAt === now + 9 * HOUR,
  )
  expect(open, 'a new one when the last is over').toMatchObject([{ phase: 'open' }])
  await later.close()
})

test('passwords can be read out and are not guessed', () => {
  const all = Array.from({ length: 500 }, readablePassword)
  for (const password of all) expect(password).toMatch(/^[a-hjkmnp-tw-z2-9]{4}(-[a-hjkmnp-tw-z2-9]{4}){3}$/)
  expect(new Set(all).size).toBe(500)
})
