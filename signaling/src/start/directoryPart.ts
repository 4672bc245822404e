import { randomUUID, X509Certificate } from 'node:crypto'
import { NodeEntry, NODES } from '@diem-cau/sfu-contract'
import { type Bulletin, noOthers } from '../live/directory/Bulletin.ts'
import { type InTurn, inTurn } from '../live/directory/inTurn.ts'
import { fileNodes } from '../live/directory/FileNodes.ts'
import { DirectoryUnavailable, type Leases } from '../live/directory/Leases.ts'
import { Known } from '../live/directory/Known.ts'
import { LocalDirectory } from '../live/directory/LocalDirectory.ts'
import { MeetingElsewhere } from '../live/directory/MeetingElsewhere.ts'
import type { Presence } from '../live/directory/Presence.ts'
import { RedisBulletin } from '../live/directory/RedisBulletin.ts'
import { RedisLeases } from '../live/directory/RedisLeases.ts'
import { RedisPresence } from '../live/directory/RedisPresence.ts'
import { RedisStore } from '../live/directory/RedisStore.ts'
import { SignalingProcess } from '../live/directory/SignalingProcess.ts'
import type { MeetingsElsewhere } from '../live/meeting/OpenMeetings.ts'
import { StartupError } from '../db/engine/StartupError.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'

/** The signaling processes of an office share this; one that is alone has its own. */
export type DirectoryPart = {
  /** Id of this process, another at each start. */
  readonly processId: string
  readonly leases: Leases
  readonly inTurn: InTurn
  /** All that listen, also this one. */
  readonly processes: Known<SignalingProcess>
  /** Lists the meetings that other processes conduct, and tells them of those of this one. */
  readonly meetings: MeetingsElsewhere
  readonly news: Bulletin
  /** Media nodes that register. */
  readonly nodes: Known<NodeEntry>
  /** Null: this process is alone. */
  readonly redis: RedisStore | null
  /** Another process that listens, to go on with what this one has; null: there is none. */
  readonly successor: () => Promise<string | null>
  /** The others are told where this one is. Called once it listens; what it defers ends that. */
  readonly announce: (listensAt: string, closing: Closing) => Promise<void>
}

/** @throws StartupError when Redis is set and cannot be reached */
export async function directoryPart(settings: StartSettings, closing: Closing): Promise<DirectoryPart> {
  const { redisUrl = null, internalUrl = null, processName = 'signaling', tls, logger } = settings
  const processId = `${processName}-${randomUUID()}`
  const redis = redisUrl === null ? null : await connected(redisUrl, settings)
  if (redis) closing.defer(() => redis.close())
  const { leases, presence, meetings, nodes, news } = redis
    ? await shared(redis, processId, settings, closing)
    : alone(processId, settings.dataDir)
  const processes = new Known(presence, logger)
  closing.defer(() => processes.close())
  const known = new Known(meetings, logger)
  closing.defer(() => known.close())
  const knownNodes = new Known(nodes, logger)
  closing.defer(() => knownNodes.close())
  await Promise.all([known.look(), knownNodes.look()])
  const certificate = tls && new X509Certificate(tls.cert).toString()
  return {
    processId,
    leases,
    inTurn: inTurn(leases),
    processes,
    meetings: { processId, presence: meetings, known },
    news,
    nodes: knownNodes,
    redis,
    successor: async () => {
      await processes.look()
      return [...processes.all.keys()].find((id) => id !== processId) ?? null
    },
    announce: async (listensAt, whileThere) => {
      const url = internalUrl ?? listensAt
      const announcement = await presence.announce(processId, {
        url,
        certificate: url.startsWith('https:') ? certificate : null,
      })
      whileThere.defer(() => announcement.leave())
      await processes.look()
    },
  }
}

async function connected(url: string, { logger }: StartSettings): Promise<RedisStore> {
  try {
    return await RedisStore.connect(url, logger)
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error
    const { host } = new URL(url)
    throw new StartupError(
      {
        vi: `Không kết nối được Redis tại ${host}. Hãy kiểm tra Redis đang chạy và DIEM_CAU_REDIS_URL đúng; nếu chỉ có một máy chủ thì bỏ trống mục này.`,
        en: `Redis at ${host} cannot be reached. See that it runs and that DIEM_CAU_REDIS_URL is right; leave that out if there is one server only.`,
      },
      error,
    )
  }
}

type Shared = {
  readonly leases: Leases
  readonly presence: Presence<SignalingProcess>
  readonly meetings: Presence<MeetingElsewhere>
  readonly nodes: Presence<NodeEntry>
  readonly news: Bulletin
}

async function shared(
  redis: RedisStore,
  processId: string,
  { logger }: StartSettings,
  closing: Closing,
): Promise<Shared> {
  const leases = new RedisLeases(redis, processId, logger)
  closing.defer(() => leases.close())
  const news = await RedisBulletin.open(redis, processId, logger)
  closing.defer(() => news.idle())
  return {
    leases,
    presence: new RedisPresence(redis, 'processes', SignalingProcess, logger),
    meetings: new RedisPresence(redis, 'meetings', MeetingElsewhere, logger),
    nodes: new RedisPresence(redis, NODES, NodeEntry, logger),
    news,
  }
}

function alone(processId: string, dataDir: string): Shared {
  const directory = new LocalDirectory()
  return {
    leases: directory.leases(processId),
    presence: directory.presence('processes'),
    meetings: directory.presence('meetings'),
    nodes: fileNodes(dataDir),
    news: noOthers,
  }
}
