import { type AccountId, fitLine, fitParagraph, foldText, type ItemId, type Shortfall } from '@diem-cau/signaling-contract'
import { type MinutesContent, type MinutesItem, type MinutesSpeech, type MinutesUnit, type MinutesVote, officialClock } from '@diem-cau/signaling-contract/office'
import type { UnitAttendance } from './attendance.ts'
import type { AgendaRecord, MeetingRecord, VoteRecord } from './MeetingRecord.ts'

/** What the log does not know, from the plan of the meeting. */
export type DraftFacts = {
  readonly superior: string
  readonly office: string
  readonly symbol: string
  readonly place: string
  readonly startsAt: number
  readonly endsAt: number
  readonly chair: { readonly accountId: AccountId; readonly name: string; readonly position: string }
  readonly secretary: { readonly name: string; readonly position: string } | null
  /** Of those who were in the meeting. Rooms are not people. */
  readonly persons: ReadonlyMap<AccountId, { readonly position: string }>
}

/** An open microphone that short is a noise, not a speech, in a meeting where anyone may open theirs. */
const SHORTEST_OPEN_MS = 5_000

/** What the secretary begins with: all that the log and the plan know. Pure. */
export function draftMinutes(record: MeetingRecord, facts: DraftFacts): MinutesContent {
  const units = record.attendance.filter(({ expected, unit }) => expected && unit.code !== record.hostUnit.code)
  const there = units.filter(({ attended }) => attended).length
  return {
    superior: fitLine(facts.superior, 200),
    office: fitLine(facts.office, 300),
    number: '',
    symbol: fitLine(facts.symbol, 40),
    subject: fitLine(record.title, 300),
    startedAt: record.times.startedAt ?? facts.startsAt,
    opening: openingOf(record),
    endedAt: record.times.endedAt ?? facts.endsAt,
    place: fitLine(placeOf(facts.place, there), 500),
    hostPeople: fitParagraph(hostPeople(record, facts), 5_000),
    units: units.map(unitLine),
    chair: signerOf(facts.chair),
    standIns: fitLine(standIns(record, facts), 1_000),
    secretary: signerOf(facts.secretary ?? { name: '', position: '' }),
    items: itemsOf(record, facts),
    recipients: ['Như thành phần tham dự', 'Lưu: VT, Hồ sơ'],
  }
}

const signerOf = ({ name, position }: { name: string; position: string }) => ({ name: fitLine(name, 200), position: fitLine(position, 200) })

function placeOf(place: string, rooms: number): string {
  const main = place === '' ? 'Họp trực tuyến' : `${place} (điểm cầu chính)`
  return rooms === 0 ? main : `${main} và ${rooms} điểm cầu trực tuyến`
}

function hostPeople(record: MeetingRecord, { persons }: DraftFacts): string {
  const names = [...record.people.values()]
    .filter(({ unit, accountId }) => (unit === null || unit.code === record.hostUnit.code) && persons.has(accountId))
    .map(({ name, accountId, unit, organisation }) => {
      if (unit === null) return `${[name, organisation].filter((part) => part !== '').join(', ')} (khách mời)`
      return [name, persons.get(accountId)?.position ?? ''].filter((part) => part !== '').join(', ')
    })
  return [...new Set(names)].join('; ')
}

function standIns({ chairs, people, times }: MeetingRecord, facts: DraftFacts): string {
  return chairs
    .filter(({ participantId, from, to }) => people.get(participantId)?.accountId !== facts.chair.accountId && to > from && times.startedAt !== null)
    .map(({ participantId, from, to }) => `${people.get(participantId)?.name ?? ''} (từ ${officialClock(from)} đến ${officialClock(to)})`)
    .join('; ')
}

function unitLine({ unit, addedAt, attended, late, arrivedAt, leftEarlyAt, absences, absent, confirmed }: UnitAttendance): MinutesUnit {
  const gone = absences.flatMap(({ from, to }) => (to === null ? [] : [`vắng từ ${officialClock(from)} đến ${officialClock(to)}`]))
  const added = addedAt === null ? [] : [`được mời thêm lúc ${officialClock(addedAt)}`]
  const notes = attended
    ? [
        ...added,
        ...(late && arrivedAt !== null ? [`vào lúc ${officialClock(arrivedAt)}`] : []),
        ...gone,
        ...(leftEarlyAt === null ? [] : [`rời họp lúc ${officialClock(leftEarlyAt)}`]),
      ]
    : [...added, absent ?? ''].filter((part) => part !== '')
  return {
    unitCode: unit.code,
    unit: fitLine(unit.name, 200) || unit.code,
    status: attended ? (late ? 'late' : 'present') : absent === '' ? 'absent' : 'excused',
    count: attended ? (confirmed?.count ?? null) : null,
    people: attended ? fitLine((confirmed?.people ?? []).join(', '), 4_000) : '',
    note: fitLine(notes.join('; '), 500),
  }
}

function itemsOf(record: MeetingRecord, facts: DraftFacts): MinutesItem[] {
  const items = record.agenda.map((item) => itemOf(record, facts, item))
  const dealtWith = items.filter((item, index) => (record.agenda[index]?.spans.length ?? 0) > 0 || hasContent(item))
  const other = { itemId: null, title: 'Nội dung khác', presenter: '', speeches: speechesOf(record, facts, null), votes: votesOf(record, null), conclusion: '' }
  // A meeting that nobody led through its agenda had one all the same.
  return [...(dealtWith.length > 0 ? dealtWith : items), ...(hasContent(other) ? [other] : [])]
}

const hasContent = ({ speeches, votes, conclusion }: MinutesItem) => speeches.length > 0 || votes.length > 0 || conclusion !== ''

function itemOf(record: MeetingRecord, facts: DraftFacts, { itemId, title, presenter, conclusion }: AgendaRecord): MinutesItem {
  const papers = [...new Set(record.papers.filter((paper) => paper.itemId === itemId).map(({ name }) => name))]
  const shown = papers.length === 0 ? '' : `tài liệu: ${papers.join('; ')}`
  return {
    itemId,
    title: fitLine(title, 300) || '……',
    presenter: fitLine([presenter, shown].filter((part) => part !== '').join('; '), 300),
    speeches: speechesOf(record, facts, itemId),
    votes: votesOf(record, itemId),
    conclusion: fitParagraph(conclusion, 10_000),
  }
}

type Entry = { readonly at: number; readonly names: readonly string[]; speech: MinutesSpeech }

/** Who spoke, and the secretary's notes of it: a note belongs to the one whom it names. */
function speechesOf(record: MeetingRecord, facts: DraftFacts, itemId: ItemId | null): MinutesSpeech[] {
  const entries: Entry[] = []
  const turns = record.speeches.filter((turn) => turn.itemId === itemId && (turn.as === 'floor' || (turn.as === 'open' && turn.ms >= SHORTEST_OPEN_MS)))
  for (const own of Map.groupBy(turns, ({ participantId, speaker }) => JSON.stringify([participantId, speaker])).values()) {
    const [first] = own
    const person = first && record.people.get(first.participantId)
    if (!first || !person) continue
    const isPerson = facts.persons.has(person.accountId)
    const from = person.unit?.name ?? person.organisation
    const name = first.speaker !== '' ? first.speaker : isPerson || from === '' ? person.name : `Đại biểu ${from}`
    const speaker = (first.speaker !== '' || isPerson) && from !== '' ? `${name} (${from})` : name
    const seconds = Math.round(own.reduce((sum, { ms }) => sum + ms, 0) / 1000)
    entries.push({ at: first.spans[0]?.from ?? 0, names: [name, speaker, person.name, from].filter((known) => known !== '').map(foldText), speech: { speaker: fitLine(speaker, 300), seconds, text: '' } })
  }
  for (const note of record.notes.filter((candidate) => candidate.itemId === itemId)) {
    const entry = entries.find(({ names }) => note.speaker !== '' && names.includes(foldText(note.speaker)))
    if (entry) entry.speech = { ...entry.speech, text: fitParagraph([entry.speech.text, note.text].filter((part) => part !== '').join('\n'), 5_000) }
    else entries.push({ at: note.at, names: [foldText(note.speaker)], speech: { speaker: fitLine(note.speaker, 300), seconds: null, text: fitParagraph(note.text, 5_000) } })
  }
  return entries.toSorted((a, b) => a.at - b.at).map(({ speech }) => speech).slice(0, 500)
}

const votesOf = (record: MeetingRecord, itemId: ItemId | null): MinutesVote[] => record.votes.filter((vote) => vote.onItem === itemId).flatMap((vote) => minutesVote(vote) ?? [])

/** Null while it is open, and when it was cancelled. */
function minutesVote({ voteId, question, secret, options, voters, result, rule, belowQuorum }: VoteRecord): MinutesVote | null {
  if (!result) return null
  const { kind } = rule.majority
  const share = kind === 'simple' ? 'quá bán' : kind === 'twoThirds' ? 'ít nhất hai phần ba' : `ít nhất ${rule.majority.kind === 'custom' ? `${rule.majority.share.numerator}/${rule.majority.share.denominator}` : ''}`
  return {
    voteId,
    question,
    secret,
    options: options.map(({ optionId, label }) => ({ label, count: result.counts[optionId] ?? 0 })),
    voters: Object.keys(voters).length,
    cast: result.cast,
    rule: [
      ...(result.passed === null ? [] : [`${share} số ${rule.of === 'present' ? 'có mặt' : 'được mời'} là ${result.base}`]),
      ...(belowQuorum ? [`mở khi ${shortfallText(belowQuorum)}`] : []),
    ].join('; '),
    passed: result.passed,
  }
}

const shortfallText = ({ present, expected, needed }: Shortfall) => `có mặt ${present}/${expected} đơn vị, chưa đủ ${needed} đơn vị theo quy định`

type TrueFacts = { readonly opening: string; readonly votes: readonly MinutesVote[] }

/** What only the log says, for {@link withTrueFacts}: that it was opened without the quorum, and all votes. */
export const trueFacts = (record: MeetingRecord): TrueFacts => ({ opening: openingOf(record), votes: record.votes.flatMap((vote) => minutesVote(vote) ?? []) })

const openingOf = ({ startedBelowQuorum }: MeetingRecord): string => (startedBelowQuorum ? `Khi khai mạc ${shortfallText(startedBelowQuorum)}` : '')

/**
 * The content with the opening and votes as the log has them: the secretary chooses where a vote stands, never what came of it. One that was
 * taken out is put back at the end.
 */
export function withTrueFacts(content: MinutesContent, { opening, votes }: TrueFacts): MinutesContent {
  const left = new Map(votes.map((vote) => [vote.voteId, vote]))
  const items = content.items.map((item) => ({
    ...item,
    votes: item.votes.flatMap(({ voteId }) => {
      const vote = left.get(voteId)
      left.delete(voteId)
      return vote ?? []
    }),
  }))
  if (left.size > 0) items.push({ itemId: null, title: 'Biểu quyết', presenter: '', speeches: [], votes: [...left.values()], conclusion: '' })
  return { ...content, opening, items }
}
