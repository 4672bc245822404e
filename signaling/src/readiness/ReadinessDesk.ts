import { type Account, type AccountId, MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type { AuditAction } from '@diem-cau/signaling-contract/office'
import type {
  NewRun,
  ReadinessPlan,
  RoomProfile,
  RoomSettings,
  RoomSettingsState,
  Run,
  RunTrigger,
} from '@diem-cau/signaling-contract/readiness'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { foundBy, isLate, judge, judgedAnew, measuredHere, requireTest, withTest } from '../domain/readiness/foundBy.ts'
import { nextTest } from '../domain/readiness/nextTest.ts'
import { mayAt, requireMay } from '../office/access.ts'
import type { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { helpContact } from './helpContact.ts'
import { type OfficeRoom, readRooms } from './readRooms.ts'
import { type KnownWhole, ReadinessStore } from './store/ReadinessStore.ts'
import { RoomSettingsStore } from './store/RoomSettingsStore.ts'
import { RunStore } from './store/RunStore.ts'
import { STILL_KEPT_MS, StillStore } from './store/StillStore.ts'
import { toldOfRooms } from './toldOfRooms.ts'

export type ReadinessContext = {
  readonly db: Kysely<Schema>
  readonly clock: () => number
  readonly audit: AuditLog
  readonly schedules: Pick<ScheduleStore, 'listFor' | 'invitation'>
}

/** Who asks, and from where. */
export type Asking = { readonly account: Account; readonly ip: string }

/** Asked to test itself, a room has so long to do it. */
const ASKED_FOR_MS = 10 * 60_000
/** A call for help is over by itself after this. */
export const HELP_FOR_MS = 30 * 60_000

/** A copied enrolment is shown for a day after it was seen last. */
export const COPIED_SHOWN_MS = 24 * 60 * 60_000

/** What a room has, until somebody says otherwise. */
export const anyProfile: RoomProfile = {
  cameraLabel: null,
  microphoneLabel: null,
  hasSecondScreen: false,
  cancelsEcho: false,
  allowsStill: false,
}

/** What rooms say of themselves, and what is asked of them (SPEC 18.20 to 18.29). */
export class ReadinessDesk {
  readonly #context: ReadinessContext

  constructor(context: ReadinessContext) {
    this.#context = context
  }

  /**
   * Judges a test. That of a room is kept; that of a person's computer belongs to no room and is not.
   * @throws MeetingError `badRequest` for one that cannot have been
   */
  async take(account: Account, test: NewRun): Promise<Run> {
    const now = this.#context.clock()
    requireTest(test)
    const steps = measuredHere(test, now)
    if (account.kind !== 'room') {
      const verdicts = judge(steps, null)
      const { health } = foundBy(verdicts, test.trigger)
      return { ...test, steps, roomId: account.accountId, at: now, health, verdicts, deviceName: '' }
    }
    return this.#takeOfRoom(account, { ...test, steps }, now)
  }

  /** @throws MeetingError `forbidden` for who is no room */
  async plan(account: Account): Promise<ReadinessPlan> {
    const { db, clock, schedules } = this.#context
    const now = clock()
    const room = await this.#own(account)
    const [known, listed, told, help] = await Promise.all([
      new ReadinessStore(db).find(room.roomId),
      schedules.listFor(account, now),
      toldOfRooms(db, [room]),
      helpContact(db, room.path),
    ])
    const meetings = listed
      .map(({ planned }) => planned)
      .filter(({ phase, startsAt }) => (phase === 'scheduled' || phase === 'open') && startsAt > now)
    return {
      now,
      profile: known.profile ?? anyProfile,
      next: nextTest(room.roomId, known.wholeAt, meetings, now),
      askedAt: within(known.askedAt, ASKED_FOR_MS, now),
      stillAskedAt: known.profile?.allowsStill ? within(known.stillAskedAt, STILL_KEPT_MS, now) : null,
      copiedAt: within(known.copiedAt, COPIED_SHOWN_MS, now),
      seen: told(room.roomId).seenAt !== null,
      helpName: help.name,
      helpPhone: help.phone,
    }
  }

  /** The room calls for who looks after it. @throws MeetingError `forbidden` for who is no room */
  async callForHelp({ account, ip }: Asking): Promise<ReadinessPlan> {
    const { db, clock, audit } = this.#context
    const room = await this.#own(account)
    await inTransaction(db, async (tx) => {
      const { helpAt } = await new ReadinessStore(tx).find(room.roomId)
      // Pressed again it is the same call.
      if (within(helpAt, HELP_FOR_MS, clock()) !== null) return
      await new ReadinessStore(tx).mark(room.roomId, 'helpAt', clock())
      await audit.append(tx, { account, ip }, { action: 'room.helpCalled', ...about(room) })
    })
    return this.plan(account)
  }

  /** @param allow besides those who may act on rooms of its unit: who conducts a meeting that it is invited to */
  async ask(asking: Asking, roomId: AccountId, allow: boolean): Promise<void> {
    await this.#act(asking, roomId, allow, 'room.testAsked', (tx, now) =>
      new ReadinessStore(tx).mark(roomId, 'askedAt', now),
    )
  }

  /** Asks all rooms of a meeting that have a PC. @returns how many */
  async askAll({ account, ip }: Asking, meetingId: MeetingId): Promise<number> {
    const { db, clock, audit } = this.#context
    return inTransaction(db, async (tx) => {
      const meeting = await tx
        .selectFrom('meeting')
        .select(['title', 'host_unit_code'])
        .where('id', '=', meetingId)
        .executeTakeFirst()
      if (!meeting) throw new MeetingError('notFound')
      const rooms = (await readRooms(tx, { scope: null, meetingId })).filter(({ enrolledAt }) => enrolledAt !== null)
      for (const { roomId } of rooms) await new ReadinessStore(tx).mark(roomId, 'askedAt', clock())
      await audit.append(
        tx,
        { account, ip },
        {
          action: 'meeting.testsAsked',
          subject: { type: 'meeting', id: meetingId, name: meeting.title },
          unitCode: meeting.host_unit_code,
        },
      )
      return rooms.length
    })
  }

  /** What the room should have; what was found of it is judged anew. */
  async setProfile(asking: Asking, roomId: AccountId, profile: RoomProfile): Promise<void> {
    await this.#act(asking, roomId, false, 'room.profileEdited', async (tx, now) => {
      const store = new ReadinessStore(tx)
      const known = await store.find(roomId)
      const steps = judgedAnew(known.steps, profile)
      await store.save({
        ...known,
        profile,
        steps,
        ...stateAfter(known, steps, await new RunStore(tx).wholeTrigger(known), now),
      })
      // What was allowed before is not looked at any more.
      if (!profile.allowsStill) await new StillStore(tx).remove(roomId)
      // Who cancels echo is said in one place, wherever it is said.
      const settings = new RoomSettingsStore(tx)
      const kept = await settings.find(roomId)
      if (kept && kept.settings.echoCancellation === profile.cancelsEcho) {
        const echoCancellation = !profile.cancelsEcho
        await settings.save(roomId, {
          settings: { ...kept.settings, echoCancellation },
          changedAt: now,
          changedBy: asking.account.name,
        })
      }
    })
  }

  /** @throws MeetingError `notFound` for a room elsewhere */
  async settings(account: Account, roomId: AccountId): Promise<RoomSettingsState> {
    const { db } = this.#context
    const [room] = await readRooms(db, { scope: null, roomId })
    const isOwn = account.accountId === roomId
    if (!room || (!isOwn && !(await mayAt(db, account, 'room.read', room.unit.code))))
      throw new MeetingError('notFound')
    const kept = await new RoomSettingsStore(db).find(roomId)
    return {
      settings: kept?.settings ?? null,
      changedAt: kept?.changedAt ?? null,
      changedBy: kept?.changedBy ?? '',
      mayChange: isOwn || (await mayAt(db, account, 'operations.act', room.unit.code)),
    }
  }

  /** What the room wants: said on its TV, or by who looks after it (SPEC 23.8). */
  async setSettings(asking: Asking, roomId: AccountId, settings: RoomSettings): Promise<void> {
    const { account } = asking
    await this.#act(asking, roomId, account.accountId === roomId, 'room.settingsEdited', async (tx, now) => {
      await new RoomSettingsStore(tx).save(roomId, { settings, changedAt: now, changedBy: account.name })
      const store = new ReadinessStore(tx)
      const known = await store.find(roomId)
      const cancelsEcho = !settings.echoCancellation
      if ((known.profile ?? anyProfile).cancelsEcho === cancelsEcho) return
      const profile = { ...(known.profile ?? anyProfile), cancelsEcho }
      const steps = judgedAnew(known.steps, profile)
      const trigger = await new RunStore(tx).wholeTrigger(known)
      await store.save({ ...known, profile, steps, ...stateAfter(known, steps, trigger, now) })
    })
  }

  /** @throws MeetingError `forbidden` when the room does not allow it */
  async askStill(asking: Asking, roomId: AccountId): Promise<void> {
    await this.#act(asking, roomId, false, 'room.stillAsked', async (tx, now) => {
      const store = new ReadinessStore(tx)
      if (!(await store.find(roomId)).profile?.allowsStill)
        throw new MeetingError('forbidden', 'the room allows no still')
      await store.mark(roomId, 'stillAskedAt', now)
    })
  }

  /** A still that was asked for; any other one is refused. */
  async takeStill(account: Account, jpeg: Uint8Array): Promise<void> {
    const { db, clock } = this.#context
    const room = await this.#own(account)
    await inTransaction(db, async (tx) => {
      const store = new ReadinessStore(tx)
      const { profile, stillAskedAt } = await store.find(room.roomId)
      if (!profile?.allowsStill || within(stillAskedAt, STILL_KEPT_MS, clock()) === null)
        throw new MeetingError('forbidden', 'nobody asked for a still')
      await new StillStore(tx).save(room.roomId, jpeg, clock())
      await store.mark(room.roomId, 'stillAskedAt', null)
    })
  }

  /** @throws MeetingError `notFound` for a room elsewhere, `forbidden` */
  async requireAct({ account }: Pick<Asking, 'account'>, roomId: AccountId): Promise<OfficeRoom> {
    const { db } = this.#context
    const [room] = await readRooms(db, { scope: null, roomId })
    if (!room || !(await mayAt(db, account, 'room.read', room.unit.code))) throw new MeetingError('notFound')
    await requireMay(db, account, 'operations.act', room.unit.code)
    return room
  }

  async #act(
    { account, ip }: Asking,
    roomId: AccountId,
    allow: boolean,
    action: AuditAction,
    work: (tx: Kysely<Schema>, now: number) => Promise<void>,
  ): Promise<void> {
    const { db, clock, audit } = this.#context
    await inTransaction(db, async (tx) => {
      const [room] = await readRooms(tx, { scope: null, roomId })
      if (!room) throw new MeetingError('notFound')
      if (!allow) {
        if (!(await mayAt(tx, account, 'room.read', room.unit.code))) throw new MeetingError('notFound')
        await requireMay(tx, account, 'operations.act', room.unit.code)
      }
      await work(tx, clock())
      await audit.append(tx, { account, ip }, { action, ...about(room) })
    })
  }

  async #takeOfRoom(account: Account, test: NewRun, now: number): Promise<Run> {
    const { db, schedules } = this.#context
    const room = await this.#own(account)
    // A meeting that was cancelled or is elsewhere is no reason to lose what was found.
    const isInvited = test.meetingId !== null && (await schedules.invitation(test.meetingId, account)) !== null
    const meetingId = isInvited ? test.meetingId : null
    return inTransaction(db, async (tx) => {
      const [store, runs] = [new ReadinessStore(tx), new RunStore(tx)]
      const before = await runs.find(room.roomId, test.runId)
      if (before) return before
      const known = await store.find(room.roomId)
      const isWatch = test.trigger === 'watch'
      const steps = withTest(known.steps, test.steps, known.profile, !isWatch, now)
      // What is tried again says nothing of what it left out: that the last whole test had to take.
      const trigger = isWatch ? await runs.wholeTrigger(known) : test.trigger
      const state = stateAfter(known, steps, trigger, now)
      const late = isLate(test, now)
      const verdicts = judge(test.steps, known.profile)
      const found = late ? foundBy(verdicts, test.trigger) : state
      const run: Run = {
        ...test,
        meetingId,
        roomId: room.roomId,
        at: now,
        health: found.health,
        verdicts,
        deviceName: room.deviceName,
      }
      const isNews = !isWatch || found.health !== known.health || found.reasons.join() !== known.reasons.join()
      if (isNews) await runs.add(run, found.reasons)
      if (late) return run
      await store.save({
        ...known,
        ...state,
        steps,
        testedAt: now,
        wholeAt: isWatch ? known.wholeAt : now,
        askedAt: isWatch || !isAfter(known.askedAt, test, now) ? known.askedAt : null,
        helpAt: state.health === 'good' ? null : known.helpAt,
      })
      return run
    })
  }

  async #own(account: Account): Promise<OfficeRoom> {
    if (account.kind !== 'room') throw new MeetingError('forbidden', 'this is for the PC of a room')
    const [room] = await readRooms(this.#context.db, { scope: null, roomId: account.accountId })
    if (!room) throw new MeetingError('notFound')
    return room
  }
}

/** A test that had begun when somebody asked is no answer. By our clock: it came when it ended. */
const isAfter = (askedAt: number | null, { startedAt, endedAt }: NewRun, now: number) =>
  askedAt === null || now - (endedAt - startedAt) >= askedAt

const within = (at: number | null, ms: number, now: number) => (at !== null && now - at < ms ? at : null)

/** Since when it is so: a room that stays as bad as it was is so since then. */
function stateAfter(known: KnownWhole, steps: KnownWhole['steps'], trigger: RunTrigger, now: number) {
  const { health, reasons } = foundBy(
    steps.map(({ verdict }) => verdict),
    trigger,
  )
  const isSame = known.testedAt !== null && health === known.health
  return { health, reasons, since: isSame ? known.since : now }
}

const about = ({ roomId, name, unit }: OfficeRoom) => ({
  subject: { type: 'room', id: roomId, name },
  unitCode: unit.code,
})
