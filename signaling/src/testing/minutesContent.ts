import { ItemId, UnitCode, VoteId } from '@diem-cau/signaling-contract'
import type { MinutesContent } from '@diem-cau/signaling-contract/office'
import { NOON } from './people.ts'

/** Minutes of a meeting with that many units, and that many speeches on each of its three points. */
export function minutesContent({
  units = 7,
  speeches = 2,
}: { units?: number; speeches?: number } = {}): MinutesContent {
  return {
    superior: '',
    office: 'Ủy ban nhân dân quận Ô Môn',
    number: '112',
    symbol: 'BB-UBND',
    numberedOn: null,
    subject: 'Cuộc họp giao ban công tác tháng 11 năm 2026',
    startedAt: NOON - 4.5 * 3_600_000,
    opening: '',
    endedAt: NOON - 2 * 3_600_000,
    place: `Phòng họp số 1, trụ sở UBND quận Ô Môn (điểm cầu chính) và ${units} điểm cầu trực tuyến`,
    hostPeople:
      'Nguyễn Văn An, Chủ tịch UBND quận; Trần Thị Bé, Chánh Văn phòng; Lê Hoàng Cường, Trưởng phòng Tài chính - Kế hoạch',
    units: Array.from({ length: units }, (_, n) => {
      const status = n === 2 ? 'late' : n === 4 ? 'excused' : n === 6 ? 'absent' : 'present'
      const there = status === 'present' || status === 'late'
      return {
        unitCode: UnitCode.parse(`o-mon.${n}`),
        unit: `Phường ${['Châu Văn Liêm', 'Thới Hòa', 'Thới Long', 'Long Hưng', 'Thới An', 'Phước Thới', 'Trường Lạc'][n % 7] ?? ''}${n < 7 ? '' : ` ${n}`}`,
        status,
        count: there ? 3 : null,
        people: there ? 'Ông Phạm Quốc Dũng, Bà Võ Thị Hồng Nhung, Ông Đặng Minh Khôi' : '',
        absences: [],
        host: false,
        note: status === 'late' ? 'vào lúc 07 giờ 42 phút' : status === 'excused' ? 'trực phòng chống lụt bão' : '',
      }
    }),
    chair: { name: 'Nguyễn Văn An', position: 'Chủ tịch Ủy ban nhân dân quận' },
    briefMinutes: 5,
    guests: '',
    technicians: '',
    standIns: '',
    secretary: { name: 'Trần Thị Bé', position: 'Chánh Văn phòng HĐND và UBND' },
    items: [
      'Báo cáo kết quả thực hiện nhiệm vụ tháng 11, phương hướng tháng 12',
      'Công tác chuẩn bị Tết Nguyên đán Đinh Mùi',
      'Thông qua dự thảo kế hoạch nạo vét kênh mương năm 2027',
    ].map((title, n) => ({
      itemId: ItemId.parse(`item-${n}`),
      title,
      discussed: true,
      presenter: 'Ông Lê Hoàng Cường, Trưởng phòng Tài chính - Kế hoạch',
      speeches: Array.from({ length: speeches }, (_, k) => ({
        speaker: `Ông Phạm Quốc Dũng (Phường ${['Châu Văn Liêm', 'Thới Hòa'][k % 2] ?? ''})`,
        seconds: 150 + k,
        text: 'Nhất trí với báo cáo. Đề nghị quận bổ sung kinh phí nạo vét kênh Thới An trước mùa khô; hiện đoạn qua khu vực chợ bị bồi lắng nặng, ghe tàu đi lại khó khăn, ảnh hưởng đến việc tiêu thoát nước của khu dân cư.',
      })),
      votes:
        n === 2
          ? [
              {
                voteId: VoteId.parse('v-1'),
                question: 'Thông qua dự thảo kế hoạch nạo vét kênh mương năm 2027?',
                secret: false,
                options: [
                  { label: 'Tán thành', count: 5 },
                  { label: 'Không tán thành', count: 0 },
                  { label: 'Ý kiến khác', count: 1 },
                ],
                voters: 6,
                cast: 6,
                rule: 'quá bán số có mặt là 6',
                passed: true,
              },
            ]
          : [],
      conclusion:
        'Giao Phòng Tài chính - Kế hoạch phối hợp các phường rà soát, tổng hợp trình UBND quận trước ngày 05 tháng 12 năm 2026.',
    })),
    recipients: ['Thường trực Quận ủy', 'Như thành phần tham dự', 'Lưu: VT, Hồ sơ'],
  }
}
