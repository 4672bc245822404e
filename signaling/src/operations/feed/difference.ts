import type {
  Finding,
  OperationsChange,
  OperationsSnapshot,
  Resource,
  ResourceChange,
  RunningMeeting,
} from '@diem-cau/signaling-contract/operations'
import { newsOf, roundedSample } from './noise.ts'

/** That a sample is newer is told by itself only this often, in milliseconds: its values say so otherwise. */
const SAMPLED_EVERY_MS = 5000

/** The state that a watcher has: what it was told, added up. */
export type Known = {
  readonly resources: ReadonlyMap<string, Resource>
  readonly meetings: ReadonlyMap<string, RunningMeeting>
}

/** The first word to a watcher, and what it knows then. */
export function firstWord(snapshot: OperationsSnapshot): {
  readonly snapshot: OperationsSnapshot
  readonly known: Known
} {
  const resources = snapshot.resources.map((each) => ({ ...each, sample: roundedSample(each.kind, each.sample) }))
  return {
    snapshot: { ...snapshot, resources },
    known: {
      resources: new Map(resources.map((each) => [each.id, each])),
      meetings: new Map(snapshot.meetings.map((each) => [each.meetingId, each])),
    },
  }
}

/**
 * What a watcher has to be told so that it knows the view as it is now. Pure.
 * @param isExact see {@link newsOf}
 * @returns change null: there is nothing to tell
 */
export function difference(
  known: Known,
  now: OperationsSnapshot,
  isExact: boolean,
): { readonly change: OperationsChange | null; readonly known: Known } {
  const added: Resource[] = []
  const changed: ResourceChange[] = []
  const resources = new Map<string, Resource>()
  for (const resource of now.resources) {
    const before = known.resources.get(resource.id)
    const change = before && changeOf(before, resource, isExact)
    const after = before ? (change ? applied(before, change) : before) : firstSight(resource)
    resources.set(resource.id, after)
    if (!before) added.push(after)
    else if (change) changed.push(change)
  }
  const gone = [...known.resources.values()].filter(({ id }) => !resources.has(id)).map(({ id }) => id)
  const meetings = now.meetings.filter((meeting) => !isSameMeeting(known.meetings.get(meeting.meetingId), meeting))
  const there = new Map(now.meetings.map((meeting) => [meeting.meetingId as string, meeting]))
  const meetingsGone = [...known.meetings.values()]
    .filter(({ meetingId }) => !there.has(meetingId))
    .map(({ meetingId }) => meetingId)
  const parts = [added, changed, gone, meetings, meetingsGone]
  return {
    change: parts.every((part) => part.length === 0)
      ? null
      : { at: now.at, added, changed, gone, meetings, meetingsGone },
    known: { resources, meetings: there },
  }
}

const firstSight = (resource: Resource): Resource => ({
  ...resource,
  sample: roundedSample(resource.kind, resource.sample),
})

/** @returns undefined when nothing is different */
function changeOf(before: Resource, now: Resource, isExact: boolean): ResourceChange | undefined {
  const { sampledAt } = now
  const values = newsOf(now.kind, before.sample, now.sample, isExact)
  const change: Omit<ResourceChange, 'id'> = {
    ...(before.name === now.name ? {} : { name: now.name }),
    ...(before.health === now.health ? {} : { health: now.health }),
    ...(before.since === now.since ? {} : { since: now.since }),
    ...(isSameFindings(before.findings, now.findings) ? {} : { findings: now.findings }),
    ...(before.unitCode === now.unitCode ? {} : { unitCode: now.unitCode }),
    ...(isSame(before.facts, now.facts) ? {} : { facts: now.facts }),
    ...(before.node === now.node ? {} : { node: now.node }),
    ...(isSameReport(before.report, now.report) ? {} : { report: now.report }),
    ...(before.nodeSide?.at === now.nodeSide?.at ? {} : { nodeSide: now.nodeSide }),
    ...(values.length > 0 ? { values } : {}),
  }
  const isOld = sampledAt !== before.sampledAt && (sampledAt ?? 0) - (before.sampledAt ?? 0) >= SAMPLED_EVERY_MS
  if (Object.keys(change).length === 0 && !isOld) return undefined
  return { id: now.id, ...change, ...(sampledAt === before.sampledAt ? {} : { sampledAt }) }
}

/** The same that the page does with a change. */
function applied(before: Resource, { values = [], ...change }: ResourceChange): Resource {
  const sample = [...before.sample]
  for (const [index, value] of values) sample[index] = value
  return { ...before, ...change, sample }
}

function isSameFindings(one: readonly Finding[], other: readonly Finding[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ code, health, since }, index) => {
      const its = other[index]
      return its?.code === code && its.health === health && its.since === since
    })
  )
}

/** Loads of workers are resources of their own: of a report only what it says of the node itself is news. */
function isSameReport(one: Resource['report'], other: Resource['report']): boolean {
  if (one === null || other === null || one === other) return one === other
  return (
    one.draining === other.draining &&
    one.version === other.version &&
    one.region === other.region &&
    one.startedAt === other.startedAt &&
    one.workers.length === other.workers.length
  )
}

function isSameMeeting(one: RunningMeeting | undefined, other: RunningMeeting): boolean {
  return one !== undefined && isSame(one, other)
}

const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)
