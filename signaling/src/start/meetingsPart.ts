import { EventEmitter } from 'node:events'
import { OwnerId } from '@diem-cau/sfu-contract'
import type { LoggedEvent, MeetingId, MeetingState } from '@diem-cau/signaling-contract'
import { MeetingLogTable } from '../db/log/MeetingLogTable.ts'
import { SfuClient } from '../live/media/nodes/SfuClient.ts'
import { MediaNodes, type TurnFor } from '../live/media/nodes/MediaNodes.ts'
import { NodeDirectory } from '../live/media/nodes/NodeDirectory.ts'
import { hasEnded } from '../live/directory/hasEnded.ts'
import { ConductStore } from '../live/meeting/ConductStore.ts'
import { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import type { OpenMeetings } from '../live/meeting/OpenMeetings.ts'
import { LimitNews } from '../office/limits/LimitNews.ts'
import { mayStay } from '../office/schedule/mayStay.ts'
import { UnitRegions } from '../office/units/UnitRegions.ts'
import { LINE_GRANT_MS, MEETING_GRANT_MS, turnGrant } from '../turn/turnGrant.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { OfficePart } from './officePart.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** The meetings that this process conducts, and the media nodes that carry them. */
export type MeetingsPart = {
  readonly registry: MeetingRegistry
  readonly mediaNodes: MediaNodes
  /** `committed`: this happened in a meeting, which is in that state now. `ended`: it has ended, and its log says so. */
  readonly events: EventEmitter<{ committed: [MeetingState, readonly LoggedEvent[]]; ended: [MeetingId] }>
}

/** Meetings that were under way are taken up when it returns. @param open is told of the meetings that are open */
export async function meetingsPart(
  { sfu, turn, logger, clock, lineGraceMs, chairGraceMs, maxParticipants, reserveEndpoints }: StartSettings,
  { db, audit, accounts, schedules }: StorePart,
  open: OpenMeetings,
  { minutes, inbox }: Pick<OfficePart, 'minutes' | 'inbox'>,
  {
    processId,
    leases,
    processes,
    news,
    nodes,
  }: Pick<DirectoryPart, 'processId' | 'leases' | 'processes' | 'news' | 'nodes'>,
  closing: Closing,
): Promise<MeetingsPart> {
  const owner = OwnerId.parse(processId)
  const connect = (url: string) => new SfuClient({ url, secret: sfu.secret, owner, logger })
  const registered = [...nodes.all.values()].map(({ url }) => url)
  const turnFor: TurnFor = (nodeId, use) =>
    turn ? turnGrant(turn, nodeId, clock(), use === 'line' ? LINE_GRANT_MS : MEETING_GRANT_MS) : null
  const mediaNodes = new MediaNodes(
    [...new Set([...sfu.urls, ...registered])].map(connect),
    logger,
    sfu.region,
    turnFor,
  )
  closing.defer(() => mediaNodes.close())
  mediaNodes.connect()
  if (mediaNodes.clients.length === 0)
    logger.warn(
      'no media node is known: set DIEM_CAU_SFU_URL or DIEM_CAU_SFU_URLS, or DIEM_CAU_REDIS_URL for the node too',
    )
  void new NodeDirectory({ known: nodes, mediaNodes, connect })

  const events: MeetingsPart['events'] = new EventEmitter()
  events.on('ended', (meetingId) => void minutes.drafts.draft(meetingId))
  const limits = new LimitNews({ db, audit, inbox: inbox.news, logger, clock })
  closing.defer(() => limits.settled())
  const regions = await UnitRegions.open(db, logger)
  closing.defer(() => regions.close())
  const registry = new MeetingRegistry({
    processId,
    log: new MeetingLogTable(db),
    leases,
    hasEnded: (id) => hasEnded(processes, id),
    store: new ConductStore(db),
    find: (meetingId) => schedules.find(meetingId),
    mayStay: (meetingId, ids) => mayStay(accounts, schedules, meetingId, ids),
    mediaNodes,
    open,
    others: news,
    logger,
    clock,
    lineGraceMs,
    regionOfUnit: (code) => regions.of(code),
    reserveEndpoints,
    onLimit: (meetingId, limit) => limits.reached(meetingId, limit),
    onCommitted: (state, committed) => events.emit('committed', state, committed),
    onEnded: (meetingId) => events.emit('ended', meetingId),
    ...(chairGraceMs === undefined ? {} : { chairGraceMs }),
    ...(maxParticipants === undefined ? {} : { maxParticipants }),
  })
  closing.defer(() => registry.close())
  await registry.start()
  return { registry, mediaNodes, events }
}
