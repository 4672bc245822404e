import type { AttendanceStatus, LogHead, MinutesContent, MinutesItem, MinutesUnit, MinutesVote } from './minutes.ts'
import { officialDuration, officialMoment } from './officialTime.ts'

/** A piece of a line. */
export type Run = { readonly text: string; readonly bold?: true; readonly italic?: true }

export type PaperBlock =
  /** A label and a text, or one of them. A heading keeps with what follows. */
  | { readonly kind: 'paragraph'; readonly runs: readonly [Run] | readonly [Run, Run]; readonly heading?: true }
  | PaperTable

export type PaperTable = {
  readonly kind: 'table'
  /** `share`: of the width; together 1. */
  readonly columns: readonly { readonly title: string; readonly share: number; readonly centred?: true }[]
  readonly rows: readonly (readonly string[])[]
}

/** Minutes as they stand on paper, line by line: PDF, DOCX and the page all show this, and so the same. */
export type MinutesPaper = {
  readonly superior: string
  readonly office: string
  readonly number: string
  readonly draft: boolean
  readonly subject: string
  readonly body: readonly PaperBlock[]
  readonly secretary: string
  readonly chair: string
  readonly recipients: readonly string[]
  /** `of`: which paper it belongs to, as it says below its title. */
  readonly appendix: { readonly title: string; readonly of: string; readonly table: PaperTable } | null
  /** Under all of it, small: by what it can be checked later. */
  readonly foot: string | null
}

/** So many units are named in the text; more are a table behind the signatures. */
const MAX_INLINE_UNITS = 10

/** @param fixed the end of the log that it was fixed with; null: a draft */
export function minutesPaper(content: MinutesContent, fixed: LogHead | null): MinutesPaper {
  const { units } = content
  const long = units.length > MAX_INLINE_UNITS
  const number = `${content.number === '' ? '……' : content.number}/${content.symbol === '' ? 'BB' : content.symbol}`
  return {
    superior: content.superior.toLocaleUpperCase('vi'),
    office: content.office.toLocaleUpperCase('vi'),
    number: `Số: ${number}`,
    draft: fixed === null,
    subject: content.subject,
    body: [
      labelled('Thời gian bắt đầu', `${officialMoment(content.startedAt)}.${content.opening === '' ? '' : ` ${sentence(content.opening)}`}`),
      labelled('Địa điểm', sentence(content.place)),
      ...attendanceLines(content, long),
      labelled('Chủ trì (chủ tọa)', sentence(signer(content.chair))),
      ...(content.standIns === '' ? [] : [labelled('Điều hành thay chủ tọa', sentence(content.standIns))]),
      labelled('Thư ký (người ghi biên bản)', sentence(signer(content.secretary))),
      { kind: 'paragraph', heading: true, runs: [{ text: 'Nội dung (theo diễn biến cuộc họp):', bold: true }] },
      ...content.items.flatMap((item, index) => itemLines(item, index + 1)),
      { kind: 'paragraph', runs: [{ text: `Cuộc họp kết thúc vào ${officialMoment(content.endedAt)}./.` }] },
    ],
    secretary: content.secretary.name,
    chair: content.chair.name,
    recipients: content.recipients.map((name, index) => `- ${name.replace(/[;.,]+$/, '')}${index === content.recipients.length - 1 ? '.' : ';'}`),
    appendix: long ? { title: 'DANH SÁCH ĐƠN VỊ THAM DỰ', of: `Biên bản số ${number} của ${content.office}`, table: unitTable(units) } : null,
    foot:
      fixed &&
      `Biên bản lập từ nhật ký điện tử của cuộc họp: ${fixed.seq} sự kiện. Mã băm SHA-256 của nhật ký: ${fixed.hash}`,
  }
}

function labelled(label: string, text: string): PaperBlock {
  return { kind: 'paragraph', runs: [{ text: `${label}: `, bold: true }, { text }] }
}

const plain = (text: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text }] })

/** With its full stop, whether or not it was typed. */
const sentence = (text: string) => (text === '' ? '……………………' : /[.!?…]$/.test(text) ? text : `${text}.`)

const signer = ({ name, position }: MinutesContent['chair']) => (position === '' ? name : `${name}, ${position}`)

const isThere = ({ status }: MinutesUnit) => status === 'present' || status === 'late'

function attendanceLines({ units, hostPeople }: MinutesContent, long: boolean): PaperBlock[] {
  const there = units.filter(isThere)
  const people = there.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const counted = people > 0 ? `, ${people} đại biểu` : ''
  const named = (status: AttendanceStatus) => units.filter((unit) => unit.status === status)
  const list = (label: string, which: readonly MinutesUnit[]): PaperBlock[] =>
    which.length === 0 ? [] : [plain(`- ${label} (${which.length}): ${which.map(({ unit, note }) => (note === '' ? unit : `${unit} (${note})`)).join('; ')}.`)]
  return [
    { kind: 'paragraph', heading: true, runs: [{ text: 'Thành phần tham dự:', bold: true }] },
    ...(hostPeople === '' ? [] : hostPeople.split('\n').map((text, index) => plain(sentence(index === 0 ? `- Tại điểm cầu chính: ${text}` : text)))),
    ...(units.length === 0 ? [] : [plain(`- Các điểm cầu: có mặt ${there.length}/${units.length} đơn vị được mời${counted}${long ? ' (danh sách tại Phụ lục kèm theo)' : ''}.`)]),
    ...(long
      ? list('Vào họp muộn', named('late'))
      : there.map((unit, index) => plain(`${index + 1}. ${unit.unit}${peopleText(unit)}${unit.note === '' ? '' : `; ${unit.note}`}.`))),
    ...list('Vắng mặt có lý do', named('excused')),
    ...list('Vắng mặt không có lý do', named('absent')),
  ]
}

function peopleText({ count, people }: MinutesUnit): string {
  const number = count === null ? '' : `${count} đại biểu`
  const text = people === '' ? number : number === '' ? people : `${number} (${people})`
  return text === '' ? '' : `: ${text}`
}

export const statusTexts: Record<AttendanceStatus, string> = { present: 'Có mặt', late: 'Vào muộn', excused: 'Vắng có lý do', absent: 'Vắng không lý do' }

function unitTable(units: readonly MinutesUnit[]): PaperTable {
  return {
    kind: 'table',
    columns: [
      { title: 'STT', share: 0.07, centred: true },
      { title: 'Đơn vị', share: 0.28 },
      { title: 'Số đại biểu', share: 0.1, centred: true },
      { title: 'Họ và tên', share: 0.27 },
      { title: 'Tham dự', share: 0.28 },
    ],
    rows: units.map(({ unit, count, people, status, note }, index) => [
      String(index + 1),
      unit,
      count === null ? '' : String(count),
      people,
      note === '' ? statusTexts[status] : `${statusTexts[status]}: ${note}`,
    ]),
  }
}

function itemLines({ title, presenter, speeches, votes, conclusion }: MinutesItem, number: number): PaperBlock[] {
  return [
    { kind: 'paragraph', heading: true, runs: [{ text: `${number}. ${title}`, bold: true }] },
    ...(presenter === '' ? [] : [plain(`Trình bày: ${sentence(presenter)}`)]),
    ...(speeches.length === 0 ? [] : [{ kind: 'paragraph', heading: true, runs: [{ text: 'Ý kiến phát biểu:', italic: true }] } as const]),
    ...speeches.flatMap(({ speaker, seconds, text }): PaperBlock[] => {
      const [first = '', ...rest] = text.split('\n')
      const time = seconds === null ? '' : ` (phát biểu ${officialDuration(seconds)})`
      const who = speaker === '' ? 'Ý kiến' : speaker
      return [plain(first === '' ? `- ${who}${time}.` : `- ${who}${time}: ${first}`), ...rest.map(plain)]
    }),
    ...votes.map(voteLine),
    ...(conclusion === ''
      ? []
      : conclusion.split('\n').map((text, index): PaperBlock => (index === 0 ? labelled('Kết luận của chủ tọa', text) : plain(text)))),
  ]
}

function voteLine({ question, secret, options, voters, cast, rule, passed }: MinutesVote): PaperBlock {
  const counts = options.map(({ label, count }) => `${label}: ${count}`).join('; ')
  const verdict = passed === null ? '' : passed ? ' Được thông qua.' : ' Không được thông qua.'
  return labelled(secret ? 'Biểu quyết kín' : 'Biểu quyết', `${sentence(question)} Kết quả: ${counts} (${cast}/${voters} phiếu${rule === '' ? '' : `; ${rule}`}).${verdict}`)
}
