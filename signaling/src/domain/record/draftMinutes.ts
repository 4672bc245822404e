import {
  type AccountId,
  fitLine,
  fitParagraph,
  foldText,
  type ItemId,
  meetingLimits,
  type Shortfall,
} from '@diem-cau/signaling-contract'
import { officialClockSince, smallKinds } from '@diem-cau/signaling-contract/documents'
import {
  BRIEF_MINUTES,
  MAX_SPEECH_LETTERS,
  type MinutesContent,
  type MinutesItem,
  type MinutesSpeech,
  type MinutesUnit,
  type MinutesVote,
} from '@diem-cau/signaling-contract/office'
import { absencesIn, type UnitAttendance } from './attendance.ts'
import { draftPeople, ofUnit } from './draftPeople.ts'
import { fitMinutes } from './fitMinutes.ts'
import type { AgendaRecord, MeetingRecord, VoteRecord } from './MeetingRecord.ts'
import { within } from './Span.ts'

/** Facts from the plan of the meeting that the log does not have. */
export type DraftFacts = {
  readonly superior: string
  readonly office: string
  readonly symbol: string
  readonly place: string
  readonly startsAt: number
  readonly endsAt: number
  readonly chair: { readonly accountId: AccountId; readonly name: string; readonly position: string }
  readonly secretary: { readonly name: string; readonly position: string } | null
  /** People who were in the meeting. Rooms are not people. */
  readonly persons: ReadonlyMap<AccountId, { readonly position: string }>
}

/** An open microphone that short is a noise, not a speech, in a meeting where anyone may open theirs. */
const SHORTEST_OPEN_MS = 5_000

/**
 * Drafts what the secretary begins with: all that the log and the plan know, in the lengths that minutes take (SPEC 13.7), whatever
 * happened. Pure.
 */
export function draftMinutes(record: MeetingRecord, facts: DraftFacts): MinutesContent {
  const units = record.attendance.filter(({ expected }) => expected)
  const rooms = units.filter(({ attended, unit }) => attended && unit.code !== record.hostUnit.code).length
  const { hostPeople, guests, technicians } = draftPeople(record, facts.persons)
  const { startedAt, endedAt } = timesIn(record, facts)
  return fitMinutes({
    superior: fitLine(facts.superior, 200),
    office: fitLine(facts.office, 300) || '……',
    number: '',
    symbol: fitLine(facts.symbol, 40),
    numberedOn: null,
    subject: fitLine(record.title, 300) || '……',
    startedAt,
    opening: fitLine(openingOf(record), 300),
    endedAt,
    place: fitLine(placeOf(facts.place, rooms), 500),
    hostPeople: fitParagraph(hostPeople, 5_000),
    units: units.map((unit) => unitLine(unit, record)),
    briefMinutes: BRIEF_MINUTES,
    guests: fitParagraph(guests, 5_000),
    technicians: fitParagraph(technicians, 5_000),
    chair: signerOf(facts.chair),
    standIns: fitLine(standIns(record, facts), 1_000),
    secretary: signerOf(facts.secretary ?? { name: '', position: '' }),
    items: itemsOf(record, facts),
    recipients: ['Như thành phần tham dự', 'Lưu: VT, Hồ sơ'],
  })
}

const signerOf = ({ name, position }: { name: string; position: string }) => ({
  name: fitLine(name, 200),
  position: fitLine(smallKinds(position, 'sentence'), 200),
})

/** Finds start and end in order: a meeting that ends before its planned time, without a formal opening, began when it was opened. */
function timesIn({ times }: MeetingRecord, { startsAt, endsAt }: DraftFacts): { startedAt: number; endedAt: number } {
  const endedAt = times.endedAt ?? Math.max(endsAt, times.to)
  return { startedAt: Math.min(times.startedAt ?? Math.max(startsAt, times.openedAt ?? startsAt), endedAt), endedAt }
}

function placeOf(place: string, rooms: number): string {
  const joined = `${rooms} điểm cầu trực tuyến`
  if (place === '')
    return rooms === 0 ? 'Họp trực tuyến' : `Họp trực tuyến giữa điểm cầu chính và ${joined.replace(' trực tuyến', '')}`
  return rooms === 0 ? place : `${place} (điểm cầu chính) và ${joined}`
}

function standIns({ chairs, people, times }: MeetingRecord, facts: DraftFacts): string {
  return chairs
    .filter(
      ({ participantId, from, to }) =>
        people.get(participantId)?.accountId !== facts.chair.accountId && to > from && times.startedAt !== null,
    )
    .map(
      ({ participantId, from, to }) =>
        `${people.get(participantId)?.name ?? ''} (từ ${officialClockSince(times.from, from)} đến ${officialClockSince(times.from, to)})`,
    )
    .join('; ')
}

/** The longest absences of a unit are kept, up to so many. */
const MAX_ABSENCES = 20
/** Shorter ones are no use to any secretary. */
const SHORTEST_ABSENCE_MS = 60_000

function unitLine(
  { unit, addedAt, attended, late, arrivedAt, leftEarlyAt, intervals, absent, confirmed }: UnitAttendance,
  { hostUnit, times: { from: begin, to: end } }: MeetingRecord,
): MinutesUnit {
  const gone = absencesIn(within(intervals, begin, end), end, SHORTEST_ABSENCE_MS).flatMap(({ from, to }) =>
    to === null ? [] : [{ from, to }],
  )
  const added = addedAt === null ? [] : [`được mời thêm lúc ${officialClockSince(begin, addedAt)}`]
  const notes = attended
    ? [
        ...added,
        ...(late && arrivedAt !== null ? [`vào lúc ${officialClockSince(begin, arrivedAt)}`] : []),
        ...(leftEarlyAt === null ? [] : [`rời họp lúc ${officialClockSince(begin, leftEarlyAt)}`]),
      ]
    : [...added, absent ?? ''].filter((part) => part !== '')
  const people = (confirmed?.people ?? []).filter((name) => foldText(name) !== foldText(unit.name))
  return {
    unitCode: unit.code,
    unit: fitLine(unit.name, 200) || unit.code,
    status: attended ? (late ? 'late' : 'present') : absent === '' ? 'absent' : 'excused',
    count: attended ? (confirmed?.count ?? null) : null,
    people: attended ? fitLine(people.join(', '), 4_000) : '',
    note: fitLine(notes.join('; '), 500),
    absences: attended
      ? gone
          .toSorted((a, b) => b.to - b.from - (a.to - a.from))
          .slice(0, MAX_ABSENCES)
          .toSorted((a, b) => a.from - b.from)
      : [],
    host: unit.code === hostUnit.code,
  }
}

function itemsOf(record: MeetingRecord, facts: DraftFacts): MinutesItem[] {
  const items = record.agenda.map((item) => itemOf(record, facts, item))
  const other = {
    itemId: null,
    title: 'Nội dung khác',
    presenter: '',
    discussed: true,
    speeches: speechesOf(record, facts, null),
    votes: votesOf(record, null),
    conclusion: '',
  }
  // A meeting that nobody led through its agenda had one all the same.
  const isLed = items.some(({ discussed }) => discussed)
  return [
    ...(isLed ? items : items.map((item) => ({ ...item, discussed: true }))),
    ...(hasContent(other) ? [other] : []),
  ]
}

const hasContent = ({ speeches, votes, conclusion }: Pick<MinutesItem, 'speeches' | 'votes' | 'conclusion'>) =>
  speeches.length > 0 || votes.length > 0 || conclusion !== ''

function itemOf(
  record: MeetingRecord,
  facts: DraftFacts,
  { itemId, title, presenter, conclusion, spans }: AgendaRecord,
): MinutesItem {
  const papers = [...new Set(record.papers.filter((paper) => paper.itemId === itemId).map(({ name }) => name))]
  const shown = papers.length === 0 ? '' : `tài liệu: ${papers.join('; ')}`
  const item = {
    itemId,
    title: fitLine(title, 300) || '……',
    presenter: fitLine([presenter, shown].filter((part) => part !== '').join('; '), 300),
    speeches: speechesOf(record, facts, itemId),
    votes: votesOf(record, itemId),
    conclusion: fitParagraph(conclusion, meetingLimits.conclusionLetters),
  }
  return { ...item, discussed: spans.length > 0 || hasContent(item) }
}

type Entry = { readonly at: number; readonly names: readonly string[]; speech: MinutesSpeech }

/** Lists the speeches with the secretary's notes of them: a note belongs to the one whom it names. */
function speechesOf(record: MeetingRecord, facts: DraftFacts, itemId: ItemId | null): MinutesSpeech[] {
  const entries: Entry[] = []
  const turns = record.speeches.filter(
    (turn) => turn.itemId === itemId && (turn.as === 'floor' || (turn.as === 'open' && turn.ms >= SHORTEST_OPEN_MS)),
  )
  for (const own of Map.groupBy(turns, ({ participantId, speaker }) =>
    JSON.stringify([participantId, speaker]),
  ).values()) {
    const [first] = own
    const person = first && record.people.get(first.participantId)
    if (!first || !person) continue
    const isPerson = facts.persons.has(person.accountId)
    const from = person.unit?.name ?? person.organisation
    const room = from === '' ? person.name : `Đại biểu ${smallKinds(from)}`
    const isNamed = first.speaker !== '' && foldText(first.speaker) !== foldText(from)
    const name = isNamed ? first.speaker : isPerson && first.speaker === '' ? person.name : room
    const speaker = name === room ? room : ofUnit(name, from)
    const seconds = Math.round(own.reduce((sum, { ms }) => sum + ms, 0) / 1000)
    entries.push({
      at: first.spans[0]?.from ?? 0,
      names: [name, speaker, person.name, from].filter((known) => known !== '').map(foldText),
      speech: { speaker: fitLine(speaker, 300), seconds, text: '' },
    })
  }
  for (const note of record.notes.filter((candidate) => candidate.itemId === itemId)) {
    const entry = entries.find(({ names }) => note.speaker !== '' && names.includes(foldText(note.speaker)))
    if (entry)
      entry.speech = {
        ...entry.speech,
        text: fitParagraph([entry.speech.text, note.text].filter((part) => part !== '').join('\n'), MAX_SPEECH_LETTERS),
      }
    else
      entries.push({
        at: note.at,
        names: [foldText(note.speaker)],
        speech: {
          speaker: fitLine(note.speaker, 300),
          seconds: null,
          text: fitParagraph(note.text, MAX_SPEECH_LETTERS),
        },
      })
  }
  return entries.toSorted((a, b) => a.at - b.at).map(({ speech }) => speech)
}

const votesOf = (record: MeetingRecord, itemId: ItemId | null): MinutesVote[] =>
  record.votes.filter((vote) => vote.onItem === itemId).flatMap((vote) => minutesVote(vote) ?? [])

/** Null while it is open, and when it was cancelled. */
function minutesVote({
  voteId,
  question,
  secret,
  options,
  voters,
  result,
  rule,
  belowQuorum,
}: VoteRecord): MinutesVote | null {
  if (!result) return null
  const { kind } = rule.majority
  const share =
    kind === 'simple'
      ? 'quá bán'
      : kind === 'twoThirds'
        ? 'ít nhất hai phần ba'
        : `ít nhất ${rule.majority.kind === 'custom' ? `${rule.majority.share.numerator}/${rule.majority.share.denominator}` : ''}`
  return {
    voteId,
    question,
    secret,
    options: options.map(({ optionId, label }) => ({ label, count: result.counts[optionId] ?? 0 })),
    voters: Object.keys(voters).length,
    cast: result.cast,
    rule: [
      ...(result.passed === null
        ? []
        : [`${share} số ${rule.of === 'present' ? 'có mặt' : 'được mời'} là ${result.base}`]),
      ...(belowQuorum ? [`mở khi ${shortfallText(belowQuorum)}`] : []),
    ].join('; '),
    passed: result.passed,
  }
}

const shortfallText = ({ present, expected, needed }: Shortfall) =>
  `có mặt ${present}/${expected} đơn vị, chưa đủ ${needed} đơn vị theo quy định`

type TrueFacts = { readonly opening: string; readonly votes: readonly MinutesVote[] }

/** Facts that only the log has, for {@link withTrueFacts}: that it was opened without the quorum, and all votes. */
export const trueFacts = (record: MeetingRecord): TrueFacts => ({
  opening: openingOf(record),
  votes: record.votes.flatMap((vote) => minutesVote(vote) ?? []),
})

const openingOf = ({ startedBelowQuorum }: MeetingRecord): string =>
  startedBelowQuorum ? `Khi khai mạc ${shortfallText(startedBelowQuorum)}` : ''

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
  if (left.size > 0)
    items.push({
      itemId: null,
      title: 'Biểu quyết',
      presenter: '',
      discussed: true,
      speeches: [],
      votes: [...left.values()],
      conclusion: '',
    })
  return { ...content, opening, items }
}
