import {
  type Answer,
  DeviceId,
  type Notice,
  PROTOCOL_VERSION,
  RequestId,
  type RequestName,
} from '@diem-cau/signaling-contract'
import { io, type Socket } from 'socket.io-client'
import { inject, onTestFinished } from 'vitest'
import { folderKeys } from '../auth/folderKeys.ts'
import { storeKeys } from '../auth/storeKeys.ts'
import { AccessTokens } from '../auth/AccessTokens.ts'
import type { SignalingOptions } from '../start/SignalingOptions.ts'
import { type Signaling, startSignaling } from '../start/startSignaling.ts'
import { accountOf, schedule } from './people.ts'
import { optionsForTests } from './optionsForTests.ts'

export type Office = Signaling & { dataDir: string; tokenOf(name: string): Promise<string> }

/** Real signaling on a free port, without a media node: a chair, a ward, and somebody who is not invited. */
export async function startOffice(options: Partial<SignalingOptions> = {}): Promise<Office> {
  const office = await startProcess(options)
  await seed(office, options.clock ?? Date.now)
  return office
}

/** Real signaling as it is, whatever is in its store. */
export async function startProcess(options: Partial<SignalingOptions> = {}): Promise<Office> {
  const clock = options.clock ?? Date.now
  const settings = await optionsForTests(options)
  const { dataDir, masterSecret = null } = settings
  const signaling = await startSignaling(settings)
  onTestFinished(() => signaling.close())
  const tokens = await AccessTokens.open(
    masterSecret === null ? folderKeys(dataDir) : storeKeys({ db: signaling.db, masterSecret, dataDir }),
  )
  return {
    ...signaling,
    dataDir,
    tokenOf: async (name) => (await tokens.issue(accountOf(name), clock())).token,
  }
}

async function seed(signaling: Signaling, clock: () => number): Promise<void> {
  const host = schedule.hostUnit
  await signaling.units.add([{ code: host.code, parentCode: null, kind: 'urban_district', name: host.name }])
  const passwordHash = inject('passwordHash')
  await signaling.accounts.add(
    ['chair', 'ward', 'colleague'].map((name) => ({
      id: accountOf(name),
      login: name,
      name,
      unitCode: host.code,
      passwordHash,
    })),
    clock(),
  )
  await signaling.schedules.add({
    ...schedule,
    startsAt: clock(),
    endsAt: clock() + 3_600_000,
    phase: 'open',
    chairAccountId: accountOf('chair'),
    demo: false,
    seats: [
      { accountId: accountOf('chair'), seat: 'chair', unit: host },
      { accountId: accountOf('ward'), seat: 'delegate', unit: host },
    ],
  })
}

export type TestSocket = {
  raw: Socket
  notices: Notice[]
  send(name: RequestName | (string & {}), data: unknown, requestId?: string): Promise<Answer>
}

let made = 0

/** A client's socket as a client would open it. Rejects with the refusal of the handshake. */
export async function connect(
  office: Office,
  who: string,
  auth: Record<string, unknown> = {},
  query: { readonly process?: string } = {},
): Promise<TestSocket> {
  const raw = io(office.url, {
    auth: {
      token: await office.tokenOf(who),
      protocol: PROTOCOL_VERSION,
      deviceId: DeviceId.parse(`d.${(made += 1)}`),
      ...auth,
    },
    query,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  })
  onTestFinished(() => void raw.disconnect())
  const notices: Notice[] = []
  raw.on('notice', (notice: Notice) => notices.push(notice))
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve)
    raw.once('connect_error', reject)
  })
  return {
    raw,
    notices,
    send: (name, data, requestId = RequestId.parse(`r.${(made += 1)}`)) =>
      raw.timeout(5000).emitWithAck('request', { requestId, name, data }),
  }
}

export const joinData = {
  meetingId: schedule.meetingId,
  deviceName: 'Máy thử',
  takeover: false,
  resume: null,
  prepared: null,
  rtpCapabilities: null,
  viewport: null,
}
