import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Account,
  AccountId,
  MeetingId,
  type ParticipantId,
  type Seat,
  UnitCode,
  type UnitRef,
} from '@diem-cau/signaling-contract'
import { MeetingSettings } from '@diem-cau/signaling-contract/office'
import { AccountStore } from '../../signaling/src/auth/AccountStore.ts'
import { openSqliteStore, type SqliteStore } from '../../signaling/src/db/engine/openSqliteStore.ts'
import { participantIdOf } from '../../signaling/src/domain/meeting/core/participantIdOf.ts'
import { ScheduleStore } from '../../signaling/src/office/schedule/ScheduleStore.ts'
import { UnitStore } from '../../signaling/src/office/units/UnitStore.ts'
import { quickTmp } from '../../signaling/src/testing/quickTmp.ts'

export type Name = 'chair' | 'secretary' | 'ward1' | 'ward2'

export interface Person {
  readonly name: Name
  readonly account: Account
  readonly participantId: ParticipantId
  readonly seat: Seat
}

const host: UnitRef = { code: UnitCode.parse('quan'), name: 'Quận Thử' }
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Each run has days of its own: no meeting of another one is unfinished then. */
const FIRST_DAY = Date.UTC(2030, 0, 1, 2)

function person(name: Name): Person {
  const seat = name === 'chair' || name === 'secretary' ? name : 'delegate'
  const unit = seat === 'delegate' ? { code: UnitCode.parse(`quan.${name}`), name: `Phường ${name}` } : host
  const accountId = AccountId.parse(name)
  return {
    name,
    seat,
    participantId: participantIdOf(accountId),
    account: { accountId, kind: 'person', login: name, name, unit },
  }
}

export const people: Readonly<Record<Name, Person>> = {
  chair: person('chair'),
  secretary: person('secretary'),
  ward1: person('ward1'),
  ward2: person('ward2'),
}

/** One database for all runs, each with a meeting of its own in it. */
export class Office {
  readonly store: SqliteStore
  readonly schedules: ScheduleStore
  readonly #folder: string
  #meetings = 0

  private constructor(store: SqliteStore, folder: string) {
    this.store = store
    this.#folder = folder
    this.schedules = new ScheduleStore(store.db)
  }

  static async open(): Promise<Office> {
    const folder = await mkdtemp(join(await quickTmp(), 'diem-cau-pair-'))
    const store = await openSqliteStore(join(folder, 'pair.sqlite'))
    store.raw.exec('PRAGMA synchronous = OFF')
    const units = new Map(Object.values(people).map(({ account: { unit } }) => [unit.code, unit]))
    await new UnitStore(store.db).add(
      [...units.values()].map(({ code, name }) => ({
        code,
        name,
        parentCode: code === host.code ? null : host.code,
        kind: code === host.code ? 'urban_district' : 'ward',
      })),
    )
    await new AccountStore(store.db).add(
      Object.values(people).map(({ account }) => ({
        id: account.accountId,
        login: account.login,
        name: account.name,
        unitCode: account.unit.code,
        passwordHash: '-',
      })),
      0,
    )
    return new Office(store, folder)
  }

  /** @returns a meeting that has just begun, and when that is */
  async plan({ waitingRoom }: { readonly waitingRoom: boolean }): Promise<{ meetingId: MeetingId; now: number }> {
    const meetingId = MeetingId.parse(`meeting-${++this.#meetings}`)
    const now = FIRST_DAY + this.#meetings * 3 * DAY
    await this.schedules.add({
      meetingId,
      title: 'Giao ban',
      hostUnit: host,
      startsAt: now - HOUR,
      endsAt: now + 8 * HOUR,
      phase: 'open',
      chairAccountId: people.chair.account.accountId,
      demo: false,
      seats: Object.values(people).map(({ account, seat }) => ({
        accountId: account.accountId,
        seat,
        unit: account.unit,
      })),
    })
    const settings = JSON.stringify(MeetingSettings.parse({ waitingRoom }))
    await this.store.db.updateTable('meeting').set({ settings }).where('id', '=', meetingId).execute()
    return { meetingId, now }
  }

  async setWaitingRoom(meetingId: MeetingId, waitingRoom: boolean): Promise<void> {
    await this.store.db
      .updateTable('meeting')
      .set({ settings: JSON.stringify(MeetingSettings.parse({ waitingRoom })) })
      .where('id', '=', meetingId)
      .execute()
  }

  async uninvite(meetingId: MeetingId, { account }: Person): Promise<void> {
    await this.store.db
      .deleteFrom('meeting_seat')
      .where('meeting_id', '=', meetingId)
      .where('account_id', '=', account.accountId)
      .execute()
  }

  /** Removes what a run leaves, which would make the next one slower. */
  forget(meetingId: MeetingId): void {
    for (const table of ['meeting_log', 'meeting_seat', 'vote_tally'])
      this.store.raw.prepare(`delete from ${table} where meeting_id = ?`).run(meetingId)
  }

  async close(): Promise<void> {
    await this.store.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
