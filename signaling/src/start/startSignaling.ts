import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { AccountStore } from '../auth/AccountStore.ts'
import { explainStoreFailure } from '../db/engine/explainStoreFailure.ts'
import type { Schema } from '../db/schema.ts'
import type { Demo } from '../demo/createDemo.ts'
import { createServer } from '../edge/http/createServer.ts'
import { ServerAddress } from '../edge/http/ServerAddress.ts'
import type { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import { OpenMeetings } from '../live/meeting/OpenMeetings.ts'
import type { MinutesDesk } from '../office/minutes/MinutesDesk.ts'
import type { Post } from '../office/post/Post.ts'
import type { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import type { UnitStore } from '../office/units/UnitStore.ts'
import { authPart } from './authPart.ts'
import { directoryPart } from './directoryPart.ts'
import { edgePart } from './edgePart.ts'
import { meetingsPart } from './meetingsPart.ts'
import { officePart } from './officePart.ts'
import { operationsPart } from './operationsPart.ts'
import { Parts } from './Parts.ts'
import type { SignalingOptions } from './SignalingOptions.ts'
import { type StartSettings, startSettings } from './startSettings.ts'
import { storePart } from './storePart.ts'
import { webhooksPart } from './webhooksPart.ts'
import { warmUp } from '../warmUp/warmUp.ts'

export type Signaling = {
  readonly url: string
  readonly port: number
  /** Set only when it was made at this start: the demonstration, or the first administrator. */
  readonly demo: Demo | null
  readonly db: Kysely<Schema>
  readonly accounts: AccountStore
  readonly units: UnitStore
  readonly schedules: ScheduleStore
  readonly meetings: MeetingRegistry
  readonly post: Post
  readonly minutes: MinutesDesk
  /** False: nothing is measured of rooms and servers until it is told true. */
  measure(isOn: boolean): void
  /** Lines are closed, the log is complete; media goes on at the node. */
  close(): Promise<void>
}

/**
 * Starts everything in this process and listens.
 * @throws StartupError what only a person can mend
 */
export async function startSignaling(options: SignalingOptions): Promise<Signaling> {
  const settings = startSettings(options)
  const parts = new Parts(settings.logger)
  try {
    return await startParts(settings, parts)
  } catch (error) {
    await parts
      .close()
      .catch((failure: unknown) => settings.logger.warn({ err: failure }, 'not all of what was begun could be ended'))
    throw explainStoreFailure(error, settings.store)
  }
}

async function warmUpIfItCan(logger: Logger): Promise<void> {
  try {
    await warmUp()
  } catch (error) {
    logger.warn({ err: error }, 'the made-up meetings were not held: the first rooms that come wait a little longer')
  }
}

async function startParts(settings: StartSettings, parts: Parts): Promise<Signaling> {
  const { logger, host, tls, patience, publicUrl = null } = settings
  // It does nothing yet: what is asked about it before the server listens has an answer.
  const server = createServer(tls, patience)
  const address = new ServerAddress({ server, host, isHttps: tls !== null, publicUrl })

  const directory = await parts.start('directory', (closing) => directoryPart(settings, closing))
  const open = new OpenMeetings(directory.meetings)
  const store = await parts.start('store', (closing) => storePart(settings, closing, directory.inTurn))
  const auth = await parts.start('auth', () => authPart(settings, store, address, open, directory.redis))
  const office = await parts.start('office', (closing) => officePart(settings, store, address, closing, directory))
  const meetings = await parts.start('meetings', (closing) =>
    meetingsPart(settings, store, open, office, directory, closing),
  )
  if (settings.warmsUp && meetings.registry.hosts.length === 0)
    await parts.start('warm-up', () => warmUpIfItCan(logger))
  const operations = await parts.start('operations', (closing) =>
    operationsPart(settings, store, directory, meetings, office, closing),
  )
  const webhooks = await parts.start('webhooks', (closing) =>
    webhooksPart(settings, store, auth, office, operations, closing),
  )
  const edge = await parts.start('edge', (closing) =>
    edgePart(settings, { server, address, directory, store, auth, office, meetings, operations, webhooks }, closing),
  )

  await edge.listen()
  const { url, port, isGuessed } = address.listening
  await store.announce(url)
  // What is handed over goes to one that stays; by then nobody is sent here any more.
  await parts.start('hand-over', (closing) => {
    closing.defer(async () => {
      // First of all, so that it is on record even when the rest takes too long.
      operations.ends()
      const to = await directory.successor()
      if (to === null) return
      // Whoever is sent there must not come there through this process, which ends.
      server.close()
      await meetings.registry.handOver(to)
    })
  })
  // The presence ends before all else, so that no other process sends anybody here while this one closes.
  await parts.start('presence', (closing) => directory.announce(url, closing))
  if (isGuessed && publicUrl === null)
    logger.warn(
      { url },
      'links in mails lead to this address of this machine: if people reach the office by another, set DIEM_CAU_PUBLIC_URL',
    )
  await office.begin()
  operations.begin()
  webhooks.begin()
  const { registry } = meetings
  logger.info({ url, serverId: directory.processId, meetings: registry.hosts.length }, 'signaling listens')
  const { demo, db, accounts, units, schedules } = store
  const { post, minutes } = office
  return {
    url,
    port,
    demo,
    db,
    accounts,
    units,
    schedules,
    meetings: registry,
    post,
    minutes,
    measure: operations.measure,
    close: () => parts.close(),
  }
}
