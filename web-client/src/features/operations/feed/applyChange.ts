import type { MeetingId } from '@diem-cau/signaling-contract'
import type {
  OperationsChange,
  OperationsSnapshot,
  Resource,
  ResourceChange,
  ResourceId,
  RunningMeeting,
  Sample,
} from '@diem-cau/signaling-contract/operations'

/** All that a page watches, at one moment of the server's clock (milliseconds since the epoch). */
export interface Watched {
  readonly at: number
  readonly resources: ReadonlyMap<ResourceId, Resource>
  readonly meetings: ReadonlyMap<MeetingId, RunningMeeting>
}

export const watchedOf = ({ at, resources, meetings }: OperationsSnapshot): Watched => ({
  at,
  resources: new Map(resources.map((resource) => [resource.id, resource])),
  meetings: new Map(meetings.map((meeting) => [meeting.meetingId, meeting])),
})

/**
 * Takes in what is different. Whatever is not named by the change stays the same object, so that a view of it is not
 * drawn again; a change of something that is not there (any more) means nothing.
 */
export function applyChange(before: Watched, change: OperationsChange): Watched {
  if (change.at < before.at) return before
  const { added, changed, gone, meetings, meetingsGone } = change
  return {
    at: change.at,
    resources:
      added.length + changed.length + gone.length === 0
        ? before.resources
        : resourcesAfter(before.resources, added, changed, gone),
    meetings: meetings.length + meetingsGone.length === 0 ? before.meetings : meetingsAfter(before.meetings, change),
  }
}

function resourcesAfter(
  before: ReadonlyMap<ResourceId, Resource>,
  added: readonly Resource[],
  changed: readonly ResourceChange[],
  gone: readonly ResourceId[],
): ReadonlyMap<ResourceId, Resource> {
  const after = new Map(before)
  for (const id of gone) after.delete(id)
  for (const resource of added) after.set(resource.id, resource)
  for (const { values, ...fields } of changed) {
    const resource = after.get(fields.id)
    if (!resource) continue
    const sample = values ? sampleAfter(resource.sample, values) : resource.sample
    after.set(resource.id, { ...resource, ...fields, sample })
  }
  return after
}

function meetingsAfter(
  before: ReadonlyMap<MeetingId, RunningMeeting>,
  { meetings, meetingsGone }: OperationsChange,
): ReadonlyMap<MeetingId, RunningMeeting> {
  const after = new Map(before)
  for (const id of meetingsGone) after.delete(id)
  for (const meeting of meetings) after.set(meeting.meetingId, meeting)
  return after
}

/** A place beyond the end makes the list longer; what lies between was never read. */
function sampleAfter(before: Sample, values: ReadonlyArray<readonly [number, number | null]>): Sample {
  const after = [...before]
  for (const [place, value] of values) {
    while (after.length < place) after.push(null)
    after[place] = value
  }
  return after
}
