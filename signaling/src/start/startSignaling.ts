import { randomUUID } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { OwnerId } from '@diem-cau/sfu-contract'
import { type Account, LINE_GRACE_MS } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { AccessTokens } from '../auth/AccessTokens.ts'
import { createAuthenticate } from '../auth/authenticate.ts'
import { buildHttp } from '../edge/http/buildHttp.ts'
import { createMetrics } from '../edge/http/createMetrics.ts'
import { KnownDevices } from '../auth/KnownDevices.ts'
import { OidcAccounts } from '../office/people/OidcAccounts.ts'
import { OidcClient } from '../auth/oidc/OidcClient.ts'
import type { OidcSettings } from '../auth/oidc/OidcSettings.ts'
import { PasswordSignIn } from '../auth/PasswordSignIn.ts'
import { reachableUrl } from '../edge/http/reachableUrl.ts'
import { PATIENCE, type Patience } from '../edge/http/Patience.ts'
import type { IsProxy } from '../edge/http/readProxies.ts'
import { RequestBudget } from '../edge/http/RequestBudget.ts'
import { Sealer } from '../auth/Sealer.ts'
import { SignIns } from '../auth/SignIns.ts'
import { SfuClient } from '../live/media/nodes/SfuClient.ts'
import { SfuRegistry } from '../live/media/nodes/SfuRegistry.ts'
import { LocalDirectory } from '../live/meeting/MeetingDirectory.ts'
import { MeetingRegistry } from '../live/meeting/MeetingRegistry.ts'
import { createDemo, type Demo, openDemoMeeting } from '../demo/createDemo.ts'
import { createFirstAdmin, type FirstUnit } from '../demo/createFirstAdmin.ts'
import { readUnits, UnitsFileError } from '../demo/readUnits.ts'
import { AuditLog } from '../audit/AuditLog.ts'
import { guestStays } from '../office/invitations/guestStays.ts'
import type { MailSettings } from '../office/post/MailSettings.ts'
import { KEEP_MAIL_DAYS, Post } from '../office/post/Post.ts'
import { MinutesDesk } from '../office/minutes/MinutesDesk.ts'
import { MinutesFiles } from '../office/minutes/MinutesFiles.ts'
import type { PdfSigner } from '../office/minutes/PdfSigner.ts'
import { openPaperFiles } from '../office/papers/openPaperFiles.ts'
import { SeriesPapers } from '../office/papers/SeriesPapers.ts'
import { PdfPrinter } from '../office/printing/PdfPrinter.ts'
import { Renditions } from '../office/papers/Renditions.ts'
import type { S3Settings } from '../office/papers/S3Settings.ts'
import { UnitChangeJob } from '../office/units/UnitChangeJob.ts'
import { SecondFactor } from '../auth/SecondFactor.ts'
import { RoomSightings } from '../office/rooms/RoomSightings.ts'
import { createHandlers } from '../edge/socket/handlers.ts'
import { SocketServer } from '../edge/socket/SocketServer.ts'
import { AccountStore } from '../auth/AccountStore.ts'
import { explainStoreFailure } from '../db/engine/explainStoreFailure.ts'
import { holdData } from '../db/engine/holdData.ts'
import { ConductStore } from '../live/meeting/ConductStore.ts'
import { mayStay } from '../office/schedule/mayStay.ts'
import { openStore, type Store } from '../db/engine/openStore.ts'
import { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { SqliteMeetingLog } from '../db/log/SqliteMeetingLog.ts'
import type { Schema } from '../db/schema.ts'
import { StartupError } from '../db/engine/StartupError.ts'
import { type StoreTarget, storeTarget } from '../db/engine/storeTarget.ts'
import { StoreWatch } from '../db/engine/StoreWatch.ts'
import { UnitStore } from '../office/units/UnitStore.ts'

export type SignalingOptions = {
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  /** Folder of the database, its keys and papers; made when it is not there. */
  readonly dataDir: string
  /** SQLite in the data folder unless told. */
  readonly store?: StoreTarget
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly sfu: { readonly url: string; readonly secret: string }
  readonly webRoot: string | null
  /** As people reach the office from elsewhere, for links in mails; null = where it listens. */
  readonly publicUrl?: string | null
  /** Null: people come without a proxy. */
  readonly isProxy?: IsProxy | null
  /** Null: mail waits in the outbox. */
  readonly mail?: MailSettings | null
  /** Days that sent mails are kept after their meeting. */
  readonly keepMailDays?: number
  /** Null: papers are on disk, in the data folder. */
  readonly papers?: S3Settings | null
  /** Signs approved minutes; null: they are signed by hand. */
  readonly signer?: PdfSigner | null
  /** LibreOffice, which makes PDFs of Office papers; null: they are for downloading only. */
  readonly soffice?: string | null
  /** CSV for the demonstration's units; null = no demonstration. */
  readonly demoUnits: string | null
  /** Without a demonstration: made in a new database, with its IT admin; null = nothing is. */
  readonly firstUnit?: FirstUnit | null
  readonly metricsToken: string | null
  /** Of one account, at the API; as RequestBudget says unless told. */
  readonly requestsPerSec?: number
  /** Chairs and IT admins must have a second factor; false unless told. */
  readonly requireTotp?: boolean
  /** Null: people sign in with passwords only. */
  readonly oidc?: OidcSettings | null
  readonly logger: Logger
  /** The data were replaced, or must be let go of: close, and start anew. Called at most once. */
  readonly onStoreReplaced?: () => void
  readonly lineGraceMs?: number
  readonly chairGraceMs?: number
  readonly accountCheckMs?: number
  /** As PATIENCE says unless told. */
  readonly patience?: Partial<Patience>
  readonly clock?: () => number
}

export type Signaling = {
  readonly url: string
  readonly port: number
  /** Only when it was made at this start: the demonstration, or the first administrator. */
  readonly demo: Demo | null
  readonly db: Kysely<Schema>
  readonly accounts: AccountStore
  readonly units: UnitStore
  readonly schedules: ScheduleStore
  readonly meetings: MeetingRegistry
  readonly post: Post
  readonly minutes: MinutesDesk
  /** Lines are closed, the log is complete; media goes on at the node. */
  close(): Promise<void>
}

/** One thread for the whole process, however many offices it holds. */
const printer = new PdfPrinter()

/**
 * Starts everything in this process and listens.
 * @throws StartupError what only a person can mend
 */
export async function startSignaling(options: SignalingOptions): Promise<Signaling> {
  const { logger, dataDir, lineGraceMs = LINE_GRACE_MS, clock = Date.now } = options
  const patience = { ...PATIENCE, ...options.patience }
  const target = options.store ?? storeTarget(null, dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const hold = await holdData({ dataDir, target, logger, onLost: () => options.onStoreReplaced?.() })
  const store = await openStore(target, logger).catch(async (error: unknown) => {
    await hold.release()
    throw error
  })
  const closers: (() => Promise<void> | void)[] = [() => hold.release(), () => store.close()]
  const close = async () => {
    for (const step of closers.splice(0).toReversed()) await step()
  }
  const watch = new StoreWatch(store, () => options.onStoreReplaced?.())
  closers.push(() => watch.close())
  try {
    const accounts = new AccountStore(store.db)
    const units = new UnitStore(store.db)
    const schedules = new ScheduleStore(store.db)
    const demo = await prepareDemo(options, store, clock())
    const paperFiles = await openPaperFiles({ dataDir, s3: options.papers ?? null, logger, clock })
    const renditions = new Renditions({
      db: store.db,
      files: paperFiles,
      dataDir,
      soffice: options.soffice ?? null,
      clock,
      logger,
    })
    closers.push(() => renditions.close())

    const serverId = `signaling-${randomUUID()}`
    const sfu = new SfuClient({ ...options.sfu, owner: OwnerId.parse(serverId), logger })
    const registry = new SfuRegistry([sfu], logger)
    closers.push(() => registry.close())
    registry.connect()

    let minutes: MinutesDesk | null = null
    let sockets: SocketServer | null = null
    const meetings = new MeetingRegistry({
      log: new SqliteMeetingLog(store.db),
      directory: new LocalDirectory().forProcess(serverId),
      store: new ConductStore(store.db),
      find: (meetingId) => schedules.find(meetingId),
      mayStay: (meetingId, ids) => mayStay(accounts, schedules, meetingId, ids),
      registry,
      logger,
      clock,
      lineGraceMs,
      onEnded: (meetingId) => {
        void minutes?.draft(meetingId)
        // Its guests were signed in for it alone.
        void sockets?.checkSignIns()
      },
      ...(options.chairGraceMs === undefined ? {} : { chairGraceMs: options.chairGraceMs }),
    })
    closers.push(() => meetings.close())
    await meetings.start()

    const tokens = await AccessTokens.open(join(dataDir, 'token.key'))
    let listening = ''
    const sightings = new RoomSightings(store.db, clock, logger)
    const seen = (account: Account) => sightings.seen(account)
    const stays = guestStays(store.db, meetings, clock)
    const { authenticate, identify, whoIs } = createAuthenticate({
      tokens,
      accounts,
      clock,
      requireTotp: options.requireTotp ?? false,
      guestStays: stays,
      seen,
    })
    const audit = new AuditLog(clock)
    const unitChanges = new UnitChangeJob({ db: store.db, audit, clock, logger })
    closers.push(() => unitChanges.close())
    await unitChanges.start()
    const secure = options.tls !== null || (options.publicUrl?.startsWith('https:') ?? false)
    const sealer = await Sealer.open(join(dataDir, 'seal.key'))
    const secondFactor = new SecondFactor(store.db, sealer)
    const passwordSignIn = new PasswordSignIn({ db: store.db, audit, secondFactor, clock })
    const signIns = new SignIns({ db: store.db, audit, tokens, sealer, guestStays: stays, clock, secure })
    // Before their sockets are cut: whoever is put out is told so.
    signIns.onEnded(() => void meetings.checkInvited().then(() => sockets?.checkSignIns()))
    const publicUrl = () => options.publicUrl ?? listening
    const post = await Post.open({
      db: store.db,
      audit,
      clock,
      logger,
      dataDir,
      publicUrl,
      printer,
      mail: options.mail ?? null,
      keepMailDays: options.keepMailDays ?? KEEP_MAIL_DAYS,
    })
    closers.push(() => post.close())
    minutes = new MinutesDesk(
      { db: store.db, audit, clock, logger, paperFiles },
      new MinutesFiles({ printer, files: paperFiles, dataDir, signer: options.signer ?? null }),
    )
    const app = await buildHttp({
      schedules,
      meetings,
      signIns,
      passwordSignIn,
      knownDevices: new KnownDevices(sealer, secure),
      clock,
      logger,
      authenticate,
      office: {
        db: store.db,
        clock,
        logger,
        dataDir,
        publicUrl,
        authenticate,
        whoIs,
        signIns,
        passwordSignIn,
        secondFactor,
        audit,
        meetings,
        post,
        invitations: {
          tokens: post.tokens,
          links: post.links,
          earlier: post.earlier,
          answers: post.answers,
          answering: post.answering,
          printer,
        },
        inbox: { store: post.inbox, news: post.news },
        paperFiles,
        minutes,
        renditions,
        planPapers: new SeriesPapers({ db: store.db, audit, clock, renditions }),
      },
      openId: {
        oidc: options.oidc
          ? { client: new OidcClient(options.oidc), accounts: new OidcAccounts({ db: store.db, audit, clock }) }
          : null,
        signIns,
        sealer,
        secure,
        clock,
        publicUrl,
      },
      budget: new RequestBudget({
        tokens,
        clock,
        ...(options.requestsPerSec === undefined ? {} : { perSecond: options.requestsPerSec }),
      }),
      patience,
      tls: options.tls,
      isProxy: options.isProxy ?? null,
      publicUrl: options.publicUrl ?? null,
      // HTTPS outside and none here: something else speaks it.
      behindProxy: Boolean(options.isProxy) || (secure && options.tls === null),
      webRoot: options.webRoot,
      metricsToken: options.metricsToken,
      checkStore: async () => void (await units.isEmpty()),
      mediaNodes: () => registry.reachable,
      metrics: createMetrics({
        meetings: () => meetings.hosts.length,
        participants: () => meetings.hosts.reduce((sum, host) => sum + Object.keys(host.state.participants).length, 0),
        sockets: () => sockets?.count ?? 0,
        mediaNodes: () => registry.reachable,
      }),
    })
    closers.push(() => app.close())
    sockets = new SocketServer({
      server: app.server,
      identify,
      accounts,
      guestStays: stays,
      seen,
      serverId,
      patience,
      logger,
      clock,
      handlers: createHandlers({ meetings, schedules, registry, clock }),
      ...(options.accountCheckMs === undefined ? {} : { accountCheckMs: options.accountCheckMs }),
    })
    closers.push(() => sockets.close())

    const port = await listen(app, options)
    const { url, isGuessed } = reachableUrl(options.host, port, options.tls !== null)
    listening = url
    await hold.listening(url)
    if (isGuessed && !options.publicUrl)
      logger.warn(
        { url },
        'links in mails lead to this address of this machine: if people reach the office by another, set DIEM_CAU_PUBLIC_URL',
      )
    await post.start()
    const stopping = new AbortController()
    const drafting = minutes
      .draftMissing(stopping.signal)
      .catch((error: unknown) => logger.warn({ err: error }, 'missing minutes were not looked for'))
    closers.push(() => {
      stopping.abort()
      return drafting // before the store that it reads is closed
    })
    await renditions.start()
    logger.info({ url, serverId, meetings: meetings.hosts.length }, 'signaling listens')
    return { url, port, demo, db: store.db, accounts, units, schedules, meetings, post, minutes, close }
  } catch (error) {
    await close()
    throw explainStoreFailure(error, target)
  }
}

/** On a new database; later only a meeting, when the last one of the demonstration is over. */
async function prepareDemo(
  { demoUnits, firstUnit = null, dataDir, logger, clock = Date.now }: SignalingOptions,
  { db }: Store,
  now: number,
): Promise<Demo | null> {
  if (demoUnits === null) {
    return (
      firstUnit &&
      createFirstAdmin({ db, audit: new AuditLog(clock), now }, firstUnit, join(dataDir, 'first-admin.txt'))
    )
  }
  if (await new UnitStore(db).isEmpty()) {
    logger.info({ units: demoUnits }, 'creating the demonstration')
    return createDemo(db, await demoUnitsOf(demoUnits), join(dataDir, 'demo-accounts.txt'), now)
  }
  const end = await new ScheduleStore(db).lastDemoEnd()
  if (end !== null && end <= now) await openDemoMeeting(db, now)
  return null
}

async function demoUnitsOf(file: string): Promise<ReturnType<typeof readUnits>> {
  try {
    return await readUnits(await readFile(file, 'utf8'))
  } catch (error) {
    const why = error instanceof UnitsFileError ? error.problems.join('\n') : String(error)
    throw new StartupError(
      {
        vi: `Không đọc được danh sách đơn vị ${file}:\n${why}\nHãy sửa tệp này, hoặc chỉ ra tệp khác bằng DIEM_CAU_UNITS_CSV.`,
        en: `The list of units ${file} cannot be read:\n${why}\nMend the file, or name another with DIEM_CAU_UNITS_CSV.`,
      },
      error,
    )
  }
}

async function listen(
  app: Awaited<ReturnType<typeof buildHttp>>,
  { host, port }: Pick<SignalingOptions, 'host' | 'port'>,
): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new StartupError(
        {
          vi: `Cổng ${port} trên ${host} đang được chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác bằng --port.`,
          en: `Port ${port} on ${host} is used by another program. Stop it, or choose another port with --port.`,
        },
        error,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new StartupError(
        {
          vi: `Không mở được ${host}:${port} (${code}). Hãy chọn địa chỉ của máy này và cổng từ 1024 trở lên.`,
          en: `${host}:${port} cannot be opened (${code}). Choose an address of this machine and a port from 1024 up.`,
        },
        error,
      )
    }
    throw error
  }
  const address: AddressInfo | string | null = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}
