import { localDate, localTime, writtenDate } from '@diem-cau/signaling-contract'
import { smallKinds } from '@diem-cau/signaling-contract/documents'
import type { OutboxMail, TellableChange } from '@diem-cau/signaling-contract/office'
import { escapeHtml } from './escapeHtml.ts'
import type { InvitationFacts, SeriesFacts } from './InvitationFacts.ts'
import type { MailContent } from './MailContent.ts'
import { agendaLines, formatSpanVi, hostName, placeText, titledName } from './meetingLines.ts'

export type MeetingMailKind = Exclude<OutboxMail['kind'], 'test' | 'alert'>

export type MailLinks = {
  /** The page where it is answered; null where none is asked for. */
  readonly answer: string | null
  /** Into the meeting: for a guest, without sign-in. */
  readonly enter: string
  readonly guest: boolean
}

const subjects: Record<MeetingMailKind, string> = {
  invitation: 'Giấy mời',
  update: 'Thay đổi giấy mời',
  cancellation: 'Hủy cuộc họp',
  reminder: 'Nhắc lịch họp',
}

const changeNames: Record<TellableChange, string> = {
  time: 'thời gian',
  place: 'địa điểm',
  title: 'tên cuộc họp',
  chair: 'người chủ trì',
  agenda: 'chương trình',
  description: 'nội dung',
  participants: 'thành phần',
}

/** "Giấy mời: Giao ban tháng 11 (07:30, 23/11/2026)" */
export function mailSubject(kind: MeetingMailKind, facts: Pick<InvitationFacts, 'title' | 'startsAt'>): string {
  return `${subjects[kind]}: ${facts.title} (${localTime(facts.startsAt)}, ${writtenDate(localDate(facts.startsAt))})`
}

/** Names the invited: "đại biểu tại điểm cầu phường Thới An", or the person. */
export function inviteeName(content: Pick<MailContent, 'unitName'>, personName: string): string {
  return content.unitName === null ? personName : `Đại biểu tại điểm cầu ${smallKinds(content.unitName)}`
}

type Part = { readonly label: string; readonly text: string; readonly was?: string }

/** The letter as HTML and as text. */
export function invitationText(
  kind: MeetingMailKind,
  facts: InvitationFacts,
  series: SeriesFacts | null,
  content: MailContent,
  toName: string,
  links: MailLinks,
): { html: string; text: string } {
  const opening = openingOf(kind, facts, content)
  const who = inviteeName(content, toName)
  const parts = partsOf(facts, series, content)
  const agenda = agendaLines(facts)
  const ending = endingOf(kind, facts, content, links)
  const signature = [facts.chair.position === '' ? 'Chủ trì' : facts.chair.position, facts.chair.name]
  const contact = facts.secretary
    ? `Đầu mối liên hệ: ${[titledName(facts.secretary), facts.secretary.phone, facts.secretary.email ?? ''].filter((x) => x !== '').join(', ')}.`
    : null
  const text = [
    hostName(facts).toLocaleUpperCase('vi'),
    '',
    `${kind === 'invitation' ? 'Kính mời' : 'Kính gửi'}: ${who}`,
    '',
    ...opening,
    '',
    ...parts.flatMap(({ label, text, was }) => [
      `${label}: ${text}`,
      ...(was === undefined ? [] : [`  (trước đây: ${was})`]),
    ]),
    ...(facts.description === '' ? [] : ['', facts.description]),
    ...(agenda.length === 0 ? [] : ['', 'Chương trình:', ...agenda]),
    '',
    ...(links.answer === null ? [] : [`Xác nhận tham dự: ${links.answer}`]),
    ...(kind === 'cancellation' || content.shortened ? [] : [`Vào phòng họp: ${links.enter}`]),
    ...ending,
    ...(contact === null ? [] : [contact]),
    '',
    ...signature,
  ].join('\n')
  const e = escapeHtml
  const paragraphs = (lines: readonly string[]) =>
    lines.map((line) => `<p>${e(line).replaceAll('\n', '<br>')}</p>`).join('')
  const button = (url: string, label: string, main: boolean) =>
    `<a href="${e(url)}" style="display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:6px;border:1px solid #14487a;text-decoration:none;${main ? 'background:#14487a;color:#ffffff' : 'color:#14487a'}">${e(label)}</a>`
  const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${e(mailSubject(kind, facts))}</title></head>
<body style="font-family:'Times New Roman',Tinos,serif;font-size:16px;line-height:1.45;color:#1c1c1c;max-width:640px">
<p><strong>${e(hostName(facts).toLocaleUpperCase('vi'))}</strong></p>
<h1 style="font-size:20px">${e(subjects[kind].toLocaleUpperCase('vi'))}</h1>
<p>${kind === 'invitation' ? 'Kính mời' : 'Kính gửi'}: <strong>${e(who)}</strong></p>
${paragraphs(opening)}
<table style="border-collapse:collapse">${parts
    .map(
      ({ label, text, was }) =>
        `<tr><td style="padding:3px 14px 3px 0;vertical-align:top;white-space:nowrap">${e(label)}</td><td style="padding:3px 0"><strong>${e(text)}</strong>${was === undefined ? '' : `<br><s>${e(was)}</s>`}</td></tr>`,
    )
    .join('')}</table>
${facts.description === '' ? '' : paragraphs([facts.description])}
${agenda.length === 0 ? '' : `<p>Chương trình:<br>${agenda.map(e).join('<br>')}</p>`}
<p>${[
    ...(links.answer === null
      ? []
      : [
          button(`${links.answer}?answer=attending`, 'Sẽ tham dự', true),
          button(`${links.answer}?answer=declined`, 'Không tham dự được', false),
        ]),
    ...(kind === 'cancellation' || content.shortened
      ? []
      : [button(links.enter, 'Vào phòng họp', links.answer === null)]),
  ].join('')}</p>
${paragraphs([...ending, ...(contact === null ? [] : [contact])])}
<p>${e(signature[0] ?? '')}<br><strong>${e(signature[1] ?? '')}</strong></p>
</body></html>`
  return { html, text }
}

function openingOf(kind: MeetingMailKind, facts: InvitationFacts, content: MailContent): string[] {
  const host = hostName(facts)
  const what = facts.isRehearsal ? 'buổi kiểm tra đường truyền' : 'cuộc họp'
  switch (kind) {
    case 'invitation':
      return [`${host} trân trọng kính mời tham dự ${what} như sau:`]
    case 'update': {
      if (content.shortened)
        return [
          `${host} xin thông báo: ${what} định kỳ sau đây chỉ họp theo giấy mời cũ đến hết buổi nêu dưới đây. Các buổi tiếp theo họp theo giấy mời mới, gửi trong thư riêng.`,
        ]
      const changed = content.changes.map((change) => changeNames[change]).join(', ')
      return [
        `${host} xin thông báo thay đổi${changed === '' ? '' : ` ${changed}`} của ${what} đã mời. Nội dung sau đây thay cho giấy mời trước:`,
        ...(content.changes.includes('time') && content.rsvp
          ? ['Vì thời gian đã thay đổi, đề nghị xác nhận lại việc tham dự.']
          : []),
      ]
    }
    case 'cancellation':
      if (content.withdrawn)
        return [
          `${host} xin thông báo: thành phần tham dự ${what} sau đây đã thay đổi, kính đề nghị không tham dự theo giấy mời trước:`,
        ]
      return [
        `${host} xin thông báo ${what} sau đây không tổ chức như đã mời:`,
        ...(facts.cancelReason === '' ? [] : [`Lý do: ${facts.cancelReason}`]),
      ]
    case 'reminder':
      return [`${host} xin nhắc ${what} sắp diễn ra:`]
    default:
      kind satisfies never
      return []
  }
}

function partsOf(
  facts: InvitationFacts,
  series: SeriesFacts | null,
  { before, changes, shortened }: MailContent,
): Part[] {
  const wasTime = before && changes.includes('time') ? { was: formatSpanVi(before) } : {}
  const wasPlace = before && changes.includes('place') ? { was: placeText(before) } : {}
  const held = series?.meetings.filter(({ phase }) => phase !== 'cancelled') ?? []
  const last = held.at(-1)
  return [
    { label: 'Nội dung', text: facts.title },
    { label: shortened ? 'Buổi cuối' : 'Thời gian', text: formatSpanVi(facts), ...wasTime },
    ...(held.length > 1 && last && !shortened
      ? [{ label: 'Lịch lặp lại', text: `${held.length} buổi, buổi cuối ${formatSpanVi(last)}` }]
      : []),
    { label: 'Địa điểm', text: placeText(facts), ...wasPlace },
    { label: 'Chủ trì', text: titledName(facts.chair) },
  ]
}

function endingOf(
  kind: MeetingMailKind,
  facts: InvitationFacts,
  { rsvp, shortened }: MailContent,
  { guest }: MailLinks,
): string[] {
  if (shortened) return ['Trân trọng.']
  if (kind === 'cancellation') return ['Rất mong nhận được sự thông cảm. Trân trọng.']
  return [
    ...(facts.lobbyMinutes > 0
      ? [`Phòng họp mở trước giờ họp ${facts.lobbyMinutes} phút để kiểm tra đường truyền.`]
      : []),
    ...(guest
      ? ['Liên kết vào phòng họp chỉ dành riêng cho người nhận thư này, xin không chuyển cho người khác.']
      : []),
    ...(rsvp ? ['Đề nghị xác nhận tham dự và thông báo danh sách người dự họp. Trân trọng.'] : ['Trân trọng.']),
  ]
}
