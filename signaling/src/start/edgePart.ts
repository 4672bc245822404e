import type { Server } from 'node:http'
import { buildHttp } from '../edge/http/buildHttp.ts'
import { createMetrics } from '../edge/http/createMetrics.ts'
import type { OfficeServices } from '../edge/http/officeRoutes.ts'
import { RequestBudget } from '../edge/http/RequestBudget.ts'
import { Timings } from '../edge/http/Timings.ts'
import type { ServerAddress } from '../edge/http/ServerAddress.ts'
import type { News } from '../live/directory/News.ts'
import { createHandlers } from '../edge/socket/handlers.ts'
import { Relay } from '../edge/socket/Relay.ts'
import { SocketServer } from '../edge/socket/SocketServer.ts'
import type { AuthPart } from './authPart.ts'
import { listen } from './listen.ts'
import type { DirectoryPart } from './directoryPart.ts'
import type { MeetingsPart } from './meetingsPart.ts'
import type { OfficePart } from './officePart.ts'
import { RoomCameraStore } from '../readiness/store/RoomCameraStore.ts'
import type { OperationsPart } from './operationsPart.ts'
import type { WebhooksPart } from './webhooksPart.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** The parts that are reached through it, and the server that it is. */
export type EdgeNeeds = {
  readonly server: Server
  readonly address: ServerAddress
  readonly directory: DirectoryPart
  readonly store: StorePart
  readonly auth: AuthPart
  readonly office: OfficePart
  readonly meetings: MeetingsPart
  readonly operations: OperationsPart
  readonly webhooks: WebhooksPart
}

/** HTTP and sockets, on one port. */
export type EdgePart = {
  /** Lets people in. @throws StartupError when the port cannot be had */
  readonly listen: () => Promise<void>
}

export async function edgePart(settings: StartSettings, needs: EdgeNeeds, closing: Closing): Promise<EdgePart> {
  const { server, meetings, auth } = needs
  const timings = new Timings()
  meetings.events.on('committed', (state, events) => timings.onCommitted(state, events))
  const sockets = socketServer(settings, needs, timings)
  needs.operations.countSockets(() => sockets.count)
  const app = await httpServer(settings, needs, sockets, timings)
  closing.defer(() => app.close())
  // The sockets come after everything that answers HTTP, which gets what is no socket.
  sockets.attach(server)
  closing.defer(() => sockets.close())
  const { processId, processes } = needs.directory
  const relay = new Relay({ processId, processes, logger: settings.logger })
  relay.attach(server)
  closing.defer(() => relay.close())

  const { news } = needs.directory
  // Those who are put out are told so before their sockets are cut; of a meeting that ended these are its guests, who were signed in for it alone.
  const follow = async (what: News) => {
    try {
      await meetings.registry.onNews(what)
    } catch (error) {
      settings.logger.warn({ err: error, news: what.kind }, 'what another process told was not done')
    }
    if (what.kind === 'signInsEnded' || what.kind === 'meetingEnded') await sockets.checkSignIns()
  }
  news.on((what) => void follow(what))
  const tellAll = (what: News) => {
    news.tell(what)
    void follow(what)
  }
  auth.signIns.on('ended', () => tellAll({ kind: 'signInsEnded' }))
  meetings.events.on('ended', (meetingId) => tellAll({ kind: 'meetingEnded', meetingId }))
  return { listen: () => listen(app, settings) }
}

function socketServer(
  { patience, logger, clock, accountCheckMs }: StartSettings,
  { directory, store: { accounts, schedules, db }, auth, meetings, operations }: EdgeNeeds,
  { answered }: Timings,
): SocketServer {
  const { identify, guestStays, seen } = auth
  const { registry, mediaNodes } = meetings
  return new SocketServer({
    identify,
    accounts,
    guestStays,
    seen,
    serverId: directory.processId,
    answered,
    patience,
    logger,
    clock,
    handlers: createHandlers({
      meetings: registry,
      schedules,
      mediaNodes,
      operations: operations.desk,
      cameraOf: (roomId) => new RoomCameraStore(db, auth.sealer).find(roomId),
      clock,
    }),
    ...(accountCheckMs === undefined ? {} : { accountCheckMs }),
  })
}

function httpServer(
  settings: StartSettings,
  { server, address, store, auth, office, meetings, operations, webhooks }: EdgeNeeds,
  sockets: SocketServer,
  timings: Timings,
): ReturnType<typeof buildHttp> {
  const {
    clock,
    logger,
    patience,
    tls,
    webRoot,
    metricsToken,
    requestsPerSec,
    isProxy = null,
    publicUrl = null,
  } = settings
  const { authenticate, signIns, passwordSignIn, knownDevices, limits, oidc, sealer, tokens } = auth
  const { registry, mediaNodes } = meetings
  const { post, invitations, inbox, papers, minutes } = office
  const services: OfficeServices = {
    post,
    invitations,
    inbox,
    papers,
    minutes,
    context: { db: store.db, audit: store.audit, clock, authenticate },
    me: auth,
    limits,
    whichMachine: auth.whichMachine,
    meetings: registry,
  }
  return buildHttp({
    server,
    tls,
    logger,
    clock,
    patience,
    webRoot,
    metricsToken,
    isProxy,
    publicUrl,
    nodes: mediaNodes,
    operations: operations.routes,
    alerts: operations.alerts,
    acknowledge: (tx, resource, by, now) => operations.alerts.store.acknowledgePlace(tx, resource, by, now),
    webhooks: { ...webhooks, sealer },
    // HTTPS outside and none here: something else speaks it.
    behindProxy: isProxy !== null || (address.isSecure && tls === null),
    authenticate,
    signIns,
    passwordSignIn,
    knownDevices,
    openId: { oidc, signIns, sealer, secure: address.isSecure, clock, publicUrl: () => address.publicUrl },
    budget: new RequestBudget({
      limits,
      tokens,
      clock,
      ...(requestsPerSec === undefined ? {} : { perSecond: requestsPerSec }),
    }),
    schedules: store.schedules,
    meetings: registry,
    office: services,
    checkStore: async () => void (await store.units.isEmpty()),
    mediaNodes: () => mediaNodes.reachable,
    metrics: createMetrics(
      {
        meetings: () => registry.hosts.length,
        participants: () => registry.hosts.reduce((sum, host) => sum + Object.keys(host.state.participants).length, 0),
        sockets: () => sockets.count,
        mediaNodes: () => mediaNodes.reachable,
        refusedAsFull: () => registry.refusedAsFull,
      },
      timings,
    ),
  })
}
