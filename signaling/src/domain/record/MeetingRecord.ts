import type {
  AccountId,
  AgendaPoint,
  ItemId,
  LoggedEvent,
  MeetingState,
  Note,
  ParticipantId,
  Shortfall,
  UnitRef,
  Vote,
} from '@diem-cau/signaling-contract'
import { attendance, type AttendanceRules, attendanceRules, type UnitAttendance } from './attendance.ts'
import { peopleOf, type Person, replay, timesOf, type Times } from './replay.ts'
import { type Span, within } from './Span.ts'
import { type Speech, speaking } from './speaking.ts'

export type AgendaRecord = Pick<AgendaPoint, 'itemId' | 'title' | 'presenter' | 'minutes' | 'status' | 'conclusion'> & {
  /** Times in which it was the current one. */
  readonly spans: readonly Span[]
}

export type VoteRecord = Vote & {
  /** The point that it was about, or that was the current one when it opened. */
  readonly onItem: ItemId | null
  readonly closedAt: number | null
}

type PaperRecord = {
  readonly paperId: string
  readonly version: number
  readonly name: string
  readonly presenter: ParticipantId
  readonly at: number
  readonly itemId: ItemId | null
}

/** A time in which somebody acted as the chair, and the reason why it was them. */
type ChairRecord = Span & {
  readonly participantId: ParticipantId
  readonly reason: 'present' | 'returned' | 'chairGone' | 'handedOver'
}

/** A meeting as its log tells it. The same log gives the same record (SPEC 13.1). */
export type MeetingRecord = {
  readonly title: string
  readonly hostUnit: UnitRef
  readonly times: Times
  /** It was started without the quorum; null: with it, or never. */
  readonly startedBelowQuorum: Shortfall | null
  /** Sequence of the last event. */
  readonly seq: number
  readonly people: ReadonlyMap<ParticipantId, Person>
  /** The account on the chair's seat at the end: the planned chair, or the one to whom it was handed over. Never one that only stood in. */
  readonly chair: AccountId | null
  readonly attendance: readonly UnitAttendance[]
  readonly speeches: readonly Speech[]
  readonly chairs: readonly ChairRecord[]
  readonly agenda: readonly AgendaRecord[]
  readonly votes: readonly VoteRecord[]
  readonly papers: readonly PaperRecord[]
  readonly notes: readonly Note[]
}

/** @param rules what counts as late, and what as an absence */
export function meetingRecord(events: readonly LoggedEvent[], rules: AttendanceRules = attendanceRules): MeetingRecord {
  const times = timesOf(events)
  const people = peopleOf(events)
  const closedAt = new Map<string, number>()
  const onItem = new Map<string, ItemId | null>()
  const papers: PaperRecord[] = []
  const items = new Map<ItemId, Span[]>()
  const chairs: ChairRecord[] = []
  const now: {
    item: { itemId: ItemId; since: number } | null
    chair: { participantId: ParticipantId; reason: ChairRecord['reason']; since: number } | null
  } = { item: null, chair: null }
  let startedBelowQuorum: Shortfall | null = null
  let last: MeetingState | null = null
  const stopItem = (at: number) => {
    const { item } = now
    if (item && at > item.since)
      items.set(item.itemId, [...(items.get(item.itemId) ?? []), { from: item.since, to: at }])
    now.item = null
  }
  const stopChair = (at: number) => {
    const { chair } = now
    if (chair)
      for (const span of within([{ from: chair.since, to: at }], times.from, times.to))
        chairs.push({ ...span, participantId: chair.participantId, reason: chair.reason })
    now.chair = null
  }
  for (const { at, event, after } of replay(events)) {
    last = after
    const itemId = after.conduct.agenda.find(({ status }) => status === 'current')?.itemId ?? null
    if (itemId !== (now.item?.itemId ?? null)) {
      stopItem(at)
      if (itemId !== null) now.item = { itemId, since: at }
    }
    if (event.type === 'actingChairChanged') {
      stopChair(at)
      if (event.participantId !== null)
        now.chair = { participantId: event.participantId, reason: event.reason, since: at }
    }
    if (event.type === 'meetingStarted') startedBelowQuorum = event.belowQuorum ?? null
    if (event.type === 'paperOpened')
      papers.push({
        paperId: event.paperId,
        version: event.version,
        name: event.name,
        presenter: event.presenter,
        at,
        itemId,
      })
    if (event.type === 'voteOpened') onItem.set(event.voteId, event.itemId ?? itemId)
    if (event.type === 'voteClosed') closedAt.set(event.voteId, at)
  }
  stopItem(times.to)
  stopChair(times.to)
  const conduct = last?.conduct
  const chairSeat = [...people.values()].find(({ seat }) => seat === 'chair')
  return {
    title: last?.title ?? '',
    hostUnit: last?.hostUnit ?? { code: '-' as UnitRef['code'], name: '' },
    times,
    startedBelowQuorum,
    seq: events.at(-1)?.seq ?? 0,
    people,
    chair: chairSeat?.accountId ?? null,
    attendance: attendance(events, rules),
    speeches: speaking(events),
    chairs,
    agenda: (conduct?.agenda ?? []).map(({ itemId, title, presenter, minutes, status, conclusion }) => ({
      itemId,
      title,
      presenter,
      minutes,
      status,
      conclusion,
      spans: items.get(itemId) ?? [],
    })),
    votes: Object.values(conduct?.votes ?? {})
      .map((vote) => ({
        ...vote,
        onItem: onItem.get(vote.voteId) ?? null,
        closedAt: closedAt.get(vote.voteId) ?? null,
      }))
      .toSorted((a, b) => a.openedAt - b.openedAt),
    papers,
    notes: conduct?.notes ?? [],
  }
}
