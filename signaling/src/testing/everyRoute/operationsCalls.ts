import type { ParticipantId } from '@diem-cau/signaling-contract'
import { inTransaction } from '../../db/sql/inTransaction.ts'
import { answersDiagnoses } from '../diagnosis.ts'
import { accountOf, participantOf, schedule } from '../people.ts'
import { connect, joinData } from '../startOffice.ts'
import { startOnRecord } from './startOnRecord.ts'

/** What is done about rooms and meetings that are watched: technicians help rooms, and end no meeting. */
export async function operationsCalls(): Promise<void> {
  const { city, call, finish } = await startOnRecord('operations')
  const unit = schedule.hostUnit.code
  await inTransaction(city.db, (tx) =>
    tx
      .insertInto('account_role')
      .values([
        { account_id: accountOf('cityadmin'), role: 'itAdmin', unit_code: unit },
        { account_id: accountOf('technician'), role: 'technician', unit_code: unit },
      ])
      .execute(),
  )
  const room = await connect(city, 'ward')
  answersDiagnoses(room)
  await room.send('meeting:join', joinData)
  const { meetingId } = schedule
  const participantId: ParticipantId = participantOf('ward')
  const ofRoom = {
    who: 'technician',
    refused: [null, 'official', 'bacadmin', 'bacchair'],
    params: { meetingId, participantId },
    body: {},
    about: [['endpoint', participantId, unit] as const],
  }
  await call('POST /api/operations/meetings/:meetingId/rooms/:participantId/move', ofRoom)
  await call('POST /api/operations/meetings/:meetingId/rooms/:participantId/restart', ofRoom)
  await call('POST /api/operations/meetings/:meetingId/rooms/:participantId/diagnosis', ofRoom)
  await call('POST /api/operations/meetings/:meetingId/end', {
    who: 'cityadmin',
    refused: [null, 'official', 'technician', 'bacadmin', 'bacchair'],
    params: { meetingId },
    body: {},
    about: [['meeting', meetingId, unit]],
  })
  await finish()
}
