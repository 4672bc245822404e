import { UnitCode } from '@diem-cau/signaling-contract'
import type { InvitationFacts } from '../office/invitations/InvitationFacts.ts'
import { accountOf, HOUR, NOON, schedule } from './people.ts'

/** A meeting as invitations tell it. */
export function factsOf(changes: Partial<InvitationFacts> = {}): InvitationFacts {
  return {
    meetingId: schedule.meetingId,
    title: 'Giao ban tháng 11',
    description: 'Các phường chuẩn bị báo cáo.',
    hostUnit: { ...schedule.hostUnit, kind: 'urban_district' },
    hostParent: { name: 'Thành phố Cần Thơ', kind: 'city' },
    place: 'Phòng họp số 1',
    chair: {
      accountId: accountOf('chair'),
      name: 'Nguyễn Văn An',
      position: 'Chủ tịch',
      phone: '',
      email: 'chair@example.vn',
    },
    deputy: null,
    secretary: {
      accountId: accountOf('secretary'),
      name: 'Trần Thị Bé',
      position: 'Chánh Văn phòng',
      phone: '0292 3861 000',
      email: null,
    },
    startsAt: NOON,
    endsAt: NOON + 2 * HOUR,
    phase: 'scheduled',
    cancelReason: '',
    sequence: 0,
    lobbyMinutes: 60,
    agenda: [{ itemId: 'i1', title: 'Báo cáo tháng 10', presenter: 'Lê Văn Cần', minutes: 20 }],
    units: [{ code: UnitCode.parse('o-mon.thoi-an'), name: 'Phường Thới An' }],
    named: [],
    isRehearsal: false,
    createdAt: 0,
    updatedAt: 0,
    seriesId: null,
    recurrenceAt: null,
    isException: false,
    ...changes,
  }
}
