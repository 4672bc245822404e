import type {
  Health,
  OperationsSnapshot,
  OperationsView,
  Resource,
  RunningMeeting,
} from '@diem-cau/signaling-contract/operations'
import type { Scene, Seen, SeenMeeting } from '../live/Scene.ts'
import { type Scope, sees } from './Scope.ts'

/** The worst first. */
const WORST: readonly Health[] = ['bad', 'weak', 'unknown', 'good']

/** What somebody sees who watches this. Pure. */
export function viewOf(scene: Scene, view: OperationsView, scope: Scope): OperationsSnapshot {
  const visible = scene.resources.filter((seen) => isVisible(seen, scope))
  const endpoints = Map.groupBy(
    visible.filter(({ resource }) => resource.kind === 'endpoint').map(({ resource }) => resource),
    ({ meetingId }) => meetingId,
  )
  const meetings = scene.meetings
    .filter(({ meetingId }) => view.kind === 'servers' || meetingId === view.meetingId)
    .flatMap((meeting) => {
      const own = endpoints.get(meeting.meetingId) ?? []
      return own.length > 0 || sees(scope, meeting.hostUnit, null) ? [runningMeeting(meeting, own)] : []
    })
  const resources = visible.map(({ resource }) => resource).filter(inView(view))
  return { at: scene.at, resources: view.kind === 'meeting' ? resources.map(inShort) : resources, meetings }
}

/** Of 85 rooms nobody reads what each microphone's jitter is. */
const inShort = (resource: Resource): Resource =>
  resource.nodeSide === null ? resource : { ...resource, nodeSide: null }

function isVisible({ resource, hostUnit }: Seen, scope: Scope): boolean {
  return resource.kind === 'endpoint' ? sees(scope, resource.unitCode, hostUnit) : scope.servers
}

function inView(view: OperationsView): (resource: Resource) => boolean {
  switch (view.kind) {
    case 'servers':
      return ({ kind }) => kind !== 'endpoint'
    case 'meeting':
      return ({ kind, meetingId }) => kind === 'endpoint' && meetingId === view.meetingId
    case 'endpoint':
      return ({ kind, meetingId, participantId }) =>
        kind === 'endpoint' && meetingId === view.meetingId && participantId === view.participantId
    default:
      view satisfies never
      return () => false
  }
}

function runningMeeting(
  { meetingId, title, startedAt, floor }: SeenMeeting,
  endpoints: readonly Resource[],
): RunningMeeting {
  const counts = { good: 0, weak: 0, bad: 0, unknown: 0 }
  for (const { health } of endpoints) counts[health] += 1
  const health = WORST.find((each) => counts[each] > 0) ?? 'good'
  // Of several that are as bad, the one that has been so the longest.
  const worst = endpoints
    .filter((endpoint) => endpoint.health === health)
    .reduce<Resource | null>((one, other) => (one !== null && one.since <= other.since ? one : other), null)
  return {
    meetingId,
    title,
    startedAt,
    rooms: endpoints.length,
    connected: endpoints.filter(({ findings }) => findings.every(({ code }) => code !== 'cut')).length,
    floor,
    health,
    since: worst?.since ?? startedAt ?? 0,
    counts,
    worst: health === 'good' ? null : (worst?.name ?? null),
  }
}
