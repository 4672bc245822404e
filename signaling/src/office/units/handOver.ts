import type { UnitCode, UnitRef } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Schema } from '../../db/schema.ts'
import { unitInvitee } from '../../domain/office/invitee.ts'
import { handOverRoles } from '../../auth/accountRoles.ts'
import { handOverAccounts } from '../../auth/accountTable.ts'
import { handOverAnswers } from '../meetings/answerTable.ts'
import { after } from '../meetings/comingMeetings.ts'
import { deleteBeforeOf } from '../meetings/invitationBeforeTable.ts'
import { handOverSeats } from '../meetings/meetingSeatTable.ts'
import { handOverMeetings } from '../meetings/meetingTable.ts'
import { handOverInvitedUnits } from '../meetings/meetingUnitTable.ts'
import { handOverGroups } from './unitGroupTable.ts'
import { renameInMeetings } from './renameInMeetings.ts'

/** People, rooms, roles, groups and meetings to come go from a unit to the one that takes its place. The past stays. */
export async function handOver(tx: Kysely<Schema>, from: UnitCode, to: UnitRef, now: number): Promise<void> {
  await handOverAccounts(tx, from, to.code)
  await handOverRoles(tx, from, to.code)
  await handOverGroups(tx, from, to.code)
  const toCome = after(now)
  await handOverMeetings(tx, from, to, toCome)
  await handOverSeats(tx, from, to, toCome)
  await handOverInvitedUnits(tx, from, to, toCome)
  const [old, next] = [unitInvitee(from), unitInvitee(to.code)]
  await handOverAnswers(tx, old, next, toCome)
  // An answer that the unit gave to another time is not its successor's.
  await deleteBeforeOf(tx, old, toCome)
  // They may be on a day for which the successor's next name is known already.
  await renameInMeetings(tx, [to.code], now)
}
