import { UnitCode } from '@diem-cau/signaling-contract'
import { PersonQuery, RoomQuery } from '@diem-cau/signaling-contract/office'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { Sealer } from '../../auth/Sealer.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { RefreshTokenStore } from '../../auth/RefreshTokenStore.ts'
import { UnitStore } from '../units/UnitStore.ts'
import { accountOf, NOON } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { Pairings } from '../rooms/Pairings.ts'
import { RoomStore } from '../rooms/RoomStore.ts'
import { PersonStore } from './PersonStore.ts'
import { SecondFactor } from '../../auth/SecondFactor.ts'

const code = (text: string) => UnitCode.parse(text)
const everywhere = { all: true, branches: [], units: [] }
const branch = (text: string) => ({ all: false, branches: [code(text)], units: [] })
const origin = { method: 'password', device: '', ip: '10.0.0.1' } as const

describeStores((open) => {
  async function office() {
    const { db } = await open()
    await new UnitStore(db).add([
      { code: code('tp'), parentCode: null, kind: 'city', name: 'Thành phố' },
      { code: code('tp.a'), parentCode: code('tp'), kind: 'ward', name: 'Phường A' },
      { code: code('tp.ab'), parentCode: code('tp'), kind: 'ward', name: 'Phường AB' },
    ])
    const accounts = new AccountStore(db)
    await accounts.add(
      [
        {
          id: accountOf('1'),
          login: 'Dung',
          name: 'Đặng Thị Dung',
          unitCode: code('tp.a'),
          passwordHash: '-',
          position: '100%',
          grants: [
            { role: 'official', unitCode: code('tp.a') },
            { role: 'secretary', unitCode: code('tp') },
          ],
        },
        {
          id: accountOf('2'),
          login: 'an_2',
          name: 'An',
          unitCode: code('tp.ab'),
          passwordHash: '-',
          email: 'an@example.vn',
        },
        {
          id: accountOf('guest'),
          kind: 'guest',
          login: 'dung',
          name: 'Khách Dung',
          unitCode: code('tp.a'),
          passwordHash: '',
        },
      ],
      NOON,
    )
    await new RoomStore(db).add(
      accountOf('room'),
      { name: 'Phòng Dung', place: 'Tầng 2', unitCode: code('tp.a') },
      NOON,
    )
    return { db, accounts }
  }

  test('people are listed by name, found without accents, and not mixed up with rooms and guests', async () => {
    const { db } = await office()
    const names = async (query: object, scope: Parameters<PersonStore['list']>[1] = everywhere) =>
      (await new PersonStore(db).list(PersonQuery.parse(query), scope)).items.map(({ name }) => name)
    expect(await names({})).toEqual(['An', 'Chủ tọa', 'Đặng Thị Dung'])
    expect(await names({ q: 'dang DUNG' })).toEqual(['Đặng Thị Dung'])
    expect(await names({ q: '100%' })).toEqual(['Đặng Thị Dung'])
    expect(await names({ q: '0_%' }), 'no wildcards').toEqual([])
    expect(await names({ unit: 'tp.a' }), 'not tp.ab').toEqual(['Đặng Thị Dung'])
    expect(await names({}, branch('tp.ab'))).toEqual(['An'])
    expect(await names({ role: 'secretary' })).toEqual(['Đặng Thị Dung'])
    const rooms = await new RoomStore(db).list(RoomQuery.parse({ q: 'dung', unit: 'tp.a' }), branch('tp'))
    expect(rooms).toMatchObject({ total: 1, next: null, items: [{ name: 'Phòng Dung', place: 'Tầng 2' }] })
  })

  test('rooms and guests have no login, and nobody signs in with a password as one', async () => {
    const { accounts } = await office()
    expect(await accounts.find(accountOf('room'))).toMatchObject({ kind: 'room', login: '' })
    expect(await accounts.findByLogin(`room:${accountOf('room')}`)).toBeNull()
    expect(await accounts.findByLogin('DUNG')).toMatchObject({ account: { accountId: accountOf('1'), kind: 'person' } })
  })

  test('a token counts as long as its account and its sign-in', async () => {
    const { db, accounts } = await office()
    const { family } = await new RefreshTokenStore(db).issue(accountOf('1'), origin, NOON)
    const other = await new RefreshTokenStore(db).issue(accountOf('2'), origin, NOON)
    const id = accountOf('1')
    expect(await accounts.identify(id, family)).toMatchObject({
      account: { login: 'dung' },
      mustChangePassword: false,
      totpWanted: false,
      method: 'password',
    })
    expect(await accounts.identify(id, null)).toMatchObject({ method: null })
    expect(await accounts.identify(id, other.family), "somebody else's sign-in").toBeNull()
    const lines = [
      { accountId: id, family },
      { accountId: id, family: null },
      { accountId: accountOf('2'), family: other.family },
    ]
    expect((await accounts.stillSignedIn(lines)).size).toBe(3)
    await accounts.disable(id, NOON)
    expect(await accounts.identify(id, family)).toBeNull()
    expect(await accounts.stillSignedIn(lines)).toEqual(new Set([lines[2]]))
  })

  test('of two who come with the same code or claim, one has it', async () => {
    const { db } = await office()
    const factor = new SecondFactor(db, new Sealer(Buffer.alloc(32, 1)))
    const { secret } = await factor.begin(accountOf('1'), 'dung')
    const codeAt = (now: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now })
    await factor.confirm(accountOf('1'), codeAt(NOON), NOON)
    const later = NOON + 60_000
    const checks = await Promise.all([1, 2].map(() => factor.check(accountOf('1'), codeAt(later), later)))
    expect(checks.filter((check) => check === 'totp')).toHaveLength(1)
    const pairings = new Pairings(db)
    const pairing = await pairings.begin('PC', NOON)
    await pairings.enrol(pairing.code.replace('-', ''), accountOf('room'), NOON)
    const claims = await Promise.all([1, 2].map(() => pairings.claim(pairing.pairingId, pairing.secret, NOON)))
    expect(claims.map(({ state }) => state).toSorted()).toEqual(['enrolled', 'expired'])
  })
})
