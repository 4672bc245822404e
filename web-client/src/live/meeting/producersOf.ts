import type { MeetingState, ParticipantId, ProducerState, Source } from '@diem-cau/signaling-contract'

type Producers = MeetingState['producers']
type BySource = ReadonlyMap<string, ProducerState>

/** Keeps the producers of the last states by who sends them: every tile of a wall asks whenever one changes. */
const known = new WeakMap<Producers, BySource>()

/** Finds what somebody sends of a source; undefined when nothing is sent. */
export function producerOf(
  { producers }: Pick<MeetingState, 'producers'>,
  participantId: ParticipantId,
  source: Source,
): ProducerState | undefined {
  return bySource(producers).get(keyOf(participantId, source))
}

/** True when what somebody shares in the place of a screen is what lies under a document camera (SPEC 24.6). */
export function sharesPapers(meeting: Pick<MeetingState, 'producers'>, participantId: ParticipantId): boolean {
  return producerOf(meeting, participantId, 'screen')?.device === 'documentCamera'
}

function bySource(producers: Producers): BySource {
  const before = known.get(producers)
  if (before) return before
  const found = new Map(Object.values(producers).map((one) => [keyOf(one.participantId, one.source), one]))
  known.set(producers, found)
  return found
}

const keyOf = (participantId: ParticipantId, source: Source) => `${source}/${participantId}`
