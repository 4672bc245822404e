import type {
  AttendanceStatus,
  MinutesContent,
  MinutesIssue,
  MinutesItem,
  MinutesUnit,
  MinutesVote,
} from '../office/minutes.ts'
import { officialClockSince, officialDay, officialDuration, officialMoment } from './officialTime.ts'
import { smallKinds } from './smallKinds.ts'

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
  /** Line below the subject: which correction it is, and of what. */
  readonly amendment: string | null
  readonly body: readonly PaperBlock[]
  readonly secretary: string
  readonly chair: string
  readonly recipients: readonly string[]
  /** `of`: which paper it belongs to, as it says below its title. */
  readonly appendix: { readonly title: string; readonly of: string; readonly table: PaperTable } | null
  /** Small print under all of it: by what it can be checked later. */
  readonly foot: string | null
}

/** The text names so many units; more are a table behind the signatures. */
const MAX_INLINE_UNITS = 10

/** The paper says this about itself: draft or not, which issue, which correction. */
export type PaperStand = {
  /** The end of the log that it was fixed with, and the issue whose place it takes; null: a draft. */
  readonly fixed: Pick<MinutesIssue, 'log' | 'replaces'> | null
  readonly amendment: Pick<MinutesIssue, 'amendment' | 'reason'> | null
}

/** A draft of the first issue. */
export const DRAFT: PaperStand = { fixed: null, amendment: null }

export const standOf = (issue: Pick<MinutesIssue, 'log' | 'replaces' | 'amendment' | 'reason'>): PaperStand => ({
  fixed: issue,
  amendment: issue.amendment > 0 ? issue : null,
})

export function minutesPaper(content: MinutesContent, { fixed, amendment }: PaperStand): MinutesPaper {
  const units = content.units.map(notedWith(content))
  const long = units.length > MAX_INLINE_UNITS
  const number = `${content.number === '' ? '……' : content.number}/${content.symbol === '' ? 'BB' : content.symbol}`
  return {
    superior: content.superior.toLocaleUpperCase('vi'),
    office: content.office.toLocaleUpperCase('vi'),
    number: `Số: ${number}`,
    draft: fixed === null,
    subject: content.subject,
    amendment: amendment && `(Bản đính chính lần ${amendment.amendment}. Lý do: ${sentence(amendment.reason)})`,
    body: [
      labelled(
        'Thời gian bắt đầu',
        `${officialMoment(content.startedAt)}.${content.opening === '' ? '' : ` ${sentence(content.opening)}`}`,
      ),
      labelled('Địa điểm', sentence(content.place)),
      ...attendanceLines(content, units, long),
      labelled('Chủ trì (chủ tọa)', sentence(signer(content.chair))),
      ...(content.standIns === '' ? [] : [labelled('Điều hành thay chủ tọa', sentence(content.standIns))]),
      labelled('Thư ký (người ghi biên bản)', sentence(signer(content.secretary))),
      { kind: 'paragraph', heading: true, runs: [{ text: 'Nội dung (theo diễn biến cuộc họp):', bold: true }] },
      ...content.items.flatMap((item, index) => itemLines(item, index + 1)),
      { kind: 'paragraph', runs: [{ text: `Cuộc họp kết thúc vào ${officialMoment(content.endedAt)}./.` }] },
    ],
    secretary: content.secretary.name,
    chair: content.chair.name,
    recipients: content.recipients.map(
      (name, index) => `- ${name.replace(/[;.,]+$/, '')}${index === content.recipients.length - 1 ? '.' : ';'}`,
    ),
    appendix: long
      ? {
          title: 'DANH SÁCH ĐƠN VỊ THAM DỰ',
          of: `Biên bản số ${number} của ${content.office}`,
          table: unitTable(units.filter((unit) => !isHostThere(unit))),
        }
      : null,
    foot: fixed && footOf(content, fixed),
  }
}

/** Lists what the paper can be checked by: the log that it came from, the clerk's register, the issue before. */
function footOf(
  { number, numberedOn }: MinutesContent,
  { log, replaces }: Pick<MinutesIssue, 'log' | 'replaces'>,
): string | null {
  const parts = [
    ...(log
      ? [`Biên bản lập từ nhật ký điện tử của cuộc họp: ${log.seq} sự kiện. Mã băm SHA-256 của nhật ký: ${log.hash}.`]
      : []),
    ...(number !== '' && numberedOn !== null ? [`Số văn bản được đăng ký ${officialDay(numberedOn)}.`] : []),
    ...(replaces
      ? [`Bản này thay cho bản lập lúc ${officialMoment(replaces.at)} (tệp PDF có mã băm SHA-256: ${replaces.sha256}).`]
      : []),
  ]
  return parts.length === 0 ? null : parts.join(' ')
}

function labelled(label: string, text: string): PaperBlock {
  return { kind: 'paragraph', runs: [{ text: `${label}: `, bold: true }, { text }] }
}

const plain = (text: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text }] })

/** Ends the text with a full stop, whether or not it was typed. */
const sentence = (text: string) => (text === '' ? '……………………' : /[.!?…]$/.test(text) ? text : `${text}.`)

const signer = ({ name, position }: MinutesContent['chair']) => (position === '' ? name : `${name}, ${position}`)

const isThere = ({ status }: MinutesUnit) => status === 'present' || status === 'late'

/** The host unit that took part stands with the main room. One that was absent is named as such, like any other. */
const isHostThere = (unit: MinutesUnit) => unit.host && isThere(unit)

/** A unit's note, with what the log has of its absences. */
function notedWith({ startedAt, briefMinutes }: MinutesContent): (unit: MinutesUnit) => MinutesUnit {
  return (unit) => {
    const gone = unit.absences
      .filter(({ from, to }) => to - from >= briefMinutes * 60_000)
      .map(({ from, to }) => `vắng từ ${officialClockSince(startedAt, from)} đến ${officialClockSince(startedAt, to)}`)
    return gone.length === 0 ? unit : { ...unit, note: [...(unit.note === '' ? [] : [unit.note]), ...gone].join('; ') }
  }
}

function attendanceLines(
  { hostPeople, guests, technicians }: MinutesContent,
  units: readonly MinutesUnit[],
  long: boolean,
): PaperBlock[] {
  const there = units.filter(isThere)
  const host = there.find(isHostThere)
  const rooms = there.filter((unit) => unit !== host)
  const people = there.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const counted = people > 0 ? `, ${people} đại biểu` : ''
  const named = (status: AttendanceStatus) => units.filter((unit) => unit.status === status && unit !== host)
  const list = (label: string, which: readonly MinutesUnit[]): PaperBlock[] =>
    which.length === 0
      ? []
      : [
          plain(
            `- ${label} (${which.length}): ${which.map(({ unit, note }) => `${smallKinds(unit)}${note === '' ? '' : ` (${note})`}`).join('; ')}.`,
          ),
        ]
  const others = (label: string, text: string): PaperBlock[] =>
    text === ''
      ? []
      : text.split('\n').map((part, index) => plain(sentence(index === 0 ? `- ${label}: ${part}` : part)))
  return [
    { kind: 'paragraph', heading: true, runs: [{ text: 'Thành phần tham dự:', bold: true }] },
    ...others('Tại điểm cầu chính', hostPeople),
    ...(host && (peopleText(host) !== '' || host.note !== '')
      ? [plain(`- Đơn vị chủ trì: ${smallKinds(host.unit)}${lineOf(host)}.`)]
      : []),
    ...(units.length === 0
      ? []
      : [
          plain(
            `- Các điểm cầu: có mặt ${there.length}/${units.length} đơn vị${host ? ' (kể cả đơn vị chủ trì)' : ' được mời'}${counted}${long ? ' (danh sách tại Phụ lục kèm theo)' : ''}.`,
          ),
        ]),
    ...(long
      ? list('Vào họp muộn', named('late'))
      : rooms.map((unit, index) => plain(`${index + 1}. ${unit.unit}${lineOf(unit)}.`))),
    ...list('Vắng mặt có lý do', named('excused')),
    ...list('Vắng mặt không có lý do', named('absent')),
    ...others('Khách mời', guests),
    ...others('Phục vụ kỹ thuật', technicians),
  ]
}

const lineOf = (unit: MinutesUnit) => `${peopleText(unit)}${unit.note === '' ? '' : `; ${unit.note}`}`

function peopleText({ count, people }: MinutesUnit): string {
  const number = count === null ? '' : `${count} đại biểu`
  const text = people === '' ? number : number === '' ? people : `${number} (${people})`
  return text === '' ? '' : `: ${text}`
}

export const statusTexts: Record<AttendanceStatus, string> = {
  present: 'Có mặt',
  late: 'Vào muộn',
  excused: 'Vắng có lý do',
  absent: 'Vắng không lý do',
}

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

function itemLines(
  { title, presenter, discussed, speeches, votes, conclusion }: MinutesItem,
  number: number,
): PaperBlock[] {
  return [
    { kind: 'paragraph', heading: true, runs: [{ text: `${number}. ${title}`, bold: true }] },
    ...(discussed ? [] : [plain('Chưa thảo luận.')]),
    ...(presenter === '' ? [] : [plain(`Trình bày: ${sentence(presenter)}`)]),
    ...(speeches.length === 0
      ? []
      : [{ kind: 'paragraph', heading: true, runs: [{ text: 'Ý kiến phát biểu:', italic: true }] } as const]),
    ...speeches.flatMap(({ speaker, seconds, text }): PaperBlock[] => {
      const [first = '', ...rest] = text.split('\n')
      const time = seconds === null ? '' : ` (phát biểu ${officialDuration(seconds)})`
      const who = speaker === '' ? 'Ý kiến' : speaker
      return [plain(first === '' ? `- ${who}${time}.` : `- ${who}${time}: ${first}`), ...rest.map(plain)]
    }),
    ...votes.map(voteLine),
    ...(conclusion === ''
      ? []
      : conclusion
          .split('\n')
          .map((text, index): PaperBlock => (index === 0 ? labelled('Kết luận của chủ tọa', text) : plain(text)))),
  ]
}

function voteLine({ question, secret, options, voters, cast, rule, passed }: MinutesVote): PaperBlock {
  const counts = options.map(({ label, count }) => `${label}: ${count}`).join('; ')
  const verdict = passed === null ? '' : passed ? ' Được thông qua.' : ' Không được thông qua.'
  return labelled(
    secret ? 'Biểu quyết kín' : 'Biểu quyết',
    `${sentence(question)} Kết quả: ${counts} (${cast}/${voters} phiếu${rule === '' ? '' : `; ${rule}`}).${verdict}`,
  )
}
