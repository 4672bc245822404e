import { MeetingId } from '@diem-cau/signaling-contract'
import {
  METRICS,
  type MetricKey,
  type OperationsChange,
  type Resource,
  ResourceId,
  ResourceKind,
  type RunningMeeting,
} from '@diem-cau/signaling-contract/operations'

/** A resource that is well, but for what a test gives it. The id says what kind it is. */
export function aResource(id: string, parts: Partial<Resource> = {}): Resource {
  return {
    id: ResourceId.parse(id),
    kind: ResourceKind.parse(id.slice(0, id.indexOf(':'))),
    name: id.slice(id.indexOf(':') + 1),
    health: 'good',
    since: 0,
    findings: [],
    sampledAt: 0,
    sample: [],
    unitCode: null,
    meetingId: null,
    participantId: null,
    facts: null,
    node: null,
    report: null,
    nodeSide: null,
    ...parts,
  }
}

/** A sample with these values; what is not named could not be read. */
export const aSample = <K extends ResourceKind>(
  kind: K,
  values: Partial<Record<MetricKey<K>, number>>,
): (number | null)[] => METRICS[kind].map(({ key }) => values[key as MetricKey<K>] ?? null)

export const aMeeting = (meetingId: string, parts: Partial<RunningMeeting> = {}): RunningMeeting => ({
  meetingId: MeetingId.parse(meetingId),
  title: meetingId,
  startedAt: 0,
  rooms: 0,
  connected: 0,
  floor: null,
  health: 'good',
  since: 0,
  counts: { bad: 0, weak: 0, unknown: 0, good: 0 },
  worst: null,
  ...parts,
})

export const aChange = (parts: Partial<OperationsChange> = {}): OperationsChange => ({
  at: 0,
  added: [],
  changed: [],
  gone: [],
  meetings: [],
  meetingsGone: [],
  ...parts,
})
