/**
 * Why something was bad, SPEC 16.20-16.24. Who may: `operations.read` where the room belongs; what is of servers is named to who sees servers.
 *   GET /api/operations/why  WhyQuery -> Why
 */
import { z } from 'zod'
import { MeetingId, ParticipantId, UnitCode } from '../core/ids.ts'
import { recorded } from '../text/text.ts'
import { ResourceId } from './feed.ts'
import { FindingCode } from './findings.ts'
import { OperationEvent } from './history.ts'
import { ResourceKind } from './metrics.ts'
import { EndpointFacts } from './report.ts'

/** What somebody complained of, in the words of the meeting. */
export const ComplainedOf = z.enum(['noSound', 'badSound', 'noPicture', 'badPicture'])
export type ComplainedOf = z.infer<typeof ComplainedOf>

/** What it may be, in one word each; the page has the sentences, and what to do. */
export const CauseCode = z.enum([
  // Servers: many rooms have it.
  'nodeLost',
  'workerDied',
  'nodeOverloaded',
  'nodeLine',
  'nodeMoved',
  'signalingDied',
  'signalingRestarted',
  'signalingOverloaded',
  'databaseAway',
  'databaseSlow',
  'redisAway',
  'memoryLow',
  'diskFull',
  'certificateEnds',
  'clockOff',
  // Rooms of one unit and those below it.
  'branchLine',
  // Another room, of which all others receive less.
  'senderLossy',
  // One room's line.
  'lineCut',
  'lineLossy',
  'lineUpLossy',
  'lineDownLossy',
  'lineUpSlow',
  'lineDownSlow',
  'lineUnsteady',
  'lineFar',
  'mediaBlocked',
  'udpBlocked',
  'vpn',
  // Its PC.
  'pcStarved',
  'pcSlept',
  'pageHidden',
  'browserOld',
  // Its devices.
  'microphoneSilent',
  'microphoneLost',
  'microphoneRefused',
  'microphoneClips',
  'microphoneQuiet',
  'echo',
  'loudspeakerLost',
  'cameraBlack',
  'cameraFrozen',
  'cameraLost',
  'cameraRefused',
  'networkCameraAway',
])
export type CauseCode = z.infer<typeof CauseCode>

/**
 * Other rooms of its meeting with which one is compared: of the same media node, of other nodes; of units that are under the same one as its
 * own, and of all others.
 */
export const Neighbours = z.enum(['node', 'elsewhere', 'branch', 'outside'])
export type Neighbours = z.infer<typeof Neighbours>

/** What speaks for a cause. Moments are milliseconds since the epoch. */
export const CauseEvidence = z.discriminatedUnion('kind', [
  /** `value` null: the rule has no number. `until` null: it lasts. */
  z.object({
    kind: z.literal('finding'),
    code: FindingCode,
    value: z.number().nullable(),
    since: z.int(),
    until: z.int().nullable(),
  }),
  /** The worst mean over some seconds, of a metric of the cause's resource. */
  z.object({ kind: z.literal('figure'), metric: recorded(40), value: z.number(), at: z.int() }),
  z.object({ kind: z.literal('event'), event: OperationEvent }),
  z.object({
    kind: z.literal('fact'),
    fact: z.enum(['path', 'network', 'browser', 'system', 'networkCamera']),
    value: recorded(100),
  }),
  /** So many of so many others had one of these; `names` of those that did, some. */
  z.object({
    kind: z.literal('others'),
    where: Neighbours,
    codes: z.array(FindingCode),
    affected: z.int(),
    of: z.int(),
    names: z.array(recorded(300)),
  }),
  /** The room was expected to speak. */
  z.object({ kind: z.literal('floor'), since: z.int() }),
])
export type CauseEvidence = z.infer<typeof CauseEvidence>

export const Cause = z.object({
  code: CauseCode,
  health: z.enum(['weak', 'bad']),
  /** What it lies with; null: at servers, which are not for who asks. */
  resource: ResourceId.nullable(),
  resourceKind: ResourceKind,
  name: recorded(300),
  /** Since when; null: nobody can say. */
  since: z.int().nullable(),
  evidence: z.array(CauseEvidence),
  /** The cause, by its code, of which this one is an effect; null: it stands by itself. */
  effectOf: CauseCode.nullable(),
})
export type Cause = z.infer<typeof Cause>

/** What was looked at. */
export const Look = z.enum([
  'lineUp',
  'lineDown',
  'delay',
  'path',
  'camera',
  'microphone',
  'echo',
  'pc',
  'browser',
  'others',
  'node',
  'signaling',
  'database',
  'redis',
  'disk',
  'certificate',
  'clock',
])
export type Look = z.infer<typeof Look>

/** `unread`: it could not be read, so nothing is said of it. `hidden`: it is not for who asks. */
export const LookState = z.enum(['fine', 'bad', 'unread', 'hidden'])
export type LookState = z.infer<typeof LookState>

/**
 * Of a room's line and a moment, milliseconds since the epoch; without `at`: now. With a complaint also `what` it was and `about` whom: then causes
 * at that one count too.
 */
export const WhyQuery = z.object({
  resource: ResourceId,
  at: z.coerce.number().int().min(0).max(8.64e15).optional(),
  about: ParticipantId.optional(),
  what: ComplainedOf.optional(),
})

/** A room as it was then. */
export const WhyRoom = z.object({
  id: ResourceId,
  name: recorded(300),
  unitCode: UnitCode.nullable(),
  meetingId: MeetingId,
  participantId: ParticipantId,
  /** Of the meeting. */
  title: recorded(300),
  facts: EndpointFacts.nullable(),
})
export type WhyRoom = z.infer<typeof WhyRoom>

/** Most likely causes first. `from` and `to`: the time that was looked at, milliseconds. */
export const Why = z.object({
  room: WhyRoom,
  /** Whose sound or picture it is about, when it is another one's. */
  about: WhyRoom.nullable(),
  from: z.int(),
  to: z.int(),
  causes: z.array(Cause),
  looked: z.array(z.object({ look: Look, state: LookState })),
  /** Other rooms of the meeting as far as who asks may see them; those that were not well, with what. */
  others: z.object({
    of: z.int(),
    troubled: z.array(z.object({ id: ResourceId, name: recorded(300), codes: z.array(FindingCode) })),
  }),
  /** What happened at that time to the room, in its meeting and to servers, the oldest first. */
  events: z.array(OperationEvent),
})
export type Why = z.infer<typeof Why>
