import { AccountId } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { accountOf, schedule } from '../../testing/people.ts'
import { describeStores } from '../../testing/temporaryStore.ts'
import { AccountStore } from '../../auth/AccountStore.ts'
import { up } from './120-guests.ts'

describeStores((open) => {
  test('SPEC 3.9: guests of plans from before lose the name that the host unit then went by; everyone else keeps theirs', async () => {
    const { db } = await open()
    const { meetingId, hostUnit } = schedule
    const [guest, named] = [AccountId.parse('a.guest'), accountOf('named')]
    const account = (id: AccountId, kind: 'guest' | 'person') => ({
      id,
      kind,
      login: kind === 'guest' ? '' : id,
      name: id,
      unitCode: hostUnit.code,
      passwordHash: '-',
    })
    await new AccountStore(db).add([account(guest, 'guest'), account(named, 'person')], 0)
    const seat = { meeting_id: meetingId, unit_code: hostUnit.code }
    await db
      .insertInto('meeting_seat')
      .values([
        { ...seat, account_id: guest, seat: 'guest', unit_name: 'Sở Y tế' },
        { ...seat, account_id: named, seat: 'delegate', unit_name: 'Tên lúc đó' },
      ])
      .execute()
    await db
      .insertInto('meeting_guest')
      .values({ meeting_id: meetingId, account_id: guest, organisation: 'Sở Y tế', position: 0 })
      .execute()
    await up(db as Kysely<unknown>)
    const names = await db
      .selectFrom('meeting_seat')
      .select(['account_id', 'unit_name'])
      .where('account_id', 'in', [guest, named])
      .execute()
    expect(Object.fromEntries(names.map(({ account_id, unit_name }) => [account_id, unit_name]))).toEqual({
      [guest]: hostUnit.name,
      [named]: 'Tên lúc đó',
    })
  })
})
