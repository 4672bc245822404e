import { createHmac } from 'node:crypto'
import { TurnGrant } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { readTurnSettings } from './readTurnSettings.ts'
import { MEETING_GRANT_MS, turnGrant } from './turnGrant.ts'

const secret = 's'.repeat(32)
const settings = { urls: ['turns:*:443?transport=tcp'], secret }
const NOW = Date.UTC(2026, 10, 30, 1, 5)

test('20.1 a credential is when it ends and whose it is, with the HMAC of both', () => {
  const grant = turnGrant(settings, 'endpoint-1', NOW, MEETING_GRANT_MS)
  expect(grant).toEqual({
    urls: settings.urls,
    username: `${Date.UTC(2026, 10, 30, 7, 10) / 1000}:endpoint-1`,
    credential: createHmac('sha1', secret).update(grant.username).digest('base64'),
    validMs: 6 * 3_600_000 + 5 * 60_000,
  })
  expect(TurnGrant.parse(grant)).toEqual(grant)
})

test('20.2 whoever asks again and again has one credential, not many', () => {
  const of = (name: string, afterMs: number) => turnGrant(settings, name, NOW + afterMs, MEETING_GRANT_MS).username
  expect(of('a', 0)).toBe(of('a', 4 * 60_000))
  expect(of('a', 0)).not.toBe(of('a', 6 * 60_000))
  expect(of('a', 0)).not.toBe(of('b', 0))
})

test('settings: both or none, and each address is one of a TURN server', () => {
  expect(readTurnSettings(undefined, undefined)).toEqual({ settings: null, problems: [] })
  const urls =
    'turn:*:3478, turn:10.0.0.5:443?transport=tcp,turns:[2001:db8::5]:443?transport=tcp,turns:turn.can-tho.vn'
  expect(readTurnSettings(urls, secret).settings?.urls).toEqual(urls.split(',').map((url) => url.trim()))
  for (const [wrong, withSecret] of [
    [urls, undefined],
    [undefined, secret],
    ['', secret],
    ['https://turn.can-tho.vn', secret],
    ['turn:turn.can-tho.vn:https', secret],
    ['turns:10.0.0.5:443?transport=udp', secret],
    ['turn:2001:db8::5:3478', secret],
    ['turn:a b', secret],
    ['turn:x, ', 'short'],
    [Array.from({ length: 9 }, (_, port) => `turn:x:${port + 1}`).join(), secret],
  ])
    expect(readTurnSettings(wrong, withSecret)).toMatchObject({
      settings: null,
      problems: [expect.stringMatching(/^DIEM_CAU_TURN_/)],
    })
})
