import { expect, test } from 'vitest'
import { mapClaims } from './mapClaims.ts'
import { readOidcSettings } from './OidcSettings.ts'

const needed = { DIEM_CAU_OIDC_ISSUER: 'https://sso.cantho.gov.vn', DIEM_CAU_OIDC_CLIENT_ID: 'diem-cau' }

test('without an issuer there is no such sign-in; with one the rest has defaults', () => {
  expect(readOidcSettings({}, null)).toEqual({ settings: null, problems: [] })
  const { settings, problems } = readOidcSettings(needed, 'secret')
  expect(problems).toEqual([])
  expect(settings).toMatchObject({
    scopes: 'openid profile email',
    claimUnit: 'unit',
    claimRoles: 'roles',
    roleMap: { chair: 'chair' },
    clientSecret: 'secret',
  })
})

test('roles are mapped from a list or from JSON', () => {
  for (const text of ['lanh-dao=chair, van-thu=secretary', '{"lanh-dao":"chair","van-thu":"secretary"}']) {
    expect(readOidcSettings({ ...needed, DIEM_CAU_OIDC_ROLE_MAP: text }, null).settings?.roleMap).toEqual({
      'lanh-dao': 'chair',
      'van-thu': 'secretary',
    })
  }
})

test.each([
  [{ DIEM_CAU_OIDC_ISSUER: 'http://sso.cantho.gov.vn' }, /ISSUER/],
  [{ DIEM_CAU_OIDC_ISSUER: 'sso' }, /ISSUER/],
  [{ DIEM_CAU_OIDC_CLIENT_ID: '' }, /CLIENT_ID/],
  [{ DIEM_CAU_OIDC_SCOPES: 'profile' }, /SCOPES/],
  [{ DIEM_CAU_OIDC_ROLE_MAP: 'lanh-dao=king' }, /ROLE_MAP/],
  [{ DIEM_CAU_OIDC_ROLE_MAP: '{' }, /ROLE_MAP/],
])('%o is told', (wrong, problem) => {
  const { settings, problems } = readOidcSettings({ ...needed, ...wrong }, null)
  expect([settings, problems.join()]).toEqual([null, expect.stringMatching(problem)])
})

test('roles come as a list or as text; the name of a person is never empty', () => {
  const { settings } = readOidcSettings(needed, null)
  if (!settings) throw new Error('no settings')
  expect(mapClaims({ sub: 'u1', unit: 'o-mon', roles: 'chair secretary other' }, settings)).toMatchObject({
    name: 'u1',
    login: null,
    grants: [{ role: 'chair' }, { role: 'secretary' }],
  })
  expect(mapClaims({ sub: 'u1', unit: ['o-mon'], roles: 'chair' }, settings)).toMatchObject({ problem: 'unit' })
  expect(mapClaims({ sub: 'u1', unit: 'o-mon', roles: 7 }, settings)).toMatchObject({ problem: 'roles', value: '7' })
})
