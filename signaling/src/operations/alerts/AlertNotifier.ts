import type { UnitCode } from '@diem-cau/signaling-contract'
import type { AlertFacts } from '@diem-cau/signaling-contract/office'
import type { AlertWay } from '@diem-cau/signaling-contract/operations'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import type { InboxStore } from '../../office/inbox/InboxStore.ts'
import { MailContent } from '../../office/invitations/MailContent.ts'
import { alertSubject } from '../../office/post/alertMail.ts'
import type { OutboxStore } from '../../office/post/OutboxStore.ts'
import type { AlertCase, Message, Place } from './AlertCase.ts'
import type { AlertStore, NewTold } from './AlertStore.ts'
import { type Keeper, whoLooksAfter } from './whoLooksAfter.ts'

/** Names that a message has; of the others it says how many. */
const NAMED = 10

export type AlertNotifierOptions = {
  readonly store: AlertStore
  readonly inbox: Pick<InboxStore, 'add' | 'settleAlert'>
  readonly outbox: Pick<OutboxStore, 'add'>
}

/** Tells people of an alert: in the program, and by mail when they have an address. */
export class AlertNotifier {
  readonly #options: AlertNotifierOptions

  constructor(options: AlertNotifierOptions) {
    this.#options = options
  }

  /**
   * Part of the transaction in which the alert becomes what it is: it is told once, or it is as it was.
   * @param pathOf the unit itself and those above it
   */
  async tell(
    tx: Kysely<Schema>,
    alertId: string,
    { code }: AlertCase,
    message: Message,
    pathOf: (unit: UnitCode) => readonly UnitCode[],
    now: number,
  ): Promise<void> {
    const { store, inbox, outbox } = this.#options
    const { why } = message
    const keepers = await this.#keepersOf(tx, alertId, message, pathOf)
    const factsOf = ({ places }: Keeper): AlertFacts => ({
      alertId,
      why,
      code,
      names: places.slice(0, NAMED).map(({ name }) => name),
      count: places.length,
    })
    const by = (way: AlertWay) => keepers.filter(({ ways }) => ways.has(way)).map(({ keeper }) => keeper)
    const inProgram = by('inbox')
    const byMail = by('mail').flatMap((keeper) => (keeper.email === null ? [] : [{ ...keeper, email: keeper.email }]))
    if (why === 'cleared')
      await inbox.settleAlert(
        tx,
        alertId,
        inProgram.map(({ accountId }) => accountId),
        now,
      )
    await inbox.add(
      tx,
      inProgram.map((keeper) => ({
        accountId: keeper.accountId,
        kind: 'alert',
        meetingId: null,
        facts: factsOf(keeper),
      })),
      now,
    )
    await outbox.add(
      tx,
      byMail.map((keeper) => ({
        kind: 'alert',
        meetingId: null,
        unitCode: keeper.unitCode,
        invitee: '',
        to: { address: keeper.email, name: keeper.name },
        subject: alertSubject(factsOf(keeper)),
        content: MailContent.parse({ alert: factsOf(keeper) }),
      })),
      now,
    )
    const told = (keeper: Keeper, way: AlertWay): NewTold => ({
      accountId: keeper.accountId,
      name: keeper.name,
      way,
      why,
      resources: keeper.places.length,
    })
    await store.addTold(
      tx,
      alertId,
      [...inProgram.map((keeper) => told(keeper, 'inbox')), ...byMail.map((keeper) => told(keeper, 'mail'))],
      now,
    )
  }

  /** Of an end those hear who were told of the beginning, by the same ways. */
  async #keepersOf(
    tx: Kysely<Schema>,
    alertId: string,
    { why, rule, places }: Message,
    pathOf: (unit: UnitCode) => readonly UnitCode[],
  ): Promise<{ readonly keeper: Keeper; readonly ways: ReadonlySet<AlertWay> }[]> {
    const ways = new Set(rule.ways)
    const all = (keepers: readonly Keeper[]) => keepers.map((keeper) => ({ keeper, ways }))
    const atFirst = (of: readonly Place[]) => whoLooksAfter(tx, of, rule.roles, pathOf, { nearest: rule.nearestFirst })
    if (why === 'escalated') {
      const asked = await whoLooksAfter(tx, places, rule.escalateTo, pathOf)
      return all(rule.nearestFirst ? without(asked, await atFirst(places)) : asked)
    }
    if (why === 'raised') {
      const first = await atFirst(places)
      const reached = new Set(first.flatMap((keeper) => keeper.places.map(({ resource }) => resource)))
      // A place that nobody looks after is told at once to those who would be asked later.
      const left = places.filter(({ resource }) => !reached.has(resource))
      const later = await whoLooksAfter(tx, left, rule.escalateTo, pathOf)
      // Where the others would be of the same role there are none either: then it is the IT admin's.
      const isNobody = rule.nearestFirst && left.length > 0 && later.length === 0
      return all([...first, ...(isNobody ? await whoLooksAfter(tx, left, ['itAdmin'], pathOf) : later)])
    }
    const told = await this.#options.store.toldOf(tx, alertId)
    const keepers = await whoLooksAfter(tx, places, ['technician', 'itAdmin'], pathOf)
    return keepers.flatMap((keeper) => {
      const by = told.get(keeper.accountId)
      return by ? [{ keeper, ways: new Set([...by].filter((way) => ways.has(way))) }] : []
    })
  }
}

/** Who heard of a place at first does not hear of it again. */
function without(keepers: readonly Keeper[], first: readonly Keeper[]): Keeper[] {
  const heard = new Map(
    first.map(({ accountId, places }) => [accountId, new Set(places.map(({ resource }) => resource))]),
  )
  return keepers.flatMap((keeper) => {
    const places = keeper.places.filter(({ resource }) => !heard.get(keeper.accountId)?.has(resource))
    return places.length > 0 ? [{ ...keeper, places }] : []
  })
}
