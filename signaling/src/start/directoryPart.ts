import { randomUUID, X509Certificate } from 'node:crypto'
import { type InTurn, inTurn } from '../live/directory/inTurn.ts'
import { DirectoryUnavailable, type Leases } from '../live/directory/Leases.ts'
import { Known } from '../live/directory/Known.ts'
import { LocalDirectory } from '../live/directory/LocalDirectory.ts'
import type { Presence } from '../live/directory/Presence.ts'
import { RedisLeases } from '../live/directory/RedisLeases.ts'
import { RedisPresence } from '../live/directory/RedisPresence.ts'
import { RedisStore } from '../live/directory/RedisStore.ts'
import { SignalingProcess } from '../live/directory/SignalingProcess.ts'
import { StartupError } from '../db/engine/StartupError.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'

/** What the signaling processes of an office share, or what one that is alone has instead. */
export type DirectoryPart = {
  /** Of this process, another at each start. */
  readonly processId: string
  readonly leases: Leases
  readonly inTurn: InTurn
  /** All that listen, also this one. */
  readonly processes: Known<SignalingProcess>
  /** Null: this process is alone. */
  readonly redis: RedisStore | null
  /** The others are told where this one is. Called once it listens; what it defers ends that. */
  readonly announce: (listensAt: string, closing: Closing) => Promise<void>
}

/** @throws StartupError when Redis is set and cannot be reached */
export async function directoryPart(settings: StartSettings, closing: Closing): Promise<DirectoryPart> {
  const { redisUrl = null, internalUrl = null, tls, logger } = settings
  const processId = `signaling-${randomUUID()}`
  const redis = redisUrl === null ? null : await connected(redisUrl, settings)
  if (redis) closing.defer(() => redis.close())
  const { leases, presence } = redis ? shared(redis, processId, settings, closing) : alone(processId)
  const processes = new Known(presence, logger)
  closing.defer(() => processes.close())
  const certificate = tls && new X509Certificate(tls.cert).toString()
  return {
    processId,
    leases,
    inTurn: inTurn(leases),
    processes,
    redis,
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

type Shared = { readonly leases: Leases; readonly presence: Presence<SignalingProcess> }

function shared(redis: RedisStore, processId: string, { logger }: StartSettings, closing: Closing): Shared {
  const leases = new RedisLeases(redis, processId, logger)
  closing.defer(() => leases.close())
  return { leases, presence: new RedisPresence(redis, 'processes', SignalingProcess, logger) }
}

function alone(processId: string): Shared {
  const directory = new LocalDirectory()
  return { leases: directory.leases(processId), presence: directory.presence('processes') }
}
