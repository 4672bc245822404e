import { localDate } from '@diem-cau/signaling-contract'
import { officialClock, officialWeekday, smallKinds } from '@diem-cau/signaling-contract/documents'
import type { InvitationFacts } from './InvitationFacts.ts'
import { officialNameInline } from './officialName.ts'

type Timed = { readonly startsAt: number; readonly endsAt: number }

/** "từ 07 giờ 30 phút đến 09 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026" */
export function formatSpanVi({ startsAt, endsAt }: Timed): string {
  if (localDate(startsAt) === localDate(endsAt)) {
    return `từ ${officialClock(startsAt)} đến ${officialClock(endsAt)}, ${officialWeekday(startsAt)}`
  }
  return `từ ${officialClock(startsAt)}, ${officialWeekday(startsAt)} đến ${officialClock(endsAt)}, ${officialWeekday(endsAt)}`
}

/** "Nguyễn Văn An, Chủ tịch" */
export function titledName({ name, position }: { readonly name: string; readonly position: string }): string {
  return position === '' ? name : `${name}, ${smallKinds(position, 'sentence')}`
}

/** Names the host of the meeting, within a sentence. */
export function hostName(facts: InvitationFacts): string {
  return officialNameInline(facts.hostUnit)
}

/** Names the place to which the invited go. */
export function placeText(facts: Pick<InvitationFacts, 'place'>): string {
  return facts.place === ''
    ? 'Họp trực tuyến tại các điểm cầu'
    : `${facts.place} (điểm cầu chính) và các điểm cầu được mời`
}

/** "1. Báo cáo tháng (Nguyễn Văn A, 15 phút)" */
export function agendaLines(facts: Pick<InvitationFacts, 'agenda'>): string[] {
  return facts.agenda.map(({ title, presenter, minutes }, index) => {
    const aside = [presenter, minutes > 0 ? `${minutes} phút` : ''].filter((part) => part !== '').join(', ')
    return `${index + 1}. ${title}${aside === '' ? '' : ` (${aside})`}`
  })
}

/** The meeting in plain text, line by line. */
export function meetingLines(facts: InvitationFacts): string[] {
  return [
    `Cuộc họp: ${facts.title}`,
    `Cơ quan chủ trì: ${hostName(facts)}`,
    `Chủ trì: ${titledName(facts.chair)}`,
    `Thời gian: ${formatSpanVi(facts)}`,
    `Địa điểm: ${placeText(facts)}`,
    ...(facts.description === '' ? [] : ['', facts.description]),
    ...(facts.agenda.length === 0 ? [] : ['', 'Chương trình:', ...agendaLines(facts)]),
  ]
}
