import { type Account, MeetingError, type MeetingId, type Phase } from '@diem-cau/signaling-contract'
import { MeetingSettings, type Plan, type PlanInput } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { phaseAt } from '../../domain/office/PlannedMeeting.ts'
import { seatOf } from './invitationRule.ts'
import type { Schema } from '../../db/schema.ts'
import { mayAt } from '../access.ts'
import type { OfficeContext } from '../OfficeContext.ts'
import type { RunningMeetings } from '../RunningMeetings.ts'
import type { PlanHooks } from './PlanHooks.ts'
import { readPlan, type StoredPlan } from './readPlans.ts'

/** The schedule works with this part of the office. */
export type PlanContext = Pick<OfficeContext, 'db' | 'clock' | 'audit'> & { readonly meetings: RunningMeetings }

/** Plans as they are shown: who may see which, and in what phase they are. */
export class PlanDesk {
  readonly #office: PlanContext
  readonly #hooks: PlanHooks

  constructor(office: PlanContext, hooks: PlanHooks) {
    this.#office = office
    this.#hooks = hooks
  }

  /**
   * A plan for whoever manages it or is invited to it.
   * @throws MeetingError `notFound`, also for what the account may not know of
   */
  async view(db: Kysely<Schema>, account: Account, meetingId: MeetingId): Promise<Plan> {
    const { plan, mayManage } = await this.find(db, account, meetingId)
    return this.show(plan, mayManage)
  }

  /** @throws MeetingError `notFound` */
  async find(
    db: Kysely<Schema>,
    account: Account,
    meetingId: MeetingId,
  ): Promise<{ plan: StoredPlan; mayManage: boolean }> {
    const plan = await readPlan(db, meetingId)
    if (!plan) throw new MeetingError('notFound')
    const mayManage = await mayAt(db, account, 'meeting.manage', plan.hostUnit.code)
    if (mayManage) return { plan, mayManage }
    if (plan.stored === 'draft') throw new MeetingError('notFound')
    const maySee =
      (await mayAt(db, account, 'meeting.read', plan.hostUnit.code)) || (await seatOf(db, meetingId, account)) !== null
    if (!maySee) throw new MeetingError('notFound')
    return { plan, mayManage }
  }

  /** @throws MeetingError `notFound`, `forbidden` */
  async manageable(db: Kysely<Schema>, account: Account, meetingId: MeetingId): Promise<StoredPlan> {
    const { plan, mayManage } = await this.find(db, account, meetingId)
    if (!mayManage) throw new MeetingError('forbidden', `meeting.manage at ${plan.hostUnit.code}`)
    return plan
  }

  show(plan: StoredPlan, mayManage: boolean): Plan {
    const {
      stored: _stored,
      lobbyMinutes: _l,
      recurrenceAt: _r,
      isException: _e,
      seriesStartsAt: _s,
      guests,
      ...rest
    } = plan
    return {
      ...rest,
      phase: this.phaseOf(plan),
      mayManage,
      guests: guests.map((guest) => ({
        ...guest,
        email: mayManage ? guest.email : null,
        link: mayManage ? this.#hooks.guestLink(guest.guestId) : null,
      })),
    }
  }

  phaseOf(plan: Pick<StoredPlan, 'meetingId' | 'stored' | 'startsAt' | 'endsAt' | 'lobbyMinutes'>): Phase {
    const status = this.#office.meetings.statusOf(plan.meetingId)
    if (status?.phase === 'ended') return 'ended'
    return phaseAt({ ...plan, phase: plan.stored }, this.#office.clock(), (status?.people.length ?? 0) > 0)
  }
}

/** Writes the input by which the secretary would plan the same again. */
export function toInput(plan: StoredPlan): PlanInput {
  return {
    title: plan.title,
    description: plan.description,
    hostUnitCode: plan.hostUnit.code,
    place: plan.place,
    chairId: plan.chair.accountId,
    deputyId: plan.deputy?.accountId ?? null,
    secretaryId: plan.secretary?.accountId ?? null,
    startsAt: plan.startsAt,
    endsAt: plan.endsAt,
    invite: [...plan.invite],
    people: plan.people.map(({ accountId, seat }) => ({ accountId, seat })),
    guests: plan.guests.map((guest) => ({ ...guest })),
    agenda: [...plan.agenda],
    settings: MeetingSettings.parse(plan.settings),
    recurrence: null,
  }
}
